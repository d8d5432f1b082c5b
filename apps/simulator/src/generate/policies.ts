import type { JsonObject } from '#catalogue';
import { stored } from '../routes/conditional-access.js';
import { PHISHING_RESISTANT, strength } from './built-in-strengths.js';
import { DIRECTORY_ROLES } from './directory-roles.js';
import type { Groups } from './groups.js';
import { GENERATED_TIME, type GrowingTenant } from './growing-tenant.js';
import type { SeededChoice } from './seeded-choice.js';

/** The kinds of security key that contractors are given. */
const CONTRACTOR_KEYS = ['de1e552d-db1d-4423-a619-566b625cdc84', 'b93fd961-f2e6-462f-b122-82002247de78'];

/** Named locations, a strength and Conditional Access policies of the tenant's own. */
export function createPolicies(growing: GrowingTenant, choice: SeededChoice, groups: Groups): void {
  const locations = createLocations(growing, choice);
  const custom = growing.create('authenticationStrengthPolicy', choice.id('strength', 'contractors'), {
    ...strength('Contractors', ['fido2', 'x509CertificateMultiFactor'], 'custom'),
    combinationConfigurations: [
      {
        '@odata.type': '#microsoft.graph.fido2CombinationConfiguration',
        id: choice.id('combination configuration', 'contractors'),
        appliesToCombinations: ['fido2'],
        allowedAAGUIDs: CONTRACTOR_KEYS,
      },
    ],
  });
  const contractors = groups.security[0] ?? groups.largest;
  const everyone = { includeUsers: ['All'], excludeGroups: [groups.emergencyAccess] };
  const policies: Readonly<Record<string, JsonObject>> = {
    'Administrators: phishing-resistant sign-in': policy(
      {
        includeRoles: [DIRECTORY_ROLES['Global Administrator']],
        includeGroups: [groups.administrators],
        excludeGroups: [groups.emergencyAccess],
      },
      { authenticationStrength: { id: PHISHING_RESISTANT } },
    ),
    'Everyone: multifactor outside the offices': policy(
      everyone,
      { builtInControls: ['mfa'] },
      {
        locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
      },
    ),
    'Everyone: only from allowed countries': policy(
      everyone,
      { builtInControls: ['block'] },
      {
        locations: { includeLocations: ['All'], excludeLocations: [locations.countries] },
      },
    ),
    'Everyone: no legacy clients': policy(
      everyone,
      { builtInControls: ['block'] },
      {
        clientAppTypes: ['exchangeActiveSync', 'other'],
      },
    ),
    'Contractors: strong sign-in': policy(
      { includeGroups: [contractors], excludeGroups: [groups.emergencyAccess] },
      { authenticationStrength: { id: custom } },
    ),
    'Guests: multifactor': policy(
      { includeUsers: ['GuestsOrExternalUsers'], excludeGroups: [groups.emergencyAccess] },
      { builtInControls: ['mfa'] },
    ),
    'Office 365: managed devices': policy(
      everyone,
      { operator: 'OR', builtInControls: ['compliantDevice', 'domainJoinedDevice'] },
      {
        applications: { includeApplications: ['Office365'] },
      },
    ),
  };
  for (const [displayName, body] of Object.entries(policies))
    growing.create('conditionalAccessPolicy', choice.id('policy', displayName), { displayName, ...body });
}

function policy(users: JsonObject, grantControls: JsonObject, conditions: JsonObject = {}): JsonObject {
  return stored({
    state: 'enabled',
    createdDateTime: GENERATED_TIME,
    modifiedDateTime: null,
    templateId: null,
    conditions: { applications: { includeApplications: ['All'] }, users, ...conditions },
    grantControls: { operator: 'OR', ...grantControls },
    sessionControls: null,
  });
}

function createLocations(growing: GrowingTenant, choice: SeededChoice): { readonly countries: string } {
  const times = { createdDateTime: GENERATED_TIME, modifiedDateTime: GENERATED_TIME };
  const ranges = (...addresses: readonly string[]): JsonObject => ({
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    ipRanges: addresses.map((cidrAddress) => ({
      '@odata.type': cidrAddress.includes(':')
        ? '#microsoft.graph.iPv6CidrRange'
        : '#microsoft.graph.iPv4CidrRange',
      cidrAddress,
    })),
  });
  const create = (displayName: string, more: JsonObject): string =>
    growing.create('namedLocation', choice.id('location', displayName), { displayName, ...more, ...times });
  create('Head office', { ...ranges('203.0.113.0/24', '2001:db8:10::/48'), isTrusted: true });
  create('Branch offices', { ...ranges('198.51.100.0/25', '198.51.100.128/26'), isTrusted: false });
  const countries = create('Allowed countries', {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    countriesAndRegions: ['NL', 'DE', 'GB', 'US', 'PT'],
    includeUnknownCountriesAndRegions: false,
    countryLookupMethod: 'clientIpAddress',
  });
  return { countries };
}

import type { JsonObject } from '#catalogue';
import { stored } from '../routes/conditional-access.js';
import type { Groups } from './groups.js';
import { GENERATED_TIME, type GrowingTenant } from './growing-tenant.js';
import type { SeededChoice } from './seeded-choice.js';

const PHISHING_RESISTANT = '00000000-0000-0000-0000-000000000004';
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

const BUILT_IN_STRENGTHS = [
  {
    id: '00000000-0000-0000-0000-000000000002',
    displayName: 'Multifactor authentication',
    allowedCombinations: [
      'windowsHelloForBusiness',
      'fido2',
      'x509CertificateMultiFactor',
      'deviceBasedPush',
      'temporaryAccessPassOneTime',
      'temporaryAccessPassMultiUse',
      'password,microsoftAuthenticatorPush',
      'password,softwareOath',
      'password,hardwareOath',
      'password,sms',
      'password,voice',
      'federatedMultiFactor',
    ],
  },
  {
    id: '00000000-0000-0000-0000-000000000003',
    displayName: 'Passwordless MFA',
    allowedCombinations: [
      'windowsHelloForBusiness',
      'fido2',
      'x509CertificateMultiFactor',
      'deviceBasedPush',
    ],
  },
  {
    id: PHISHING_RESISTANT,
    displayName: 'Phishing-resistant MFA',
    allowedCombinations: ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'],
  },
];

/** The three strengths that every tenant has. */
export function createBuiltInStrengths(growing: GrowingTenant): void {
  for (const { id, displayName, allowedCombinations } of BUILT_IN_STRENGTHS)
    growing.create('authenticationStrengthPolicy', id, strength(displayName, allowedCombinations, 'builtIn'));
}

function strength(
  displayName: string,
  allowedCombinations: readonly string[],
  policyType: string,
): JsonObject {
  return {
    displayName,
    description: `${displayName} for signing in`,
    policyType,
    requirementsSatisfied: 'mfa',
    allowedCombinations,
    combinationConfigurations: [],
    createdDateTime: GENERATED_TIME,
    modifiedDateTime: GENERATED_TIME,
  };
}

/** Named locations, a strength and Conditional Access policies of the tenant's own. */
export function createPolicies(growing: GrowingTenant, choice: SeededChoice, groups: Groups): void {
  const locations = createLocations(growing, choice);
  const custom = growing.create(
    'authenticationStrengthPolicy',
    choice.id('strength', 'contractors'),
    strength('Contractors', ['fido2', 'x509CertificateMultiFactor'], 'custom'),
  );
  const contractors = groups.security[0] ?? groups.largest;
  const everyone = { includeUsers: ['All'], excludeGroups: [groups.emergencyAccess] };
  const policies: Readonly<Record<string, JsonObject>> = {
    'Administrators: phishing-resistant sign-in': policy(
      {
        includeRoles: [GLOBAL_ADMINISTRATOR],
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

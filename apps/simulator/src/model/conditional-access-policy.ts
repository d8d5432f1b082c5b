import { CATALOGUE } from '#catalogue';
import { cataloguedType } from './entity-type.js';
import { readOnlyProperty } from './property-rule.js';
import { any, boolean, flags, list, number, oneOf, structure, text, type Shape } from './shape.js';

const ids = list(text());
const filter = structure({ mode: oneOf('include', 'exclude'), rule: text(3072) });
const riskLevels = list(oneOf('low', 'medium', 'high', 'hidden', 'none'));
const guests = structure({
  guestOrExternalUserTypes: flags(
    'none',
    'internalGuest',
    'b2bCollaborationGuest',
    'b2bCollaborationMember',
    'b2bDirectConnectUser',
    'otherExternalUser',
    'serviceProvider',
  ),
  externalTenants: structure({ membershipKind: oneOf('all', 'enumerated'), members: list(text()) }),
});
const platforms = list(oneOf('android', 'iOS', 'windows', 'windowsPhone', 'macOS', 'all', 'linux'));

const CONDITIONS: Readonly<Record<string, Shape>> = {
  applications: structure({
    includeApplications: ids,
    excludeApplications: ids,
    includeUserActions: ids,
    includeAuthenticationContextClassReferences: ids,
    applicationFilter: filter,
    networkAccess: any,
    globalSecureAccess: any,
  }),
  users: structure({
    includeUsers: ids,
    excludeUsers: ids,
    includeGroups: ids,
    excludeGroups: ids,
    includeRoles: ids,
    excludeRoles: ids,
    includeGuestsOrExternalUsers: guests,
    excludeGuestsOrExternalUsers: guests,
  }),
  clientAppTypes: list(
    oneOf('all', 'browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'easSupported', 'other'),
  ),
  platforms: structure({ includePlatforms: platforms, excludePlatforms: platforms }),
  locations: structure({ includeLocations: ids, excludeLocations: ids }),
  devices: structure({
    deviceFilter: filter,
    includeDevices: ids,
    excludeDevices: ids,
    includeDeviceStates: ids,
    excludeDeviceStates: ids,
  }),
  clientApplications: structure({
    includeServicePrincipals: ids,
    excludeServicePrincipals: ids,
    servicePrincipalFilter: filter,
    includeAgentIdServicePrincipals: ids,
    excludeAgentIdServicePrincipals: ids,
    agentIdServicePrincipalFilter: filter,
  }),
  userRiskLevels: riskLevels,
  signInRiskLevels: riskLevels,
  servicePrincipalRiskLevels: riskLevels,
  agentIdRiskLevels: any,
  insiderRiskLevels: flags('minor', 'moderate', 'elevated'),
  authenticationFlows: structure({
    transferMethods: flags('none', 'deviceCodeFlow', 'authenticationTransfer'),
  }),
  times: any,
  // Deprecated, but older clients send it with every policy.
  deviceStates: any,
};

const SESSION_CONTROLS: Readonly<Record<string, Shape>> = {
  applicationEnforcedRestrictions: structure({ isEnabled: boolean }),
  cloudAppSecurity: structure({
    isEnabled: boolean,
    cloudAppSecurityType: oneOf('mcasConfigured', 'monitorOnly', 'blockDownloads'),
  }),
  persistentBrowser: structure({ isEnabled: boolean, mode: oneOf('always', 'never') }),
  signInFrequency: structure({
    isEnabled: boolean,
    value: number,
    type: oneOf('days', 'hours'),
    authenticationType: oneOf('primaryAndSecondaryAuthentication', 'secondaryAuthentication'),
    frequencyInterval: oneOf('timeBased', 'everyTime'),
  }),
  disableResilienceDefaults: boolean,
  secureSignInSession: structure({ isEnabled: boolean }),
  continuousAccessEvaluation: any,
  networkAccessSecurity: any,
  globalSecureAccessFilteringProfile: any,
};

const GRANT_CONTROLS: Readonly<Record<string, Shape>> = {
  operator: oneOf('AND', 'OR'),
  builtInControls: list(
    oneOf(
      'block',
      'mfa',
      'compliantDevice',
      'domainJoinedDevice',
      'approvedApplication',
      'compliantApplication',
      'passwordChange',
      'riskRemediation',
    ),
  ),
  customAuthenticationFactors: list(text()),
  termsOfUse: ids,
  authenticationStrength: any,
};

/** https://learn.microsoft.com/graph/api/conditionalaccesspolicy-update */
export const CONDITIONAL_ACCESS_POLICY = cataloguedType({
  kind: 'conditionalAccessPolicy',
  label: 'ConditionalAccessPolicy',
  set: 'identity/conditionalAccess/policies',
  open: true,
  attributes: CATALOGUE.conditionalAccessPolicy.attributes,
  adjusted: {
    description: { shape: text(1500) },
    conditions: { shape: structure(CONDITIONS) },
    grantControls: { shape: structure(GRANT_CONTROLS) },
    sessionControls: { shape: structure(SESSION_CONTROLS) },
  },
  own: [readOnlyProperty('id', text())],
});

import type { EntityType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { any, boolean, flags, list, number, oneOf, structure, text, time, type Shape } from './shape.js';

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

/** https://learn.microsoft.com/graph/api/conditionalaccesspolicy-update */
export const CONDITIONAL_ACCESS_POLICY: EntityType = {
  kind: 'conditionalAccessPolicy',
  label: 'ConditionalAccessPolicy',
  set: 'identity/conditionalAccess/policies',
  open: true,
  properties: [
    readOnlyProperty('id', text()),
    property('templateId', text(), { writable: 'create' }),
    property('displayName', text(256), { clearable: false }),
    readOnlyProperty('createdDateTime', time),
    readOnlyProperty('modifiedDateTime', time),
    readOnlyProperty('deletedDateTime', time),
    property('description', text(1500)),
    property('state', oneOf('enabled', 'disabled', 'enabledForReportingButNotEnforced'), {
      clearable: false,
    }),
    property('conditions', structure(CONDITIONS), { clearable: false }),
    property(
      'grantControls',
      structure({
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
      }),
    ),
    property('sessionControls', structure(SESSION_CONTROLS)),
  ],
};

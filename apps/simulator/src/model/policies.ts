import type { EntityType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { any, boolean, list, oneOf, text, time, type Shape } from './shape.js';

const country: Shape = { is: 'text', pattern: /^[A-Z]{2}$/ };

/**
 * Both kinds of named location; which properties apply follows from the object's `@odata.type`.
 * https://learn.microsoft.com/graph/api/resources/namedlocation
 */
export const NAMED_LOCATION: EntityType = {
  kind: 'namedLocation',
  label: 'NamedLocation',
  set: 'identity/conditionalAccess/namedLocations',
  open: true,
  properties: [
    readOnlyProperty('id', text()),
    property('displayName', text(256), { clearable: false }),
    readOnlyProperty('createdDateTime', time),
    readOnlyProperty('modifiedDateTime', time),
    readOnlyProperty('deletedDateTime', time),
    property('isTrusted', boolean, { clearable: false }),
    property('ipRanges', list(any, 2000)),
    property('countriesAndRegions', list(country)),
    property('includeUnknownCountriesAndRegions', boolean, { clearable: false }),
    property('countryLookupMethod', oneOf('clientIpAddress', 'authenticatorAppGps'), { clearable: false }),
  ],
};

/** https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy */
export const AUTHENTICATION_STRENGTH: EntityType = {
  kind: 'authenticationStrengthPolicy',
  label: 'AuthenticationStrengthPolicy',
  set: 'policies/authenticationStrengthPolicies',
  open: true,
  properties: [
    readOnlyProperty('id', text()),
    readOnlyProperty('createdDateTime', time),
    readOnlyProperty('modifiedDateTime', time),
    property('displayName', text(30), { clearable: false }),
    property('description', text(100)),
    readOnlyProperty('policyType', text()),
    readOnlyProperty('requirementsSatisfied', text()),
    property('allowedCombinations', list(text()), { writable: 'create' }),
    readOnlyProperty('combinationConfigurations', list(any)),
  ],
};

/** https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant */
export const PERMISSION_GRANT: EntityType = {
  kind: 'oAuth2PermissionGrant',
  label: 'OAuth2PermissionGrant',
  set: 'oauth2PermissionGrants',
  open: false,
  properties: [
    property('clientId', text(), { writable: 'create' }),
    property('consentType', oneOf('AllPrincipals', 'Principal'), { writable: 'create' }),
    readOnlyProperty('id', text()),
    property('principalId', text(), { writable: 'create' }),
    property('resourceId', text(), { writable: 'create' }),
    property('scope', text(3850)),
  ],
};

/** https://learn.microsoft.com/graph/api/resources/approleassignment */
export const APP_ROLE_ASSIGNMENT: EntityType = {
  kind: 'appRoleAssignment',
  label: 'AppRoleAssignment',
  set: 'appRoleAssignments',
  open: false,
  properties: [
    readOnlyProperty('id', text()),
    readOnlyProperty('deletedDateTime', time),
    property('appRoleId', text(), { writable: 'create' }),
    readOnlyProperty('createdDateTime', time),
    readOnlyProperty('principalDisplayName', text()),
    property('principalId', text(), { writable: 'create' }),
    readOnlyProperty('principalType', text()),
    readOnlyProperty('resourceDisplayName', text()),
    property('resourceId', text(), { writable: 'create' }),
  ],
};

/** Terms of use, which policies refer to: https://learn.microsoft.com/graph/api/resources/agreement */
export const AGREEMENT: EntityType = {
  kind: 'agreement',
  label: 'Agreement',
  set: 'identityGovernance/termsOfUse/agreements',
  open: true,
  properties: [readOnlyProperty('id', text()), readOnlyProperty('displayName', text())],
};

/** https://learn.microsoft.com/graph/api/resources/unifiedroleassignment */
export const ROLE_ASSIGNMENT: EntityType = {
  kind: 'unifiedRoleAssignment',
  label: 'UnifiedRoleAssignment',
  set: 'roleManagement/directory/roleAssignments',
  open: false,
  properties: [
    readOnlyProperty('id', text()),
    readOnlyProperty('principalId', text()),
    readOnlyProperty('roleDefinitionId', text()),
    readOnlyProperty('directoryScopeId', text(), { absent: '/' }),
  ],
};

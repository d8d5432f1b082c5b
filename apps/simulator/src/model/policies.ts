import { CATALOGUE } from '#catalogue';
import { cataloguedType, type EntityType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { boolean, list, any, oneOf, text, time } from './shape.js';

/**
 * Both kinds of named location; which properties apply follows from the object's `@odata.type`.
 * https://learn.microsoft.com/graph/api/resources/namedlocation
 */
export const NAMED_LOCATION = cataloguedType({
  kind: 'namedLocation',
  label: 'NamedLocation',
  set: 'identity/conditionalAccess/namedLocations',
  open: true,
  attributes: CATALOGUE.namedLocationPolicy.attributes,
  own: [readOnlyProperty('id', text())],
});

/** https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy */
export const AUTHENTICATION_STRENGTH = cataloguedType({
  kind: 'authenticationStrengthPolicy',
  label: 'AuthenticationStrengthPolicy',
  set: 'policies/authenticationStrengthPolicies',
  open: true,
  attributes: CATALOGUE.authenticationStrengthPolicy.attributes,
  own: [readOnlyProperty('id', text())],
});

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

/** https://learn.microsoft.com/graph/api/resources/unifiedroledefinition */
export const ROLE_DEFINITION: EntityType = {
  kind: 'unifiedRoleDefinition',
  label: 'UnifiedRoleDefinition',
  set: 'roleManagement/directory/roleDefinitions',
  open: false,
  properties: [
    readOnlyProperty('id', text()),
    readOnlyProperty('displayName', text()),
    readOnlyProperty('description', text()),
    readOnlyProperty('isBuiltIn', boolean, { absent: true }),
    readOnlyProperty('isEnabled', boolean, { absent: true }),
    readOnlyProperty('templateId', text()),
    readOnlyProperty('resourceScopes', list(text())),
    readOnlyProperty('rolePermissions', list(any)),
    readOnlyProperty('version', text(), { absent: '1' }),
  ],
};

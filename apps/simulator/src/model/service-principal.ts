import { CATALOGUE } from '#catalogue';
import { cataloguedType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { any, guid, list, structure, text, time } from './shape.js';

/** https://learn.microsoft.com/graph/api/serviceprincipal-update */
export const SERVICE_PRINCIPAL = cataloguedType({
  kind: 'servicePrincipal',
  label: 'ServicePrincipal',
  set: 'servicePrincipals',
  open: false,
  attributes: CATALOGUE.servicePrincipal.attributes,
  adjusted: {
    appId: { writable: 'create' },
    appRoleAssignmentRequired: { absent: false },
    displayName: { shape: text(256), writable: 'always', clearable: false },
    servicePrincipalNames: { shape: list(text(255)) },
    tags: { shape: list(text(256)) },
    samlSingleSignOnSettings: { shape: structure({ relayState: text() }) },
  },
  own: [
    readOnlyProperty('id', text()),
    readOnlyProperty('deletedDateTime', time),
    readOnlyProperty('appDisplayName', text()),
    readOnlyProperty('appDescription', text()),
    readOnlyProperty('applicationTemplateId', text()),
    readOnlyProperty('appOwnerOrganizationId', text()),
    readOnlyProperty('createdDateTime', time),
    readOnlyProperty('disabledByMicrosoftStatus', text()),
    property('homepage', text()),
    property('logoutUrl', text()),
    property('replyUrls', list(text())),
    readOnlyProperty('signInAudience', text()),
    property('tokenEncryptionKeyId', guid),
    property('addIns', list(structure({ id: guid, type: text(), properties: list(any) }, ['type']))),
    property('appRoles', list(any), { writable: 'never' }),
    readOnlyProperty('info', any),
    property('keyCredentials', list(any)),
    readOnlyProperty('oauth2PermissionScopes', list(any)),
    readOnlyProperty('passwordCredentials', list(any)),
    readOnlyProperty('resourceSpecificApplicationPermissions', list(any)),
    readOnlyProperty('verifiedPublisher', any),
    property('publisherName', text(), { betaOnly: true, writable: 'beta' }),
  ],
});

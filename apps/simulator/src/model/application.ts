import { CATALOGUE } from '#catalogue';
import { cataloguedType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { any, boolean, guid, list, number, oneOf, structure, text, time } from './shape.js';

const claims = list(
  structure({ name: text(), source: text(), essential: boolean, additionalProperties: list(text()) }, [
    'name',
  ]),
);

const lock = structure(
  {
    isEnabled: boolean,
    allProperties: boolean,
    credentialsWithUsageVerify: boolean,
    credentialsWithUsageSign: boolean,
    tokenEncryptionKeyId: boolean,
  },
  ['isEnabled'],
);

const addresses = structure({
  logoUrl: text(),
  marketingUrl: text(),
  privacyStatementUrl: text(),
  supportUrl: text(),
  termsOfServiceUrl: text(),
});

const permission = structure({ id: guid, type: oneOf('Scope', 'Role') }, ['id', 'type']);
const resourceAccess = structure({ resourceAppId: text(), resourceAccess: list(permission) }, [
  'resourceAppId',
  'resourceAccess',
]);

const api = structure({
  acceptMappedClaims: boolean,
  knownClientApplications: list(guid),
  requestedAccessTokenVersion: number,
  oauth2PermissionScopes: list(any),
  preAuthorizedApplications: list(any),
});

/** https://learn.microsoft.com/graph/api/application-update */
export const APPLICATION = cataloguedType({
  kind: 'application',
  label: 'Application',
  set: 'applications',
  open: false,
  attributes: CATALOGUE.application.attributes,
  adjusted: {
    groupMembershipClaims: {
      shape: oneOf('None', 'SecurityGroup', 'DirectoryRole', 'ApplicationGroup', 'All'),
    },
    identifierUris: { shape: list(text(255)) },
    notes: { shape: text(1024) },
    tags: { shape: list(text(256)) },
    optionalClaims: { shape: structure({ idToken: claims, accessToken: claims, saml2Token: claims }) },
    servicePrincipalLockConfiguration: { shape: lock },
    addIns: { shape: list(structure({ id: guid, type: text(), properties: list(any) }, ['type'])) },
    info: { shape: addresses },
    publicClient: { shape: structure({ redirectUris: list(text()) }) },
    requiredResourceAccess: { shape: list(resourceAccess, 50) },
  },
  own: [
    readOnlyProperty('id', text()),
    readOnlyProperty('deletedDateTime', time),
    readOnlyProperty('applicationTemplateId', text()),
    readOnlyProperty('disabledByMicrosoftStatus', text()),
    property('isFallbackPublicClient', boolean),
    property('tokenEncryptionKeyId', guid),
    property('samlMetadataUrl', text()),
    property('defaultRedirectUri', text()),
    readOnlyProperty('certification', any),
    property('api', api),
    property('appRoles', list(any)),
    property('keyCredentials', list(any)),
    property('parentalControlSettings', any),
    readOnlyProperty('passwordCredentials', list(any)),
    property('verifiedPublisher', any, { writable: 'never' }),
    property('web', any),
    property('spa', structure({ redirectUris: list(text()) })),
  ],
});

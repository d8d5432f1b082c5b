import type { EntityType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { any, boolean, guid, list, number, oneOf, structure, text, time } from './shape.js';

const claims = list(
  structure({ name: text(), source: text(), essential: boolean, additionalProperties: list(text()) }, [
    'name',
  ]),
);

/** https://learn.microsoft.com/graph/api/application-update */
export const APPLICATION: EntityType = {
  kind: 'application',
  label: 'Application',
  set: 'applications',
  open: false,
  properties: [
    readOnlyProperty('id', text()),
    readOnlyProperty('deletedDateTime', time),
    readOnlyProperty('appId', text()),
    readOnlyProperty('applicationTemplateId', text()),
    readOnlyProperty('disabledByMicrosoftStatus', text()),
    readOnlyProperty('createdDateTime', time),
    property('displayName', text(256), { clearable: false }),
    property('description', text(1024)),
    property(
      'groupMembershipClaims',
      oneOf('None', 'SecurityGroup', 'DirectoryRole', 'ApplicationGroup', 'All'),
    ),
    property('identifierUris', list(text(255))),
    property('isDeviceOnlyAuthSupported', boolean),
    property('isDisabled', boolean),
    property('isFallbackPublicClient', boolean),
    property('nativeAuthenticationApisEnabled', oneOf('none', 'all')),
    property('notes', text(1024)),
    readOnlyProperty('publisherDomain', text()),
    property('serviceManagementReference', text()),
    property(
      'signInAudience',
      oneOf(
        'AzureADMyOrg',
        'AzureADMultipleOrgs',
        'AzureADandPersonalMicrosoftAccount',
        'PersonalMicrosoftAccount',
      ),
      { clearable: false },
    ),
    property('tags', list(text(256))),
    property('tokenEncryptionKeyId', guid),
    property('samlMetadataUrl', text()),
    property('defaultRedirectUri', text()),
    readOnlyProperty('certification', any),
    property('optionalClaims', structure({ idToken: claims, accessToken: claims, saml2Token: claims })),
    property(
      'servicePrincipalLockConfiguration',
      structure(
        {
          isEnabled: boolean,
          allProperties: boolean,
          credentialsWithUsageVerify: boolean,
          credentialsWithUsageSign: boolean,
          tokenEncryptionKeyId: boolean,
        },
        ['isEnabled'],
      ),
    ),
    property('addIns', list(structure({ id: guid, type: text(), properties: list(any) }, ['type']))),
    property(
      'api',
      structure({
        acceptMappedClaims: boolean,
        knownClientApplications: list(guid),
        requestedAccessTokenVersion: number,
        oauth2PermissionScopes: list(any),
        preAuthorizedApplications: list(any),
      }),
    ),
    property('appRoles', list(any)),
    property(
      'info',
      structure({
        logoUrl: text(),
        marketingUrl: text(),
        privacyStatementUrl: text(),
        supportUrl: text(),
        termsOfServiceUrl: text(),
      }),
    ),
    property('keyCredentials', list(any)),
    property('parentalControlSettings', any),
    readOnlyProperty('passwordCredentials', list(any)),
    property('publicClient', structure({ redirectUris: list(text()) })),
    property('requiredResourceAccess', list(requiredResourceAccess(), 50)),
    property('verifiedPublisher', any, { writable: 'never' }),
    property('web', any),
    property('spa', structure({ redirectUris: list(text()) })),
  ],
};

function requiredResourceAccess() {
  const permission = structure({ id: guid, type: oneOf('Scope', 'Role') }, ['id', 'type']);
  return structure({ resourceAppId: text(), resourceAccess: list(permission) }, [
    'resourceAppId',
    'resourceAccess',
  ]);
}

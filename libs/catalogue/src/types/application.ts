import { boolean, context, guid, objects, readOnly, structure, text, texts, time } from '../attributes.js';
import type { ObjectTypeEntry } from '../entries.js';

/** https://learn.microsoft.com/graph/api/resources/application and https://learn.microsoft.com/graph/api/application-update */
export const application: ObjectTypeEntry = {
  type: 'application',
  label: 'Application',
  path: '/applications',
  deletedPath: '/directory/deletedItems/microsoft.graph.application',
  delta: true,
  wholeObject: false,
  lane: 'identity',
  dependsOn: [],
  permissions: { read: ['Application.Read.All'], write: ['Application.ReadWrite.All'] },
  attributes: [
    text('displayName', { maxLength: 256, clearable: false }),
    text('description', { maxLength: 1024 }),
    text('notes'),
    texts('tags', { documented: 'ApplicationTag' }),
    texts('identifierUris', { documented: 'AppIdentifierUri' }),
    time('createdDateTime', { documented: 'AppCreatedDateTime', ...readOnly }),
    structure('publicClient'),
    text('publisherDomain', readOnly),
    boolean('isDeviceOnlyAuthSupported'),
    text('serviceManagementReference'),
    objects('requiredResourceAccess', { maxItems: 50 }),
    text('nativeAuthenticationApisEnabled', { values: ['none', 'all'] }),
    text('signInAudience', {
      clearable: false,
      values: [
        'AzureADMyOrg',
        'AzureADMultipleOrgs',
        'AzureADandPersonalMicrosoftAccount',
        'PersonalMicrosoftAccount',
      ],
    }),
    text('groupMembershipClaims'),
    structure('optionalClaims'),
    boolean('isDisabled'),
    objects('addIns'),
    structure('servicePrincipalLockConfiguration'),
    structure('info', { documented: 'AppInformationalUrl' }),
    guid('appId', context),
  ],
  links: [],
};

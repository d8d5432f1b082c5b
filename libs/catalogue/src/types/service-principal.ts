import { boolean, context, guid, readOnly, structure, text, texts } from '../attributes.js';
import type { ObjectTypeEntry } from '../entries.js';

/** https://learn.microsoft.com/graph/api/resources/serviceprincipal and https://learn.microsoft.com/graph/api/serviceprincipal-update */
export const servicePrincipal: ObjectTypeEntry = {
  type: 'servicePrincipal',
  label: 'Service principal',
  path: '/servicePrincipals',
  deletedPath: '/directory/deletedItems/microsoft.graph.servicePrincipal',
  delta: true,
  wholeObject: false,
  lane: 'identity',
  dependsOn: ['application'],
  permissions: { read: ['Application.Read.All'], write: ['Application.ReadWrite.All'] },
  attributes: [
    boolean('accountEnabled', { clearable: false }),
    texts('alternativeNames'),
    boolean('appRoleAssignmentRequired', { documented: 'ExplicitAccessGrantRequired', clearable: false }),
    text('description', { maxLength: 1024 }),
    text('loginUrl'),
    text('notes', { maxLength: 1024 }),
    texts('notificationEmailAddresses'),
    text('preferredTokenSigningKeyThumbprint'),
    texts('tags', { documented: 'ServicePrincipalTag' }),
    text('servicePrincipalType', readOnly),
    text('preferredSingleSignOnMode', { values: ['password', 'saml', 'external', 'oidc', 'notSupported'] }),
    structure('samlSingleSignOnSettings'),
    texts('servicePrincipalNames', { documented: 'ServicePrincipalName' }),
    guid('appId', context),
    text('displayName', context),
    text('publisherName', {
      since: 2,
      read: {
        by: 'nothing',
        reason: 'Only the beta version of Microsoft Graph shows publisherName, and not to every application.',
      },
      ...readOnly,
    }),
  ],
  links: [
    {
      name: 'appRoleAssignedTo',
      targets: ['user', 'group', 'servicePrincipal'],
      value: 'none',
      entity: 'appRoleAssignment',
      permissions: { read: ['Application.Read.All'], write: ['AppRoleAssignment.ReadWrite.All'] },
    },
    {
      name: 'oauth2PermissionGrants',
      targets: ['servicePrincipal'],
      value: 'words',
      entity: 'oAuth2PermissionGrant',
      permissions: {
        read: ['Directory.Read.All'],
        write: ['DelegatedPermissionGrant.ReadWrite.All'],
      },
    },
  ],
};

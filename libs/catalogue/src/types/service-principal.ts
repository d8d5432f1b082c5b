import { scalar, set, structure, type ObjectTypeEntry } from '../entries.js';

/** https://learn.microsoft.com/graph/api/resources/serviceprincipal */
export const servicePrincipal: ObjectTypeEntry = {
  type: 'servicePrincipal',
  label: 'Service principal',
  path: '/servicePrincipals',
  deletedPath: '/directory/deletedItems/microsoft.graph.servicePrincipal',
  delta: true,
  wholeObject: false,
  lane: 'identity',
  rank: 4,
  attributes: [
    scalar('accountEnabled'),
    set('alternativeNames'),
    scalar('appRoleAssignmentRequired', { documented: 'ExplicitAccessGrantRequired' }),
    scalar('description'),
    scalar('loginUrl'),
    scalar('notes'),
    set('notificationEmailAddresses'),
    scalar('preferredTokenSigningKeyThumbprint'),
    set('tags', { documented: 'ServicePrincipalTag' }),
    scalar('servicePrincipalType', { role: 'readOnly' }),
    scalar('preferredSingleSignOnMode'),
    structure('samlSingleSignOnSettings'),
    set('servicePrincipalNames', { documented: 'ServicePrincipalName' }),
    scalar('appId', { role: 'context' }),
    scalar('displayName', { role: 'context' }),
  ],
  links: [
    {
      name: 'appRoleAssignedTo',
      targets: ['user', 'group', 'servicePrincipal'],
      value: 'none',
      entity: 'appRoleAssignment',
    },
    {
      name: 'oauth2PermissionGrants',
      targets: ['servicePrincipal'],
      value: 'words',
      entity: 'oAuth2PermissionGrant',
    },
  ],
};

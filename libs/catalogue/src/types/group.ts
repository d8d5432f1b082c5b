import { scalar, set, type ObjectTypeEntry } from '../entries.js';

/** https://learn.microsoft.com/graph/api/resources/group */
export const group: ObjectTypeEntry = {
  type: 'group',
  label: 'Group',
  path: '/groups',
  deletedPath: '/directory/deletedItems/microsoft.graph.group',
  delta: true,
  wholeObject: false,
  lane: 'identity',
  rank: 2,
  attributes: [
    scalar('classification'),
    scalar('description'),
    scalar('displayName'),
    set('groupTypes', { documented: 'GroupType' }),
    scalar('visibility', { documented: 'IsPublic' }),
    scalar('mail', { role: 'readOnly' }),
    scalar('mailEnabled', { role: 'readOnly' }),
    scalar('mailNickname'),
    scalar('preferredDataLocation'),
    scalar('preferredLanguage'),
    scalar('securityEnabled', { unreliableWhileDeleted: true }),
    scalar('theme'),
    scalar('membershipRule', { role: 'context' }),
    scalar('isAssignableToRole', { role: 'context' }),
    scalar('onPremisesSyncEnabled', { role: 'context' }),
  ],
  links: [{ name: 'members', targets: ['user', 'group', 'servicePrincipal'], value: 'none' }],
};

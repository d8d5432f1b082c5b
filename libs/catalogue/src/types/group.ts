import { boolean, context, readOnly, text, texts } from '../attributes.js';
import type { ObjectTypeEntry } from '../entries.js';

/** https://learn.microsoft.com/graph/api/resources/group and https://learn.microsoft.com/graph/api/group-update */
export const group: ObjectTypeEntry = {
  type: 'group',
  label: 'Group',
  path: '/groups',
  deletedPath: '/directory/deletedItems/microsoft.graph.group',
  delta: true,
  wholeObject: false,
  lane: 'identity',
  dependsOn: ['user'],
  permissions: { read: ['Group.Read.All'], write: ['Group.ReadWrite.All'] },
  attributes: [
    text('classification'),
    text('description', { maxLength: 1024 }),
    text('displayName', { maxLength: 256, clearable: false }),
    texts('groupTypes', {
      documented: 'GroupType',
      values: ['Unified', 'DynamicMembership'],
      // A group gets its members from a rule or by hand: Graph takes the type only together with the rule, or without.
      writtenWith: ['membershipRule'],
    }),
    text('visibility', { documented: 'IsPublic', values: ['Private', 'Public', 'HiddenMembership'] }),
    text('mail', readOnly),
    boolean('mailEnabled', { ...readOnly, write: { by: 'creation' }, clearable: false }),
    text('mailNickname', { maxLength: 64, clearable: false, pattern: /^[!-~]+$/ }),
    text('preferredDataLocation', {
      permissions: { write: 'Group-PreferredDataLocation.ReadWrite.All' },
    }),
    text('preferredLanguage'),
    boolean('securityEnabled', { unreliableWhileDeleted: true, clearable: false }),
    text('theme', {
      values: ['Teal', 'Purple', 'Green', 'Blue', 'Pink', 'Orange', 'Red'],
      write: { by: 'patch', version: 'beta' },
    }),
    text('membershipRule', { ...context, maxLength: 3072, write: { by: 'patch', version: 'v1.0' } }),
    boolean('isAssignableToRole', { ...context, write: { by: 'creation' } }),
    boolean('onPremisesSyncEnabled', context),
  ],
  links: [
    {
      name: 'members',
      targets: ['user', 'group', 'servicePrincipal'],
      value: 'none',
      permissions: {
        read: ['GroupMember.Read.All', 'Member.Read.Hidden'],
        write: ['GroupMember.ReadWrite.All'],
      },
    },
  ],
};

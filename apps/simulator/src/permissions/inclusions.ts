import type { Caller } from './caller.js';

/**
 * Application permissions that do what a lesser one does, and more. A permission that is not a key is included in no
 * other. https://learn.microsoft.com/graph/permissions-reference
 */
const INCLUDED_IN = {
  'Agreement.Read.All': ['Agreement.ReadWrite.All'],
  'Application.Read.All': ['Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'Application.ReadWrite.All': ['Directory.ReadWrite.All'],
  'AppRoleAssignment.ReadWrite.All': [],
  'AuditLog.Read.All': [],
  'DelegatedPermissionGrant.ReadWrite.All': ['Directory.ReadWrite.All'],
  'Directory.Read.All': ['Directory.ReadWrite.All'],
  'DelegatedPermissionGrant.Read.All': [
    'DelegatedPermissionGrant.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'Group.Delete.All': ['Group.ReadWrite.All'],
  'Group.Read.All': ['Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'Group.ReadWrite.All': ['Directory.ReadWrite.All'],
  'Group-PreferredDataLocation.ReadWrite.All': [],
  'GroupMember.Read.All': [
    'GroupMember.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'GroupMember.ReadWrite.All': ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  'Member.Read.Hidden': [],
  'Organization.Read.All': ['Organization.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'Policy.Read.All': [],
  'Policy.Read.AuthenticationMethod': ['Policy.Read.All', 'Policy.ReadWrite.AuthenticationMethod'],
  'Policy.ReadWrite.AuthenticationMethod': [],
  'Policy.ReadWrite.Authorization': [],
  'Policy.ReadWrite.ConditionalAccess': [],
  'RoleManagement.Read.Directory': [
    'RoleManagement.Read.All',
    'RoleManagement.ReadWrite.Directory',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'RoleManagement.ReadWrite.Directory': [],
  'User.DeleteRestore.All': ['User.ReadWrite.All'],
  'User.EnableDisableAccount.All': ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  'User.Read.All': ['User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'User.ReadUpdate.All': ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  'User.ReadWrite.All': ['Directory.ReadWrite.All'],
  'User-LifeCycleInfo.Read.All': ['User-LifeCycleInfo.ReadWrite.All'],
  'User-LifeCycleInfo.ReadWrite.All': [],
  'User-Mail.ReadWrite.All': ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  'User-PasswordProfile.ReadWrite.All': ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  'User-Phone.ReadWrite.All': ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
} as const satisfies Record<string, readonly string[]>;

/** An application permission that some request needs at least. */
export type Permission = keyof typeof INCLUDED_IN;

/** Whether a caller holds each of the permissions, or one that includes it. */
export function holds({ permissions }: Caller, ...needed: readonly Permission[]): boolean {
  if (permissions === 'everything') return true;
  return needed.every(
    (permission) =>
      permissions.has(permission) || INCLUDED_IN[permission].some((other) => permissions.has(other)),
  );
}

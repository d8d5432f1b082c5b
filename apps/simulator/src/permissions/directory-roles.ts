import type { Tenant } from '../tenant/tenant.js';
import type { Caller } from './caller.js';

/** Template ids: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const PRIVILEGED_AUTHENTICATION_ADMINISTRATOR = '7be44c8a-adaf-4e2a-84d6-ab2649e08a13';
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';

/** Roles whose holders a User Administrator may still act on. */
const LESSER_ROLES: readonly string[] = [
  USER_ADMINISTRATOR,
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b', // Directory Readers
  'fdd7a751-b60b-444a-984c-02652fe8fa1c', // Groups Administrator
  '95e79109-95c0-4d8e-aee3-d01accf2d47b', // Guest Inviter
  '729827e3-9c14-49f7-bb1b-9608f156bbb8', // Helpdesk Administrator
  '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', // Message Center Reader
  '966707d0-3269-4727-9be2-8c3a10f19b9d', // Password Administrator
  '4a5d8f65-41da-4de4-8968-e035b65339cf', // Reports Reader
  '75934031-6c7e-415a-99d7-48dbd49e875e', // Usage Summary Reports Reader
];

const FOR_ALL = [PRIVILEGED_AUTHENTICATION_ADMINISTRATOR, GLOBAL_ADMINISTRATOR];

/**
 * Whether a caller may do to a user what Graph calls a sensitive action: the permission is enough for users without any
 * administrator's role, and for the others the caller must hold a role as high as theirs.
 * https://learn.microsoft.com/graph/api/resources/users#who-can-perform-sensitive-actions
 */
export function mayActOn(user: string, caller: Caller, tenant: Tenant): boolean {
  if (caller.permissions === 'everything') return true;
  const enough = rolesThatMayActOn(user, tenant);
  return enough.length === 0 || rolesOf(caller, tenant).some((role) => enough.includes(role));
}

/** The roles of which a caller needs one; none where the permission alone is enough. */
function rolesThatMayActOn(user: string, tenant: Tenant): readonly string[] {
  if (isInRoleAssignableGroup(user, tenant)) return FOR_ALL;
  const held = assignedRoles(user, tenant);
  if (held.length === 0) return [];
  return held.every((role) => LESSER_ROLES.includes(role)) ? [USER_ADMINISTRATOR, ...FOR_ALL] : FOR_ALL;
}

function isInRoleAssignableGroup(user: string, tenant: Tenant): boolean {
  return [...tenant.groupsOf(user)].some(({ id }) => isRoleAssignable(tenant, id));
}

/** Whether directory roles can be assigned to a group, live or soft-deleted. */
export function isRoleAssignable(tenant: Tenant, group: string): boolean {
  return tenant.collection('group').get(group)?.entity['isAssignableToRole'] === true;
}

/** The roles of a caller: those its token names, and those assigned to its service principal in the tenant. */
function rolesOf({ appId, directoryRoles }: Caller, tenant: Tenant): readonly string[] {
  const principal = tenant.unique.holder('servicePrincipal', { property: 'appId', value: appId });
  return [...directoryRoles, ...(principal === undefined ? [] : assignedRoles(principal, tenant))];
}

function assignedRoles(principal: string, tenant: Tenant): readonly string[] {
  return [...tenant.collection('unifiedRoleAssignment').liveAfter(-1)]
    .filter(({ entity }) => entity['principalId'] === principal)
    .map(({ entity }) => entity['roleDefinitionId'])
    .filter((role) => typeof role === 'string');
}

import { DIRECTORY_ROLES } from './directory-roles.js';
import type { Groups } from './groups.js';
import type { GrowingTenant } from './growing-tenant.js';
import type { People } from './people.js';
import type { SeededChoice } from './seeded-choice.js';

/**
 * Gives out directory roles: Global Administrator to the emergency accounts and the administrator, one role to a
 * role-assignable group, and lesser roles to a few employees.
 */
export function assignRoles(
  growing: GrowingTenant,
  choice: SeededChoice,
  people: People,
  groups: Groups,
): void {
  const assign = (role: keyof typeof DIRECTORY_ROLES, principalId: string): void => {
    const roleDefinitionId = DIRECTORY_ROLES[role];
    const id = choice.id('role assignment', `${role} ${principalId}`);
    growing.create('unifiedRoleAssignment', id, { principalId, roleDefinitionId, directoryScopeId: '/' });
  };
  for (const id of [...people.emergencyAccess, people.administrator]) assign('Global Administrator', id);
  assign('Privileged Role Administrator', groups.administrators);
  const lesser = [
    'User Administrator',
    'Conditional Access Administrator',
    'Application Administrator',
  ] as const;
  people.employees.slice(0, lesser.length).forEach((id, index) => {
    const role = lesser[index];
    if (role) assign(role, id);
  });
}

import type { Role } from './principal.js';

/** Which app roles and which directory roles of Entra give which role. */
export interface RoleMapping {
  /** Values of the `roles` claim: the API's own app roles. */
  readonly appRoles: Readonly<Record<string, Role>>;
  /** Values of the `wids` claim: template ids of Entra's directory roles, in lower case. */
  readonly directoryRoles: Readonly<Record<string, Role>>;
}

/**
 * App roles `Backup.Read` (or Graph's application permission of the same meaning), `Backup.Approve` and `Backup.Admin`; directory roles Entra Backup Reader, Entra Backup Administrator
 * and Global Administrator
 * (https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference).
 */
export const DEFAULT_ROLE_MAPPING: RoleMapping = {
  appRoles: {
    'Backup.Read': 'reader',
    'EntraBackup.Read.All': 'reader',
    'Backup.Approve': 'approver',
    'Backup.Admin': 'administrator',
  },
  directoryRoles: {
    'f42252d9-5400-4d7b-b9ef-cc582dbb8577': 'reader',
    'b6a27b2b-f905-4b2e-81b5-0d90e0ef1fdb': 'administrator',
    '62e90394-69f5-4237-9190-012177145e10': 'administrator',
  },
};

/** The role that a value of the `roles` claim gives; an unknown one gives none. */
export function roleOfAppRole(mapping: RoleMapping, name: string): Role | undefined {
  return own(mapping.appRoles, name);
}

/** The role that a template id of the `wids` claim gives, in capitals or not; an unknown one gives none. */
export function roleOfDirectoryRole(mapping: RoleMapping, id: string): Role | undefined {
  return own(mapping.directoryRoles, id.toLowerCase());
}

function own(roles: Readonly<Record<string, Role>>, name: string): Role | undefined {
  return Object.hasOwn(roles, name) ? roles[name] : undefined;
}

import { attributeEntry } from '#catalogue';
import type { ApplicationNeed, Change } from './change.js';

/** What is known of a changed object's privileges. */
export interface Privileges {
  /** Whether it holds a directory role, by itself or through a group. */
  readonly holdsRole: boolean;
  /** Whether it is a group that can be given directory roles. */
  readonly isRoleAssignable: boolean;
}

const ROLE: ApplicationNeed = { kind: 'directoryRole', name: 'Privileged Authentication Administrator' };
const PERMISSION: ApplicationNeed = { kind: 'permission', name: 'RoleManagement.ReadWrite.Directory' };

/**
 * Whether taking the change back is what Graph calls a sensitive action: deleting or restoring a user, or writing what
 * could be used to take the account over. https://learn.microsoft.com/graph/api/resources/users#who-can-perform-sensitive-actions
 */
export function isSensitive({ type, kind, action, attributes }: Change): boolean {
  if (type !== 'user' || action === null) return false;
  return kind !== 'modified' || attributes.some(({ name }) => attributeEntry(type, name)?.sensitive === true);
}

/** What taking a change back needs, told from what it is and whom it is about. */
export function applicationNeeds(
  sensitive: boolean,
  { holdsRole, isRoleAssignable }: Privileges,
): readonly ApplicationNeed[] {
  return [...(sensitive && holdsRole ? [ROLE] : []), ...(isRoleAssignable ? [PERMISSION] : [])];
}

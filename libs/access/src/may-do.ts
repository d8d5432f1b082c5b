import { OBJECT_TYPES, type ObjectType } from '#catalogue';
import type { Operation } from './operation.js';
import type { Principal, Role } from './principal.js';

export type { Operation };

/** What a decision depends on besides the caller. */
export interface TenantAccess {
  readonly id: string;
  /** Microsoft's pages disagree on reports by a reader, so each tenant sets it; not permitted unless set. */
  readonly readersMayCreateReports: boolean;
}

/**
 * Whether `principal` may do `operation` on `tenant`: nobody on another tenant than their own; administrators
 * everything, but what is of no object type only where their role is for all types; approvers read and decide on
 * plans; readers read, and they and approvers create difference reports where the tenant lets them; others nothing. A
 * token of narrower scopes is good for their operations only.
 * Follows https://learn.microsoft.com/entra/backup/overview (roles).
 */
export function mayDo(principal: Principal, operation: Operation, tenant: TenantAccess): boolean {
  if (principal.tenantId.toLowerCase() !== tenant.id.toLowerCase()) return false;
  if (principal.mayOnly?.includes(operation) === false) return false;
  if (principal.roles.includes('administrator')) {
    return !concernsAllTypes(operation) || principal.typesByRole?.administrator === undefined;
  }
  const isApprover = principal.roles.includes('approver');
  if (!isApprover && !principal.roles.includes('reader')) return false;
  switch (operation) {
    case 'read':
      return true;
    case 'approvePlan':
      return isApprover;
    case 'createDifferenceReport':
      return tenant.readersMayCreateReports;
    case 'takeBackup':
    case 'importBackup':
    case 'startRecovery':
    case 'cancelJob':
    case 'changeSettings':
      return false;
    default:
      return operation satisfies never;
  }
}

/**
 * The object types on which `principal` may do `operation`, as far as its roles go; `undefined`: all of them. To be asked
 * beside {@link mayDo}, which does not look at types.
 */
export function typesFor(
  { roles, typesByRole = {} }: Pick<Principal, 'roles' | 'typesByRole'>,
  operation: 'read' | 'startRecovery' | 'approvePlan',
): readonly ObjectType[] | undefined {
  const good = roles.filter((role) => ROLES_FOR[operation].includes(role));
  const types = good.map((role) => typesByRole[role]);
  return types.includes(undefined)
    ? undefined
    : OBJECT_TYPES.filter((type) => types.some((each) => each?.includes(type)));
}

const ROLES_FOR: Readonly<Record<Parameters<typeof typesFor>[1], readonly Role[]>> = {
  read: ['reader', 'approver', 'administrator'],
  startRecovery: ['administrator'],
  approvePlan: ['approver', 'administrator'],
};

/** Settings, watches and imports are about the tenant as a whole. */
function concernsAllTypes(operation: Operation): boolean {
  return operation === 'changeSettings' || operation === 'importBackup';
}

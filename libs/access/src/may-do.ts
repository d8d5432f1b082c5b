import type { Operation } from './operation.js';
import type { Principal } from './principal.js';

export type { Operation };

/** What a decision depends on besides the caller. */
export interface TenantAccess {
  readonly id: string;
  /** Microsoft's pages disagree on reports by a reader, so each tenant sets it; not permitted unless set. */
  readonly readersMayCreateReports: boolean;
}

/**
 * Whether `principal` may do `operation` on `tenant`: nobody on another tenant than their own; administrators
 * everything; approvers read and decide on plans; readers read, and they and approvers create difference reports where
 * the tenant lets them; others nothing. A token of
 * narrower scopes is good for their operations only.
 * Follows https://learn.microsoft.com/entra/backup/overview (roles).
 */
export function mayDo(principal: Principal, operation: Operation, tenant: TenantAccess): boolean {
  if (principal.tenantId.toLowerCase() !== tenant.id.toLowerCase()) return false;
  if (principal.mayOnly?.includes(operation) === false) return false;
  if (principal.roles.includes('administrator')) return true;
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
    case 'startRecovery':
    case 'cancelJob':
    case 'changeSettings':
      return false;
    default:
      return operation satisfies never;
  }
}

import type { ObjectType } from '#catalogue';

/** Every way in which a user's request can be refused. */
export type RefusalCode =
  | 'TenantNotFound'
  | 'TenantAlreadyConnected'
  | 'BackupNotFound'
  | 'BackupExpired'
  | 'BackupAlreadyRunning'
  | 'JobAlreadyRunning'
  | 'JobNotFound'
  | 'JobAlreadyEnded'
  | 'DifferenceReportNotFound'
  | 'DifferenceReportExpired'
  | 'ReportNotCompleted'
  | 'ReportOfTwoBackups'
  | 'RecoveryNotFound'
  | 'RecoveryExpired'
  | 'RecoveryNotEnded'
  | 'NothingToUndo'
  | 'ObjectNotInReport'
  | 'PlanNotFound'
  | 'PlanExpired'
  | 'PlanNotFrozen'
  | 'PlanDigestMismatch'
  | 'InvalidSelection'
  | 'ApprovalRequired'
  | 'ImportedBackupNotRecoverable'
  | 'ImportNotFound'
  | 'NothingImported'
  | 'RequesterMayNotApprove'
  | 'PlanRejected'
  | 'DriftWatchOff'
  | 'DriftNotFound'
  | 'InvalidScope'
  | 'InvalidInput'
  | 'IdempotencyKeyReused'
  | 'NotPermitted'
  | 'ObjectTypesNotPermitted'
  /** Not a user's: a worker that no longer owns the job wrote to it. */
  | 'NoLongerOwner'
  /** Not a user's: the step or end does not fit the job's state. */
  | 'OutOfTurn';

/** Why a request is refused: a stable code, and a message that tells the user what to do. Never an exception. */
export interface Refusal {
  readonly refused: true;
  readonly code: RefusalCode;
  readonly message: string;
  /** The job or backup in the way, for `JobAlreadyRunning` and `BackupAlreadyRunning`. */
  readonly runningId?: string;
  /** The types in the way, for `ObjectTypesNotPermitted`. */
  readonly objectTypes?: readonly ObjectType[];
}

/** Builds a refusal. */
export function refusal(code: RefusalCode, message: string, runningId?: string): Refusal {
  return runningId === undefined
    ? { refused: true, code, message }
    : { refused: true, code, message, runningId };
}

/** Tells a refusal from any other value. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true;
}

import type { DriftCommand } from '../drift/drift-commands.js';
import type { PlanOptions } from '../plan/plan-options.js';
import type { Scope } from '../scope.js';
import type { BackupTrigger, ImportedType, JobOutcome, TenantSettings } from './tenant-events.js';

/**
 * Where a recovery goes back to: a backup with a scope, or a completed report with the report's backup and scope
 * (a scope given beside it must be that one), or a plan that a dry run has frozen, named by its digest.
 */
export type RecoverySource =
  | { readonly backupId: string; readonly scope: Scope }
  | { readonly differenceReportId: string; readonly scope?: Scope }
  | { readonly planId: string; readonly planDigest: string; readonly scope?: undefined };

/** By what a request is known again when it is sent twice. */
export interface Repeatable {
  readonly idempotencyKey?: string;
  /** SHA-256 (hex) of what was asked for: the same key with another digest is another request. */
  readonly requestDigest?: string;
}

/** Who asks for a recovery, and when: approvals depend on it. */
interface Asked {
  /** The asker's object id, and the moment (ISO 8601). Where it is not said, no approval counts. */
  readonly asked?: { readonly by: string; readonly at: string };
}

/** What can be asked of a tenant. Ids and times come from the caller, so that the decision is pure. */
export type TenantCommand =
  | DriftCommand
  | {
      readonly type: 'ConnectTenant';
      readonly tenantId: string;
      readonly displayName: string;
      readonly settings: TenantSettings;
    }
  | { readonly type: 'ChangeSettings'; readonly settings: TenantSettings }
  | (Repeatable & {
      readonly type: 'RequestBackup';
      readonly backupId: string;
      readonly trigger: BackupTrigger;
    })
  | {
      readonly type: 'ListBackup';
      readonly backupId: string;
      readonly root: string;
      readonly takenAt: string;
    }
  | (Repeatable & {
      readonly type: 'ImportBackup';
      readonly backupId: string;
      readonly root: string;
      readonly importedAt: string;
      readonly name: string;
      readonly contents: readonly ImportedType[];
    })
  | { readonly type: 'AbandonBackup'; readonly backupId: string }
  /** Retires the backup if its retention is over at `now`, no job uses it and it is not the only good one left. */
  | { readonly type: 'RetireBackup'; readonly backupId: string; readonly now: string }
  | (Repeatable & {
      readonly type: 'StartDifferenceReport';
      readonly jobId: string;
      readonly backupId: string;
      /** The later backup to compare with; the tenant as it is now where there is none. */
      readonly compareWithBackupId?: string;
      readonly scope: Scope;
    })
  | (Repeatable &
      Asked & {
        readonly type: 'StartRecovery';
        readonly jobId: string;
        readonly from: RecoverySource;
        readonly dryRun: boolean;
        readonly reason: string | null;
        /** With a dry run: how the plan is to be made that it freezes. */
        readonly plan?: PlanOptions;
        /** Whether it is meant that much is changed. */
        readonly confirmMassChange?: boolean;
        /** Makes objects again that are gone for good, named by id, and takes nothing else back. */
        readonly recreate?: boolean;
      })
  /** Recovers one object of a completed report. The caller has made sure that the report shows it. */
  | (Repeatable &
      Asked & {
        readonly type: 'RecoverObject';
        readonly jobId: string;
        readonly differenceReportId: string;
        readonly objectId: string;
        readonly reason: string | null;
      })
  | (Repeatable &
      Asked & {
        readonly type: 'UndoRecovery';
        readonly jobId: string;
        readonly recoveryId: string;
        readonly dryRun: boolean;
        readonly reason: string | null;
        readonly confirmMassChange?: boolean;
      })
  | {
      readonly type: 'EndJob';
      readonly jobId: string;
      readonly outcome: JobOutcome;
      readonly endedAt: string;
      /** Of a dry run: the root of the plan that it has frozen. */
      readonly planDigest?: string;
    }
  /** Looks at a plan, or decides on it, as a second person; `actorId` is that person's object id. */
  | {
      readonly type: 'RecordPlanView';
      readonly planId: string;
      readonly planDigest: string;
      readonly actorId: string;
    }
  | {
      readonly type: 'ApprovePlan';
      readonly planId: string;
      readonly planDigest: string;
      readonly actorId: string;
      readonly reason: string;
      readonly now: string;
    }
  | {
      readonly type: 'RejectPlan';
      readonly planId: string;
      readonly planDigest: string;
      readonly actorId: string;
      readonly reason: string;
    }
  /** Retires an ended job if its retention is over at `now` and the running job does not build on it. */
  | { readonly type: 'RetireJob'; readonly jobId: string; readonly now: string };

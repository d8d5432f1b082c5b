import type { ObjectType } from '#catalogue';
import type { DriftEvent } from '../drift/drift-events.js';
import type { GuardSettings } from '../guard/guard-settings.js';
import type { PlanOptions } from '../plan/plan-options.js';
import type { Scope } from '../scope.js';

/** What an administrator may set for a tenant. */
export interface TenantSettings {
  /** Cron expression (UTC) of the daily backup. */
  readonly backupSchedule: string;
  readonly backupRetentionDays: number;
  /** Of difference reports and recovery history, counted from a job's end. */
  readonly historyRetentionDays: number;
  /** Microsoft's pages disagree on whether a Backup Reader may create difference reports. */
  readonly readersMayCreateReports: boolean;
  /** Object ids of accounts that no recovery may disable or soft-delete. */
  readonly emergencyAccessAccountIds: readonly string[];
  /** What recoveries must never do besides; absent: the defaults. */
  readonly guards?: GuardSettings;
}

export type JobKind = 'differenceReport' | 'recovery';
export type JobOutcome = 'completed' | 'completedWithWarnings' | 'failed' | 'cancelled';
/** How much of one object type an import holds. */
export interface ImportedType {
  readonly type: ObjectType;
  readonly objects: number;
  readonly links: number;
}

export type BackupTrigger = 'schedule' | 'request';

/** The state that a job compares with, or brings back. */
export type JobTarget =
  | {
      readonly from: 'backup';
      readonly backupId: string;
      /** Of a report: the later backup that stands for the present. Absent: the tenant itself. */
      readonly compareWithBackupId?: string;
    }
  | { readonly from: 'differenceReport'; readonly differenceReportId: string; readonly backupId: string }
  /** Undo: the state before that recovery, limited to what it applied. */
  | { readonly from: 'recovery'; readonly recoveryId: string }
  /** A plan that a dry run has frozen: exactly its steps. */
  | { readonly from: 'plan'; readonly planId: string; readonly planDigest: string };

/** Stream `tenant-<id>`: one job and one backup at a time; which backups, reports and recoveries can be used. */
export type TenantEvent =
  | DriftEvent
  | {
      readonly type: 'TenantConnected';
      readonly data: {
        readonly tenantId: string;
        readonly displayName: string;
        readonly settings: TenantSettings;
      };
    }
  | { readonly type: 'SettingsChanged'; readonly data: { readonly settings: TenantSettings } }
  | {
      readonly type: 'BackupRequested';
      readonly data: {
        readonly backupId: string;
        readonly trigger: BackupTrigger;
        readonly idempotencyKey?: string;
        /** Of the request that came with the key; absent from events of before it was kept. */
        readonly requestDigest?: string;
      };
    }
  /** The backup is complete and can be used from now on. */
  | {
      readonly type: 'BackupListed';
      readonly data: { readonly backupId: string; readonly root: string; readonly takenAt: string };
    }
  /**
   * An export of another tool, or of Known Good, has been taken in as a backup: to be compared with, never to be
   * recovered from, since an export can leave anything out.
   */
  | {
      readonly type: 'BackupImported';
      readonly data: {
        readonly backupId: string;
        readonly root: string;
        readonly importedAt: string;
        /** What whoever imported it calls it. */
        readonly name: string;
        readonly contents: readonly ImportedType[];
        readonly idempotencyKey?: string;
        readonly requestDigest?: string;
      };
    }
  /** The backup failed and never will be usable. */
  | { readonly type: 'BackupAbandoned'; readonly data: { readonly backupId: string } }
  /** The backup's retention is over: no job can use it any more. */
  | { readonly type: 'BackupRetired'; readonly data: { readonly backupId: string } }
  | {
      readonly type: 'JobStarted';
      readonly data: {
        readonly jobId: string;
        readonly kind: JobKind;
        readonly target: JobTarget;
        readonly scope: Scope;
        readonly dryRun: boolean;
        readonly reason: string | null;
        /** Of a dry run: the object id of whoever asked for it, who cannot approve its plan. */
        readonly requestedBy?: string;
        /** Of a dry run that freezes a plan to be started from. */
        readonly plan?: PlanOptions;
        /** Whoever asked has confirmed that much is to be changed. */
        readonly confirmMassChange?: true;
        /** Objects that are gone for good are made again, and nothing else is taken back. */
        readonly recreate?: true;
        readonly idempotencyKey?: string;
        /** Of the request that came with the key; absent from events of before it was kept. */
        readonly requestDigest?: string;
      };
    }
  | {
      readonly type: 'JobEnded';
      readonly data: {
        readonly jobId: string;
        readonly outcome: JobOutcome;
        readonly endedAt: string;
        /** Of a dry run that has frozen a plan: the root of its steps, by which it can be started from. */
        readonly planDigest?: string;
      };
    }
  /** Someone has looked at the steps of a plan; said once for each person. */
  | {
      readonly type: 'RecoveryPlanViewed';
      readonly data: { readonly planId: string; readonly planDigest: string; readonly viewedBy: string };
    }
  /** A second person lets the plan be started, until the approval ends. */
  | {
      readonly type: 'RecoveryPlanApproved';
      readonly data: {
        readonly planId: string;
        readonly planDigest: string;
        readonly approvedBy: string;
        readonly reason: string;
        readonly expiresAt: string;
      };
    }
  /** A second person does not; this stands. */
  | {
      readonly type: 'RecoveryPlanRejected';
      readonly data: {
        readonly planId: string;
        readonly planDigest: string;
        readonly rejectedBy: string;
        readonly reason: string;
      };
    }
  /** The report's or recovery's retention is over: it can no longer be recovered from or undone. */
  | { readonly type: 'JobRetired'; readonly data: { readonly jobId: string } };

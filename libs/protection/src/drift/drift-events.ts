import type { ObjectType } from '#catalogue';
import type { DriftWatch, Severity } from './drift-watch.js';

/** What a check has found by one rule. */
export interface DriftFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** Changed objects that the rule is about, and changed links of theirs. */
  readonly objects: number;
  readonly links: number;
  /** Tells what was found from what is found later; names nothing. */
  readonly digest: string;
}

/** An object type of which a great share has changed. */
export interface DriftMassChange {
  readonly objectType: ObjectType;
  readonly changed: number;
  /** Objects of the type in the backup. */
  readonly objects: number;
}

/** In a tenant's stream: what the drift watch does. A check is a difference report of its own. */
export type DriftEvent =
  /** `null`: switched off. */
  | { readonly type: 'DriftWatchChanged'; readonly data: { readonly watch: DriftWatch | null } }
  /** Right after the report has been started. */
  | {
      readonly type: 'DriftCheckStarted';
      readonly data: { readonly reportId: string; readonly backupId: string; readonly startedAt: string };
    }
  | {
      readonly type: 'NoDriftFound';
      readonly data: { readonly reportId: string; readonly backupId: string };
    }
  | {
      readonly type: 'DriftFound';
      readonly data: {
        readonly reportId: string;
        readonly backupId: string;
        /** The worst of all that was found. */
        readonly severity: Severity;
        readonly findings: readonly (DriftFinding & { readonly isNew: boolean })[];
        readonly massChanges: readonly (DriftMassChange & { readonly isNew: boolean })[];
        /** Absent where all of it has been told before. */
        readonly alarmId?: string;
      };
    }
  /** Nothing is known, since the report has failed: that is told too, once until a check succeeds. */
  | {
      readonly type: 'DriftCheckFailed';
      readonly data: { readonly reportId: string; readonly alarmId?: string };
    }
  /** The report was cancelled, to make way for another job or by someone: the next check looks again. */
  | { readonly type: 'DriftCheckCancelled'; readonly data: { readonly reportId: string } }
  /** Someone has said that what was found is known, and why: the next checks compare with newer backups again. */
  | {
      readonly type: 'DriftAcknowledged';
      readonly data: { readonly reportId: string; readonly reason: string };
    }
  /** A plan that takes the drift back has been frozen, for someone to look at. */
  | {
      readonly type: 'RecoveryPlanProposed';
      readonly data: { readonly reportId: string; readonly planId: string };
    }
  /** The backup does not expire until it is unpinned. */
  | {
      readonly type: 'BackupPinned';
      readonly data: {
        readonly backupId: string;
        readonly cause: 'massChange' | 'request';
        readonly reason: string | null;
      };
    }
  | { readonly type: 'BackupUnpinned'; readonly data: { readonly backupId: string } };

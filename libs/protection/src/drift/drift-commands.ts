import type { DriftFinding, DriftMassChange } from './drift-events.js';
import type { DriftWatch } from './drift-watch.js';

/** What can be asked of a tenant's drift watch. Ids and times come from the caller. */
export type DriftCommand =
  | { readonly type: 'ChangeDriftWatch'; readonly watch: DriftWatch | null }
  /** Starts a difference report of everything since the baseline. */
  | { readonly type: 'StartDriftCheck'; readonly jobId: string; readonly startedAt: string }
  /** What the report of the check that is under way shows, by rule; `alarmId` is used where it is news. */
  | {
      readonly type: 'RecordDrift';
      readonly reportId: string;
      readonly alarmId: string;
      readonly findings: readonly DriftFinding[];
      readonly massChanges: readonly DriftMassChange[];
    }
  | {
      readonly type: 'EndDriftCheck';
      readonly reportId: string;
      readonly alarmId: string;
      readonly outcome: 'failed' | 'cancelled';
    }
  | { readonly type: 'AcknowledgeDrift'; readonly reportId: string; readonly reason: string }
  | { readonly type: 'ProposePlan'; readonly reportId: string; readonly planId: string }
  | { readonly type: 'PinBackup'; readonly backupId: string; readonly reason: string | null }
  | { readonly type: 'UnpinBackup'; readonly backupId: string };

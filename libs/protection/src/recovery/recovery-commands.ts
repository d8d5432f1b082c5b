import type { OfType } from '../decider.js';
import type { RecoveryEvent, StepLabel } from './recovery-events.js';
import type { TakeOver } from '../take-over.js';

/** An object has been made again, under new ids. */
export interface CreatedOutcome {
  readonly kind: 'created';
  readonly label: StepLabel;
  readonly newId: string;
  /** Of applications. */
  readonly appIds?: { readonly before: string; readonly now: string };
  readonly verifiedByReading: boolean;
}

/** What became of one step. */
export type StepOutcome =
  /** The tenant is as the step wants it; `verifiedByReading` where only reading could tell. */
  | { readonly kind: 'applied'; readonly label: StepLabel; readonly verifiedByReading: boolean }
  | CreatedOutcome
  | { readonly kind: 'failed'; readonly label: StepLabel; readonly code: string; readonly message: string }
  | {
      readonly kind: 'skipped';
      readonly label: StepLabel;
      readonly reason: string;
      readonly foundRoot?: string;
    };

/** The one reason for skipping a step that is not a warning: there was nothing to do. */
export const ALREADY_AS_IN_BACKUP = 'alreadyAsInBackup';

/** What can be asked of a recovery. */
export type RecoveryCommand =
  | ({ readonly type: 'RequestRecovery' } & OfType<RecoveryEvent, 'RecoveryRequested'>['data'])
  /** A worker takes the recovery; sent again, it takes it over. */
  | ({ readonly type: 'TakeRecovery'; readonly workerId: string } & TakeOver)
  /** Once, before the plan: the state that the recovery is about to change. */
  | ({ readonly type: 'RecordBeforeState'; readonly workerId: string } & OfType<
      RecoveryEvent,
      'RecoveryStarted'
    >['data'])
  /** Once, after the before state. */
  | ({ readonly type: 'RecordPlan'; readonly workerId: string } & OfType<
      RecoveryEvent,
      'RecoveryPlanned'
    >['data'])
  /** At most once, when all planned steps are settled: steps that only now turn out to be needed. */
  | ({ readonly type: 'ExtendPlan'; readonly workerId: string } & OfType<
      RecoveryEvent,
      'RecoveryPlanExtended'
    >['data'])
  /** Intent to send these steps, for the first time or, where none has taken effect, again. */
  | { readonly type: 'DispatchSteps'; readonly workerId: string; readonly steps: readonly number[] }
  /** Outcomes of dispatched steps; a skipped step need not have been dispatched. */
  | {
      readonly type: 'RecordOutcomes';
      readonly workerId: string;
      readonly outcomes: readonly StepOutcome[];
    }
  | { readonly type: 'RequestCancellation' }
  /** Completed, or cancelled where a cancellation was requested. Refused while a step is in doubt. */
  | { readonly type: 'EndRecovery'; readonly workerId: string }
  | {
      readonly type: 'FailRecovery';
      readonly workerId: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: 'ExpireRecovery' };

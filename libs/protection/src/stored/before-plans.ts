import type { OfType } from '../decider.js';
import type { RecoveryEvent } from '../recovery/recovery-events.js';
import type { JobTarget, TenantEvent } from '../tenant/tenant-events.js';
import type { RecoveryStepSkippedV2 } from './before-recreation.js';

/** Before there were plans to start from, a job was started from anything else, and froze none. */
interface WithoutPlan {
  readonly target: Exclude<JobTarget, { from: 'plan' }>;
}

/** Version 2 knew no plans, and nothing had to be confirmed. */
export type JobStartedV2 = Omit<
  OfType<TenantEvent, 'JobStarted'>['data'],
  'target' | 'plan' | 'confirmMassChange' | 'requestedBy'
> &
  WithoutPlan;

/** Version 1 knew no plans. */
export type JobEndedV1 = Omit<OfType<TenantEvent, 'JobEnded'>['data'], 'planDigest'>;

/** Version 1 knew no plans. */
export type RecoveryRequestedV1 = Omit<
  OfType<RecoveryEvent, 'RecoveryRequested'>['data'],
  'target' | 'plan'
> &
  WithoutPlan;

/** Version 1 did not keep what was found. */
export type RecoveryStepSkippedV1 = Omit<RecoveryStepSkippedV2, 'foundRoot'>;

import type { OfType } from '../decider.js';
import type { ChangeAction } from '../change/recovery-action.js';
import type { RecoveryEvent } from '../recovery/recovery-events.js';
import type { TenantEvent } from '../tenant/tenant-events.js';

/** Version 3 knew no re-creations. */
export type JobStartedV3 = Omit<OfType<TenantEvent, 'JobStarted'>['data'], 'recreate'>;

/** Version 2 knew no re-creations. */
export type RecoveryRequestedV2 = Omit<OfType<RecoveryEvent, 'RecoveryRequested'>['data'], 'recreate'>;

/** Before there were re-creations, no step made an object. */
interface MadeNothing {
  readonly action: ChangeAction;
}

/** Version 1 knew no steps that make an object. */
export type RecoveryStepFailedV1 = OfType<RecoveryEvent, 'RecoveryStepFailed'>['data'] & MadeNothing;

/** Version 2 knew no steps that make an object. */
export type RecoveryStepSkippedV2 = OfType<RecoveryEvent, 'RecoveryStepSkipped'>['data'] & MadeNothing;

import { ALREADY_AS_IN_BACKUP } from './recovery-commands.js';
import type { OfType } from '../decider.js';
import { IdSet } from './id-set.js';
import type { RecoveryCounts, RecoveryEvent, StepLabel } from './recovery-events.js';
import { StepSet } from './step-set.js';

export type RecoveryStatus =
  | 'requested'
  | 'loadingData'
  | 'inProgress'
  | 'completed'
  | 'completedWithWarnings'
  | 'failed'
  | 'cancelled'
  | 'expired';

/**
 * What a recovery's decisions depend on, and what its worker needs to go on after a crash. Stays below a megabyte
 * for 500,000 steps, but for the ids of the objects modified.
 */
export interface RecoveryState {
  /** `none`: there is no such recovery. */
  readonly status: 'none' | RecoveryStatus;
  /** How an expired recovery had ended. */
  readonly statusBeforeExpiry: RecoveryStatus | null;
  readonly request: OfType<RecoveryEvent, 'RecoveryRequested'>['data'] | null;
  readonly workerId: string | null;
  readonly started: OfType<RecoveryEvent, 'RecoveryStarted'>['data'] | null;
  readonly plan: OfType<RecoveryEvent, 'RecoveryPlanned'>['data'] | null;
  readonly planExtended: boolean;
  readonly cancellationRequested: boolean;
  readonly dispatched: StepSet;
  readonly settled: StepSet;
  /** Steps sent whose outcome is not recorded yet: their number. */
  readonly open: number;
  readonly modifiedObjects: IdSet;
  /** Objects made again: their new ids, and new application ids, by the old ones. */
  readonly created: ReadonlyMap<string, string>;
  readonly linksModified: number;
  readonly failedChanges: number;
  readonly skippedChanges: number;
  /** Of the skipped ones, those that were as in the backup already. */
  readonly skippedAsInBackup: number;
  /** What was found instead of what the plan had seen; `null` where nothing was. */
  readonly foundRoot: string | null;
  /** The code of a failure. */
  readonly failureCode: string | null;
}

export const initialRecoveryState: RecoveryState = {
  status: 'none',
  statusBeforeExpiry: null,
  request: null,
  workerId: null,
  started: null,
  plan: null,
  planExtended: false,
  cancellationRequested: false,
  dispatched: StepSet.empty,
  settled: StepSet.empty,
  open: 0,
  modifiedObjects: IdSet.empty,
  created: new Map(),
  linksModified: 0,
  failedChanges: 0,
  skippedChanges: 0,
  skippedAsInBackup: 0,
  foundRoot: null,
  failureCode: null,
};

/** What the recovery has done so far. */
export function countsOf(state: RecoveryState): RecoveryCounts {
  const { linksModified, failedChanges, skippedChanges } = state;
  return { objectsModified: state.modifiedObjects.size, linksModified, failedChanges, skippedChanges };
}

/** The plan that the recovery, a dry run, has frozen; `undefined` where it has not, or is none. */
export function frozenPlanOf({
  status,
  statusBeforeExpiry,
  request,
  plan,
}: RecoveryState): string | undefined {
  const isFrozen = request?.dryRun === true && (statusBeforeExpiry ?? status) === 'completed';
  return isFrozen ? plan?.planRoot : undefined;
}

/** The number of planned steps that have neither been dispatched nor settled. */
export function remainingSteps(state: RecoveryState): number {
  return (state.plan?.steps ?? 0) - state.settled.size - state.open;
}

/** The recovery after one event. */
export function evolveRecovery(state: RecoveryState, event: RecoveryEvent): RecoveryState {
  switch (event.type) {
    case 'RecoveryRequested':
      return { ...state, status: 'requested', request: event.data };
    case 'RecoveryLoadingStarted':
      return { ...state, status: 'loadingData', workerId: event.data.workerId };
    case 'RecoveryResumed':
      return { ...state, workerId: event.data.workerId };
    case 'RecoveryStarted':
      return { ...state, status: 'inProgress', started: event.data };
    case 'RecoveryPlanned':
      return { ...state, plan: event.data };
    case 'RecoveryPlanExtended':
      return state.plan === null
        ? state
        : { ...state, plan: { ...state.plan, ...event.data }, planExtended: true };
    case 'RecoveryStepsDispatched':
      return event.data.steps.reduce(dispatch, state);
    case 'RecoveryStepApplied':
      return settle(state, event.data, applied(state, event.data));
    case 'RecoveryObjectCreated':
      return settle(state, event.data, created(state, event.data));
    case 'RecoveryStepFailed':
      return settle(state, event.data, { failedChanges: state.failedChanges + 1 });
    case 'RecoveryStepSkipped':
      return settle(state, event.data, skipped(state, event.data));
    case 'RecoveryCancellationRequested':
      return { ...state, cancellationRequested: true };
    case 'RecoveryCancelled':
      return { ...state, status: 'cancelled' };
    case 'RecoveryCompleted':
      return { ...state, status: event.data.outcome };
    case 'RecoveryFailed':
      return { ...state, status: 'failed', failureCode: event.data.code };
    case 'RecoveryExpired': {
      const { status } = state;
      return { ...state, status: 'expired', statusBeforeExpiry: status === 'none' ? null : status };
    }
    default:
      return event satisfies never;
  }
}

function dispatch(state: RecoveryState, step: number): RecoveryState {
  if (state.dispatched.has(step) || state.settled.has(step)) return state;
  return { ...state, dispatched: state.dispatched.with(step), open: state.open + 1 };
}

function settle(
  state: RecoveryState,
  { step }: Pick<StepLabel, 'step'>,
  counts: Partial<RecoveryState>,
): RecoveryState {
  const wasOpen = state.dispatched.has(step) && !state.settled.has(step);
  return {
    ...state,
    ...counts,
    settled: state.settled.with(step),
    open: state.open - (wasOpen ? 1 : 0),
  };
}

function applied(state: RecoveryState, { link, objectType, objectId }: StepLabel): Partial<RecoveryState> {
  return link
    ? { linksModified: state.linksModified + 1 }
    : { modifiedObjects: state.modifiedObjects.with(`${objectType}/${objectId}`) };
}

function created(
  state: RecoveryState,
  { objectType, objectId, newId, appId, newAppId }: OfType<RecoveryEvent, 'RecoveryObjectCreated'>['data'],
): Partial<RecoveryState> {
  const ids = new Map(state.created).set(objectId, newId);
  if (appId !== undefined && newAppId !== undefined) ids.set(appId, newAppId);
  return { created: ids, modifiedObjects: state.modifiedObjects.with(`${objectType}/${objectId}`) };
}

function skipped(
  state: RecoveryState,
  { reason, foundRoot }: OfType<RecoveryEvent, 'RecoveryStepSkipped'>['data'],
): Partial<RecoveryState> {
  const asInBackup = reason === ALREADY_AS_IN_BACKUP ? 1 : 0;
  return {
    skippedChanges: state.skippedChanges + 1,
    skippedAsInBackup: state.skippedAsInBackup + asInBackup,
    foundRoot: foundRoot ?? state.foundRoot,
  };
}

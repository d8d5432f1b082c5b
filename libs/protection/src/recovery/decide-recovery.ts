import { dataOf } from '../command-data.js';
import { accept, refuse, type Decision, type OfType } from '../decider.js';
import { refusal } from '../refusal.js';
import { forestalled } from '../take-over.js';
import { noLongerOwner, outOfTurn } from '../worker-refusals.js';
import { decideEnd, decideFailure } from './end-recovery.js';
import type { RecoveryCommand } from './recovery-commands.js';
import type { RecoveryEvent } from './recovery-events.js';
import { remainingSteps, type RecoveryState } from './recovery-state.js';
import { dispatchSteps, recordOutcomes } from './recovery-steps.js';

type Command<Type extends RecoveryCommand['type']> = OfType<RecoveryCommand, Type>;
type RecoveryDecision = Decision<RecoveryEvent>;

/**
 * What follows from a command to a recovery. A step is dispatched before it is sent and settled once; nothing is
 * dispatched after a cancellation request or by a worker that has lost the recovery; no end while a step is in doubt.
 */
export function decideRecovery(command: RecoveryCommand, state: RecoveryState): RecoveryDecision {
  if (command.type === 'RequestRecovery') return request(command, state);
  if (state.status === 'none')
    return refuse(
      refusal('RecoveryNotFound', 'There is no such recovery. Check the id, or start a recovery.'),
    );
  if (command.type === 'RequestCancellation') return requestCancellation(state);
  if (command.type === 'ExpireRecovery') return expire(state);
  if (hasEnded(state))
    return isRepeatedFailure(command, state)
      ? accept()
      : refuse(outOfTurn(`This recovery has ended (${state.status}). Stop working on it.`));
  if (command.type === 'TakeRecovery') return take(command, state);
  if (state.workerId === null) return refuse(outOfTurn('Take the recovery before working on it.'));
  if (state.workerId !== command.workerId) return refuse(noLongerOwner(command.workerId));
  switch (command.type) {
    case 'RecordBeforeState':
      return recordBeforeState(command, state);
    case 'RecordPlan':
      return recordPlan(command, state);
    case 'ExtendPlan':
      return extendPlan(command, state);
    case 'DispatchSteps':
      return dispatchSteps(command.steps, state);
    case 'RecordOutcomes':
      return recordOutcomes(command.outcomes, state);
    case 'EndRecovery':
      return decideEnd(state);
    case 'FailRecovery':
      return decideFailure(command, state);
    default:
      return command satisfies never;
  }
}

function request(command: Command<'RequestRecovery'>, state: RecoveryState): RecoveryDecision {
  const data = dataOf(command);
  if (state.request === null) return accept({ type: 'RecoveryRequested', data });
  const { recoveryId } = state.request;
  return recoveryId === data.recoveryId
    ? accept()
    : refuse(outOfTurn(`This stream belongs to recovery ${recoveryId}.`));
}

function take(command: Command<'TakeRecovery'>, state: RecoveryState): RecoveryDecision {
  const { workerId } = command;
  const late = forestalled(command, state.workerId);
  if (late) return late;
  // Appended even for the owner itself: the new revision is what stops a former process of the same name.
  return state.workerId === null
    ? accept({ type: 'RecoveryLoadingStarted', data: { workerId } })
    : accept({ type: 'RecoveryResumed', data: { workerId } });
}

function recordBeforeState(command: Command<'RecordBeforeState'>, state: RecoveryState): RecoveryDecision {
  const data = dataOf(command);
  if (state.started === null) return accept({ type: 'RecoveryStarted', data });
  return state.started.targetRoot === data.targetRoot && state.started.beforeRoot === data.beforeRoot
    ? accept()
    : refuse(outOfTurn('The state before this recovery has been recorded already. Go on from that one.'));
}

function recordPlan(command: Command<'RecordPlan'>, state: RecoveryState): RecoveryDecision {
  const data = dataOf(command);
  if (state.started === null)
    return refuse(outOfTurn('Record the state before the recovery first, then the plan.'));
  if (state.plan === null) return accept({ type: 'RecoveryPlanned', data });
  return state.plan.planRoot === data.planRoot && state.plan.steps === data.steps
    ? accept()
    : refuse(outOfTurn('This recovery has a plan already. Go on with that one.'));
}

function extendPlan(command: Command<'ExtendPlan'>, state: RecoveryState): RecoveryDecision {
  const data = dataOf(command);
  if (state.planExtended && state.plan?.planRoot === data.planRoot) return accept();
  if (state.plan === null || state.planExtended || state.request?.dryRun === true)
    return refuse(outOfTurn('A plan is extended at most once, after it has been applied.'));
  if (state.open > 0 || remainingSteps(state) > 0)
    return refuse(
      outOfTurn('Settle the planned steps first; what they bring back decides what else is needed.'),
    );
  return data.steps > state.plan.steps
    ? accept({ type: 'RecoveryPlanExtended', data })
    : refuse(outOfTurn('An extension adds steps to the plan.'));
}

function requestCancellation(state: RecoveryState): RecoveryDecision {
  if (hasEnded(state))
    return refuse(
      refusal(
        'JobAlreadyEnded',
        `Recovery ${state.request?.recoveryId} has ended already (${state.status}): there is nothing left to cancel. What it changed can be undone.`,
      ),
    );
  return state.cancellationRequested ? accept() : accept({ type: 'RecoveryCancellationRequested', data: {} });
}

function expire(state: RecoveryState): RecoveryDecision {
  if (state.status === 'expired') return accept();
  return hasEnded(state)
    ? accept({ type: 'RecoveryExpired', data: {} })
    : refuse(outOfTurn('A recovery that has not ended cannot expire.'));
}

const isRepeatedFailure = (command: RecoveryCommand, state: RecoveryState): boolean =>
  command.type === 'FailRecovery' && state.status === 'failed' && state.failureCode === command.code;

const hasEnded = ({ status }: RecoveryState): boolean =>
  status !== 'requested' && status !== 'loadingData' && status !== 'inProgress';

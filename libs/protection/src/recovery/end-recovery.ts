import { accept, refuse, type Decision, type OfType } from '../decider.js';
import { outOfTurn } from '../worker-refusals.js';
import type { RecoveryCommand } from './recovery-commands.js';
import type { RecoveryEvent } from './recovery-events.js';
import { countsOf, remainingSteps, type RecoveryState } from './recovery-state.js';

/** The recovery's end: cancelled where that was requested, else completed once every planned step is settled. */
export function decideEnd(state: RecoveryState): Decision<RecoveryEvent> {
  if (state.open > 0) return refuse(inDoubt(state));
  if (state.cancellationRequested) return accept({ type: 'RecoveryCancelled', data: countsOf(state) });
  if (state.plan === null) return refuse(outOfTurn('A recovery without a plan cannot be completed.'));
  const isDryRun = state.request?.dryRun === true;
  if (!isDryRun && remainingSteps(state) > 0)
    return refuse(outOfTurn(`${remainingSteps(state)} planned steps have no outcome yet.`));
  const hasWarnings = state.failedChanges > 0 || state.skippedChanges > state.skippedAsInBackup;
  const outcome = hasWarnings ? 'completedWithWarnings' : 'completed';
  return accept({ type: 'RecoveryCompleted', data: { ...countsOf(state), outcome } });
}

/** The recovery's failure as a whole. What it has applied until then stays, and is counted. */
export function decideFailure(
  { code, message }: OfType<RecoveryCommand, 'FailRecovery'>,
  state: RecoveryState,
): Decision<RecoveryEvent> {
  if (state.open > 0) return refuse(inDoubt(state));
  return accept({ type: 'RecoveryFailed', data: { ...countsOf(state), code, message } });
}

const inDoubt = (state: RecoveryState) =>
  outOfTurn(
    `${state.open} steps have been sent and their outcome is not recorded. Record it before the end.`,
  );

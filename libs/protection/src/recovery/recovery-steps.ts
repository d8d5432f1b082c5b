import { accept, refuse, type Decision } from '../decider.js';
import { outOfTurn } from '../worker-refusals.js';
import type { CreatedOutcome, StepOutcome } from './recovery-commands.js';
import type { RecoveryEvent } from './recovery-events.js';
import type { RecoveryState } from './recovery-state.js';

/**
 * Intent to send steps. A step in doubt may be dispatched again (once it is certain to have had no effect), a
 * settled one never; and nothing at all after a cancellation request, or in a dry run.
 */
export function dispatchSteps(steps: readonly number[], state: RecoveryState): Decision<RecoveryEvent> {
  if (state.cancellationRequested)
    return refuse(outOfTurn('A cancellation has been requested: send nothing more, and end the recovery.'));
  const fault = faultOfPlan(state) ?? steps.map((step) => faultOfStep(step, state)).find(Boolean);
  if (fault !== undefined) return refuse(outOfTurn(fault));
  const distinct = [...new Set(steps)];
  return distinct.length === 0
    ? accept()
    : accept({ type: 'RecoveryStepsDispatched', data: { steps: distinct } });
}

/** What became of steps. Each is settled once; only a skipped one may never have been dispatched. */
export function recordOutcomes(
  outcomes: readonly StepOutcome[],
  state: RecoveryState,
): Decision<RecoveryEvent> {
  const planFault = faultOfPlan(state);
  if (planFault !== undefined) return refuse(outOfTurn(planFault));
  const seen = new Set<number>();
  for (const { kind, label } of outcomes) {
    const fault = faultOfStep(label.step, state);
    if (fault !== undefined) return refuse(outOfTurn(fault));
    if (seen.has(label.step)) return refuse(outOfTurn(`Step ${label.step} was given two outcomes.`));
    if (kind !== 'skipped' && !state.dispatched.has(label.step))
      return refuse(outOfTurn(`Step ${label.step} was never dispatched, so it can only be skipped.`));
    seen.add(label.step);
  }
  return accept(...outcomes.map(eventOf));
}

function eventOf(outcome: StepOutcome): RecoveryEvent {
  switch (outcome.kind) {
    case 'applied':
      return {
        type: 'RecoveryStepApplied',
        data: { ...outcome.label, verifiedByReading: outcome.verifiedByReading },
      };
    case 'created':
      return objectCreated(outcome);
    case 'failed':
      return {
        type: 'RecoveryStepFailed',
        data: { ...outcome.label, code: outcome.code, message: outcome.message },
      };
    case 'skipped': {
      const { label, reason, foundRoot } = outcome;
      return {
        type: 'RecoveryStepSkipped',
        data: { ...label, reason, ...(foundRoot !== undefined && { foundRoot }) },
      };
    }
    default:
      return outcome satisfies never;
  }
}

function objectCreated({ label, newId, appIds, verifiedByReading }: CreatedOutcome): RecoveryEvent {
  const { step, objectType, objectId, attributes } = label;
  return {
    type: 'RecoveryObjectCreated',
    data: {
      ...{ step, objectType, objectId, newId },
      ...(appIds && { appId: appIds.before, newAppId: appIds.now }),
      ...{ attributes, verifiedByReading },
    },
  };
}

function faultOfPlan(state: RecoveryState): string | undefined {
  if (state.plan === null) return 'Record the plan before any of its steps.';
  return state.request?.dryRun === true ? 'A dry run ends after its plan: it sends nothing.' : undefined;
}

function faultOfStep(step: number, state: RecoveryState): string | undefined {
  const steps = state.plan?.steps ?? 0;
  if (!Number.isInteger(step) || step < 0 || step >= steps)
    return `Step ${step} is not in the plan, which has ${steps} steps from 0.`;
  return state.settled.has(step) ? `Step ${step} has its outcome already.` : undefined;
}

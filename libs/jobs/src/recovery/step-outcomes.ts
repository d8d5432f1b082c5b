import type { ChangeOutcome, NewIds } from '#directory';
import { ALREADY_AS_IN_BACKUP, describeStep, type PlannedStep, type StepOutcome } from '#protection';

/** A step with its number in the plan. */
export interface NumberedStep {
  readonly number: number;
  readonly step: PlannedStep;
}

/** The step has taken effect. */
export const applied = (each: NumberedStep, verifiedByReading: boolean): StepOutcome => ({
  kind: 'applied',
  label: describeStep(each.step, each.number),
  verifiedByReading,
});

/** The object has been made again, under these ids. */
export function created(
  { number, step }: NumberedStep,
  ids: NewIds,
  verifiedByReading: boolean,
): StepOutcome {
  const before = step.step === 'create' ? step.appId : undefined;
  const appIds = before !== undefined && ids.appId !== undefined && { appIds: { before, now: ids.appId } };
  return { kind: 'created', label: describeStep(step, number), newId: ids.id, ...appIds, verifiedByReading };
}

/** The step was sent, and failed. */
export const failed = (each: NumberedStep, code: string, message: string): StepOutcome => ({
  kind: 'failed',
  label: describeStep(each.step, each.number),
  code,
  message,
});

/** The step was left out, for a reason that the user can read. */
export const skipped = (each: NumberedStep, reason: string): StepOutcome => ({
  kind: 'skipped',
  label: describeStep(each.step, each.number),
  reason,
});

/** Someone has changed what the step was to change; what was found instead is kept in the vault. */
export const changedSince = (each: NumberedStep, foundRoot: string): StepOutcome => ({
  kind: 'skipped',
  label: describeStep(each.step, each.number),
  reason: 'changedSince',
  foundRoot,
});

/** The tenant was as the step wants it before anything was sent. */
export const asInBackup = (each: NumberedStep): StepOutcome => skipped(each, ALREADY_AS_IN_BACKUP);

/** The tenant has not taken the step in repeated attempts. */
export const notTaken = (each: NumberedStep): StepOutcome => ({
  kind: 'failed',
  label: describeStep(each.step, each.number),
  code: 'TenantNotAnswering',
  message: 'Microsoft Graph did not take the change in repeated attempts. Start the recovery again later.',
});

/**
 * What a certain answer means for its step. `sentBefore`: an earlier request for it was lost, so finding all as
 * wanted means that that request took effect.
 */
export function outcomeOf(
  each: NumberedStep,
  answer: Exclude<ChangeOutcome, { outcome: 'doubtful' }>,
  sentBefore: boolean,
): StepOutcome {
  switch (answer.outcome) {
    case 'created':
      return created(each, answer.ids, false);
    case 'applied':
      return applied(each, false);
    case 'unchanged':
      return sentBefore ? applied(each, true) : asInBackup(each);
    case 'refused':
      return {
        kind: 'failed',
        label: describeStep(each.step, each.number),
        code: answer.code,
        message: answer.message,
      };
    case 'notSent':
      return notTaken(each);
    default:
      return answer satisfies never;
  }
}

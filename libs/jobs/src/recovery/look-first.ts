import { targetObjectId } from '#catalogue';
import type { PlannedStep } from '#protection';
import type { Observed } from './observed.js';
import type { NumberedStep } from './step-outcomes.js';

/**
 * Whether a step depends on what a restore has brought back, so that the tenant must be read before it: a
 * reconciliation of attributes, or a link at either end of which stands a restored object.
 */
export function mustLookFirst(step: PlannedStep, restored: ReadonlySet<string>): boolean {
  if (step.step === 'reconcile') return true;
  return (
    step.step === 'addLink' && (restored.has(step.link.id) || restored.has(targetObjectId(step.link.target)))
  );
}

/** Parts the steps that hold already from those to send; a reconciliation is narrowed to what differs. */
export function partNeedless(
  steps: readonly NumberedStep[],
  observed: Observed,
): { readonly due: readonly NumberedStep[]; readonly needless: readonly NumberedStep[] } {
  const due: NumberedStep[] = [];
  const needless: NumberedStep[] = [];
  for (const each of steps) {
    const { number, step } = each;
    if (observed.standing(step) === 'holds') needless.push(each);
    else if (step.step === 'reconcile')
      due.push({ number, step: { ...step, set: observed.differing(step.object, step.set) } });
    else due.push(each);
  }
  return { due, needless };
}

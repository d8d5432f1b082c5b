import { linkEntry, targetObjectId } from '#catalogue';
import type { PlannedStep } from '#protection';
import type { Observed } from './observed.js';
import type { PlanTerms } from './plan-terms.js';
import type { NumberedStep } from './step-outcomes.js';

/** By what it is known whether a step needs a look at the tenant first. */
export interface LookFirst {
  /** The objects that the plan restores: what came back with them is only known afterwards. */
  readonly restored: ReadonlySet<string>;
  /** The terms of a frozen plan, which is applied to what it has seen; `undefined` for any other. */
  readonly terms: PlanTerms | undefined;
}

/** Steps by how the tenant stands to them. */
export interface Parted {
  readonly due: readonly NumberedStep[];
  /** Those that hold already. */
  readonly needless: readonly NumberedStep[];
  /** Those of a frozen plan that would overwrite what someone has changed since. */
  readonly moved: readonly NumberedStep[];
}

/**
 * Whether the tenant must be read before a step: for what depends on what a restore has brought back, and for every step
 * of a frozen plan that would overwrite a value. Graph itself refuses to restore what is live, to delete what is gone,
 * and to add or remove a bare link that is there or is not.
 */
export function mustLookFirst(step: PlannedStep, { restored, terms }: LookFirst): boolean {
  switch (step.step) {
    case 'reconcile':
      return true;
    case 'update':
    case 'updateLink':
      return terms !== undefined;
    case 'addLink':
      return (
        restored.has(step.link.id) ||
        restored.has(targetObjectId(step.link.target)) ||
        (terms !== undefined && hasValue(step))
      );
    case 'removeLink':
      return terms !== undefined && hasValue(step);
    // Whether it is there already is looked up otherwise: it has no id yet.
    case 'create':
    case 'restore':
    case 'softDelete':
      return false;
    default:
      return step satisfies never;
  }
}

/** Parts the steps by how the tenant stands to them; a reconciliation is narrowed to what differs. */
export function partByStanding(
  steps: readonly NumberedStep[],
  observed: Observed,
  terms: PlanTerms | undefined,
): Parted {
  const due: NumberedStep[] = [];
  const needless: NumberedStep[] = [];
  const moved: NumberedStep[] = [];
  for (const each of steps) {
    const { number, step } = each;
    const standing = observed.standing(step);
    if (standing === 'holds') needless.push(each);
    else if (standing === 'moved' && terms?.whatMoved === 'skip') moved.push(each);
    else if (step.step === 'reconcile')
      due.push({ number, step: { ...step, set: observed.differing(step.object, step.set) } });
    else due.push(each);
  }
  return { due, needless, moved };
}

function hasValue({ link }: Extract<PlannedStep, { link: unknown }>): boolean {
  return linkEntry(link.type, link.link)?.entity !== undefined;
}

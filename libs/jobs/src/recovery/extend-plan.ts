import { targetObjectId } from '#catalogue';
import { planSteps, type Change, type RecoveryCommand, type RecoveryState } from '#protection';
import { computeChanges } from '../compute-changes.js';
import type { JobContext } from '../job-context.js';
import { guardedIn } from '../job-target.js';
import { surveyPlan } from './plan-reader.js';
import { PlanWriter } from './plan-writer.js';

type Extension = Omit<Extract<RecoveryCommand, { type: 'ExtendPlan' }>, 'type' | 'workerId'>;

/**
 * The links of soft-deleted objects are hidden, and come back with them: among them those that were added before
 * the deletion. Looks at the tenant again once everything is restored, and answers the plan with the steps that
 * put such links right; `undefined` where there are none.
 */
export async function extendPlan(context: JobContext, state: RecoveryState): Promise<Extension | undefined> {
  const { request, started, plan } = state;
  if (request === null || started === null || plan === null) return undefined;
  // An undo takes back what was applied, and a frozen plan is carried out as it is: nothing else may be touched.
  if (request.target.from === 'recovery' || request.target.from === 'plan') return undefined;
  const { restored } = await surveyPlan(context.vault.snapshot(plan.planRoot), state);
  if (restored.size === 0) return undefined;
  const head = await context.head.synchronise(context.signal);
  const guarded = await guardedIn(context, head.root);
  const changes: Change[] = [];
  const { scope } = request;
  const comparison = {
    backupRoot: started.targetRoot,
    currentRoot: head.root,
    scope,
    guarded,
  };
  for await (const change of computeChanges(context.vault, {
    ...comparison,
    partialTypes: started.partialTypes,
  })) {
    const links = change.links.filter(
      ({ target }) => restored.has(change.id) || restored.has(targetObjectId(target)),
    );
    if (links.length > 0) changes.push({ ...change, attributes: [], links });
  }
  const { steps } = planSteps(changes, {
    guarded,
    restoredLinks: [],
    backupObject: () => undefined,
    currentObject: () => undefined,
  });
  if (steps.length === 0) return undefined;
  const extended = PlanWriter.extend(context.vault, plan.planRoot);
  await extended.add(steps);
  return {
    planRoot: await extended.commit(),
    steps: plan.steps + steps.length,
    changedLinks: plan.changedLinks + steps.length,
  };
}

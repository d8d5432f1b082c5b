import { linkKey, objectKey, type DirectoryObject, type ObjectRef } from '#catalogue';
import {
  appliedSteps,
  countChanges,
  planSteps,
  type Change,
  type JobTarget,
  type Plan,
  type PlannedStep,
  type PlanLookups,
} from '#protection';
import type { Root, SnapshotReader } from '#vault';
import { computeChanges, type Comparison } from '../compute-changes.js';
import type { JobContext } from '../job-context.js';
import { appliedLabels } from '../job-target.js';
import { readObject } from '../snapshot-object.js';
import { PlanWriter } from './plan-writer.js';
import { returningLinks } from './returning-links.js';

/** A plan as it lies in the vault, and what it amounts to. */
export interface StoredPlan {
  readonly planRoot: Root;
  readonly steps: number;
  readonly changedObjects: number;
  readonly changedLinks: number;
  readonly excluded: Readonly<Record<string, number>>;
}

/**
 * Computes what leads from the present back to the target, orders it, and stores it where a restart finds it. Holds one
 * change at a time, and the restores.
 */
export async function makePlan(
  context: JobContext,
  comparison: Comparison,
  target: JobTarget,
): Promise<StoredPlan> {
  const planning = await Planning.open(context, comparison, target);
  const plan = PlanWriter.begin(context.vault);
  const restored: Change[] = [];
  const excluded = new Map<string, number>();
  let [changedObjects, changedLinks] = [0, 0];
  for await (const change of planning.changes()) {
    const counts = countChanges([change]);
    changedObjects += counts.changedObjects;
    changedLinks += counts.changedLinks;
    if (change.action === 'restore') restored.push(change);
    const made = await planning.stepsOf(change);
    await plan.add(made.steps);
    for (const [reason, count] of Object.entries(made.excluded))
      excluded.set(reason, (excluded.get(reason) ?? 0) + count);
  }
  if (restored.length > 0) await plan.add(await planning.returning(restored));
  const figures = { steps: plan.size, changedObjects, changedLinks, excluded: Object.fromEntries(excluded) };
  return { planRoot: await plan.commit(), ...figures };
}

/** What the plan of one recovery is made from. */
class Planning {
  private readonly backup: SnapshotReader;
  private readonly current: SnapshotReader;

  private constructor(
    private readonly context: JobContext,
    private readonly comparison: Comparison,
    /** For an undo: what the recovery has touched. */
    private readonly limits: ReturnType<typeof appliedSteps> | undefined,
  ) {
    this.backup = context.vault.snapshot(comparison.backupRoot);
    this.current = context.vault.snapshot(comparison.currentRoot);
  }

  static async open(context: JobContext, comparison: Comparison, target: JobTarget): Promise<Planning> {
    if (target.from !== 'recovery') return new Planning(context, comparison, undefined);
    const limits = appliedSteps(await appliedLabels(context, target.recoveryId));
    return new Planning(context, { ...comparison, linksThatCount: limits.links }, limits);
  }

  /** The changes to take back, in key order. */
  async *changes(): AsyncGenerator<Change> {
    for await (const change of computeChanges(this.context.vault, this.comparison)) {
      this.context.signal.throwIfAborted();
      const within = this.limits === undefined ? change : this.limits.restrict(change);
      if (within) yield within;
    }
  }

  /** Planning itself does no reading, so what it asks for is read before. */
  async stepsOf(change: Change): Promise<Plan> {
    const isDeletedLocation = change.type === 'namedLocationPolicy' && change.action === 'softDelete';
    return planSteps([change], {
      ...this.lookups(),
      ...(change.action === 'restore' && { backupObject: await lookup(this.backup, change) }),
      ...(isDeletedLocation && { currentObject: await lookup(this.current, change) }),
    });
  }

  /** The links that restored objects had, but for those that the changes of other objects have planned already. */
  async returning(restored: readonly Change[]): Promise<readonly PlannedStep[]> {
    const { scope } = this.comparison;
    const links = await returningLinks(this.backup, this.current, restored, scope);
    const byKey = new Map(links.map((each) => [linkKey(each.link), each]));
    for await (const { type, id, action, links: changed } of this.changes())
      if (action === 'update')
        for (const { link, target } of changed) byKey.delete(linkKey({ type, id, link, target }));
    const { steps } = planSteps(restored, { ...this.lookups(), restoredLinks: byKey.values() });
    return steps.filter((step) => 'link' in step);
  }

  private lookups(): PlanLookups {
    return {
      emergencyAccessAccountIds: this.comparison.emergencyAccessAccountIds,
      backupObject: () => undefined,
      currentObject: () => undefined,
      restoredLinks: [],
      ...(this.limits && { attributesToReconcile: this.limits.attributesOf }),
    };
  }
}

async function lookup(
  snapshot: SnapshotReader,
  ref: ObjectRef,
): Promise<(asked: ObjectRef) => DirectoryObject | undefined> {
  const object = await readObject(snapshot, ref);
  const key = objectKey(ref);
  return (asked) => (objectKey(asked) === key ? object : undefined);
}

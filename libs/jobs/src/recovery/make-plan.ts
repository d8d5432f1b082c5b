import { linkKey, objectKey, type DirectoryObject, type ObjectRef } from '#catalogue';
import {
  appliedSteps,
  ChangeSelector,
  countChanges,
  planSteps,
  type Change,
  type JobTarget,
  type Plan,
  type PlanOptions,
  type PlannedStep,
  type PlanLookups,
} from '#protection';
import type { Root, SnapshotReader } from '#vault';
import { ReportNotes } from '../attribution.js';
import { computeChanges, type Comparison } from '../compute-changes.js';
import type { JobContext } from '../job-context.js';
import { appliedLabels } from '../job-target.js';
import { readObject } from '../snapshot-object.js';
import { PlanWriter } from './plan-writer.js';
import { returningLinks } from './returning-links.js';
import { readSelection } from './stored-selection.js';

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
  { target, plan: options }: { readonly target: JobTarget; readonly plan?: PlanOptions },
): Promise<StoredPlan> {
  const planning = await Planning.open(context, comparison, target, options);
  const plan = PlanWriter.begin(context.vault, options);
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
  if (planning.notChanged > 0) excluded.set('notChanged', planning.notChanged);
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
    private readonly options: PlanOptions | undefined,
    /** For a plan of some changes only: which. */
    private readonly selector: ChangeSelector | undefined,
    /** Tells who made the changes, where the plan is made from a report that knows. */
    private readonly notes: ReportNotes,
  ) {
    this.backup = context.vault.snapshot(comparison.backupRoot);
    this.current = context.vault.snapshot(comparison.currentRoot);
  }

  static async open(
    context: JobContext,
    comparison: Comparison,
    target: JobTarget,
    options: PlanOptions | undefined,
  ): Promise<Planning> {
    const { vault } = context;
    const root = options?.selectionRoot ?? null;
    const selector = root === null ? undefined : new ChangeSelector(await readSelection(vault, root));
    const notes = await reportNotes(context, target);
    if (target.from !== 'recovery')
      return new Planning(context, comparison, undefined, options, selector, notes);
    const limits = appliedSteps(await appliedLabels(context, target.recoveryId));
    const limited = { ...comparison, linksThatCount: limits.links };
    return new Planning(context, limited, limits, options, selector, notes);
  }

  /** Objects that were ticked and of which nothing chosen differs. Known once all changes have been read. */
  get notChanged(): number {
    return this.selector?.notChanged ?? 0;
  }

  /** The changes to take back, in key order. */
  async *changes(): AsyncGenerator<Change> {
    for await (const change of computeChanges(this.context.vault, this.comparison)) {
      this.context.signal.throwIfAborted();
      const within = this.limits === undefined ? change : this.limits.restrict(change);
      const chosen = within && (await this.chosen(within));
      if (chosen) yield chosen;
    }
  }

  /** Planning itself does no reading, so what it asks for is read before. */
  async stepsOf(change: Change): Promise<Plan> {
    const isRestored = change.action === 'restore';
    const isDeletedLocation = change.type === 'namedLocationPolicy' && change.action === 'softDelete';
    return planSteps([change], {
      ...this.lookups(),
      ...(isRestored && { backupObject: await lookup(this.backup, change) }),
      ...((isRestored || isDeletedLocation) && { currentObject: await lookup(this.current, change) }),
    });
  }

  /**
   * The links that restored objects had, but for those that the changes of other objects have planned already. Of a
   * selection, only the links of owners that were chosen as a whole: nothing else may be touched.
   */
  async returning(restored: readonly Change[]): Promise<readonly PlannedStep[]> {
    const { scope } = this.comparison;
    const links = await returningLinks(this.backup, this.current, restored, scope);
    const byKey = new Map(links.map((each) => [linkKey(each.link), each]));
    for await (const { type, id, action, links: changed } of this.changes())
      if (action === 'update')
        for (const { link, target } of changed) byKey.delete(linkKey({ type, id, link, target }));
    const restoredLinks = byKey.values().filter(({ link }) => this.selector?.mayReturn(link) ?? true);
    const { steps } = planSteps(restored, { ...this.lookups(), restoredLinks });
    return steps.filter((step) => 'link' in step);
  }

  private async chosen(change: Change): Promise<Change | undefined> {
    return this.selector === undefined ? change : this.selector.choose(await this.notes.noted(change));
  }

  private lookups(): PlanLookups {
    const { limits, options } = this;
    return {
      guarded: this.comparison.guarded,
      backupObject: () => undefined,
      currentObject: () => undefined,
      restoredLinks: [],
      policiesReportOnly: options?.conditionalAccess === 'reportOnly',
      mayReconcile: (ref, attribute) =>
        (limits?.attributesOf(ref).has(attribute) ?? true) &&
        (this.selector?.mayReconcile(ref, attribute) ?? true),
    };
  }
}

/** What the report that a plan is made from knows of who made the changes; nothing where there is no report. */
async function reportNotes({ aggregates, vault }: JobContext, target: JobTarget): Promise<ReportNotes> {
  if (target.from !== 'differenceReport') return new ReportNotes(undefined);
  const { attributionRoot } = (await aggregates.differenceReport.load(target.differenceReportId)).state;
  return new ReportNotes(attributionRoot === null ? undefined : vault.snapshot(attributionRoot));
}

async function lookup(
  snapshot: SnapshotReader,
  ref: ObjectRef,
): Promise<(asked: ObjectRef) => DirectoryObject | undefined> {
  const object = await readObject(snapshot, ref);
  const key = objectKey(ref);
  return (asked) => (objectKey(asked) === key ? object : undefined);
}

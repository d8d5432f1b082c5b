import { objectKey, type DirectoryObject, type ObjectRef } from '#catalogue';
import {
  appliedSteps,
  countChanges,
  encodeStep,
  planSteps,
  stepKey,
  type AppliedSteps,
  type Change,
  type JobTarget,
  type PlannedStep,
} from '#protection';
import type { Root, SnapshotReader, Vault } from '#vault';
import { computeChanges, type Comparison } from '../compute-changes.js';
import type { JobContext } from '../job-context.js';
import { appliedLabels } from '../job-target.js';
import { readObject } from '../snapshot-object.js';
import { returningLinks } from './returning-links.js';

/** A plan as it lies in the vault, and what it amounts to. */
export interface StoredPlan {
  readonly planRoot: Root;
  readonly steps: number;
  readonly changedObjects: number;
  readonly changedLinks: number;
  readonly excluded: Readonly<Record<string, number>>;
}

/** Computes what leads from the present back to the target, orders it, and stores it where a restart finds it. */
export async function makePlan(
  context: JobContext,
  comparison: Comparison,
  target: JobTarget,
): Promise<StoredPlan> {
  const { vault } = context;
  const limits =
    target.from === 'recovery' ? appliedSteps(await appliedLabels(context, target.recoveryId)) : undefined;
  const changes = await collectChanges(vault, comparison, limits);
  const backup = vault.snapshot(comparison.backupRoot);
  const current = vault.snapshot(comparison.currentRoot);
  const restored = changes.filter(({ action }) => action === 'restore');
  const deletedLocations = changes.filter(
    ({ type, action }) => type === 'namedLocationPolicy' && action === 'softDelete',
  );
  const { steps, excluded } = planSteps(changes, {
    emergencyAccessAccountIds: comparison.emergencyAccessAccountIds,
    backupObject: await lookup(backup, restored),
    currentObject: await lookup(current, deletedLocations),
    restoredLinks: await returningLinks(backup, current, restored, comparison.scope),
    ...(limits === undefined ? {} : { attributesToReconcile: limits.attributesOf }),
  });
  const planRoot = await storePlan(vault, steps);
  return { planRoot, steps: steps.length, ...countChanges(changes), excluded };
}

async function collectChanges(
  vault: Vault,
  comparison: Comparison,
  limits: AppliedSteps | undefined,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  const bounded = limits === undefined ? comparison : { ...comparison, linksThatCount: limits.links };
  for await (const change of computeChanges(vault, bounded)) {
    const within = limits === undefined ? change : limits.restrict(change);
    if (within) changes.push(within);
  }
  return changes;
}

/** Reads some objects of a snapshot beforehand, since planning itself does no reading. */
async function lookup(
  snapshot: SnapshotReader,
  refs: readonly ObjectRef[],
): Promise<(ref: ObjectRef) => DirectoryObject | undefined> {
  const objects = new Map<string, DirectoryObject>();
  for (const ref of refs) {
    const object = await readObject(snapshot, ref);
    if (object) objects.set(objectKey(ref), object);
  }
  return (ref) => objects.get(objectKey(ref));
}

async function storePlan(vault: Vault, steps: readonly PlannedStep[]): Promise<Root> {
  const editor = vault.edit(undefined);
  steps.forEach((step, index) => editor.put(stepKey(index), encodeStep(step)));
  return editor.commit();
}

import { isLink, objectKey, parseKey, targetObjectId, type LinkRef } from '#catalogue';
import { encodeStep, planSteps, restrictToApplied, stepKey, type Change, type JobTarget } from '#protection';
import type { Root, SnapshotReader, Vault } from '#vault';
import { computeChanges, type Comparison } from '../compute-changes.js';
import type { JobContext } from '../job-context.js';
import { appliedSteps } from '../job-target.js';

/** A plan as it lies in the vault, and what it amounts to. */
export interface Plan {
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
): Promise<Plan> {
  const changes = await changesToUndo(context, comparison, target);
  const restoredLinks = await linksOfRestored(context.vault.snapshot(comparison.backupRoot), changes);
  const { steps, excluded } = planSteps(changes, {
    restoredLinks,
    emergencyAccessAccountIds: comparison.emergencyAccessAccountIds,
  });
  return {
    planRoot: await store(
      context.vault,
      steps.map((step, index) => [stepKey(index), encodeStep(step)]),
    ),
    steps: steps.length,
    changedObjects: changes.length,
    changedLinks: changes.reduce((sum, { links }) => sum + links.length, 0),
    excluded,
  };
}

async function changesToUndo(
  context: JobContext,
  comparison: Comparison,
  target: JobTarget,
): Promise<Change[]> {
  const changes = await Array.fromAsync(computeChanges(context.vault, comparison));
  return target.from === 'recovery'
    ? restrictToApplied(changes, await appliedSteps(context, target.recoveryId))
    : changes;
}

/**
 * The links that restored objects had. Graph brings most of them back with the object, but what was taken away
 * before the deletion cannot be seen until then, so each is made sure of afterwards.
 */
async function linksOfRestored(backup: SnapshotReader, changes: readonly Change[]): Promise<LinkRef[]> {
  const restored = changes.filter(({ action }) => action === 'restore');
  if (restored.length === 0) return [];
  const keys = new Set(restored.map(objectKey));
  const ids = new Set(restored.map(({ id }) => id));
  const links: LinkRef[] = [];
  for (const family of ['group/', 'servicePrincipal/']) {
    for await (const { key } of backup.scan(family)) {
      const ref = parseKey(key);
      if (isLink(ref) && (ids.has(targetObjectId(ref.target)) || keys.has(objectKey(ref)))) links.push(ref);
    }
  }
  return links;
}

async function store(vault: Vault, steps: readonly (readonly [string, string])[]): Promise<Root> {
  const editor = vault.edit(undefined);
  for (const [key, text] of steps) editor.put(key, text);
  return editor.commit();
}

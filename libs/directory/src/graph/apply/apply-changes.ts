import pMap from 'p-map';
import { CATALOGUE, linkEntry, objectKey, targetObjectId, type LinkRef, type ObjectRef } from '#catalogue';
import type { ChangeOutcome, TenantChange } from '../../directory.js';
import { isObjectId } from '../graph-paths.js';
import { REQUESTS_AT_ONCE } from '../request/with-batching.js';
import { addAssignment, removeAssignment } from './app-role-assignment.js';
import { createObject } from './create-object.js';
import { restoreObject, softDeleteObject } from './lifecycle.js';
import { addTargets, MOST_TARGETS, removeTargets } from './membership.js';
import { refused } from './outcomes.js';
import { addGrant, removeGrant, updateGrant } from './permission-grant.js';
import { updateObject } from './update-object.js';
import type { WriteContext } from './write-context.js';

/** One change and its place in the call. */
interface Placed {
  readonly index: number;
  readonly change: TenantChange;
}

/**
 * Sends changes and answers one outcome each, in order. The changes of one object wait for each other; those of
 * different objects go side by side, in batches where their limit allows it.
 */
export async function applyChanges(
  contexts: { readonly single: WriteContext; readonly batched: WriteContext },
  changes: readonly TenantChange[],
): Promise<readonly ChangeOutcome[]> {
  const outcomes = new Map<number, ChangeOutcome>();
  const placed = changes
    .map((change, index) => ({ index, change }))
    .filter(({ change }) => namesObjects(change));
  const queues = [...Map.groupBy(placed, ({ change }) => objectKey(ownerOf(change))).values()];
  const ofLane = (lane: string) =>
    queues.filter(([first]) => first && CATALOGUE[ownerOf(first.change).type].lane === lane);
  const run = (context: WriteContext, lane: string, concurrency: number) =>
    pMap(ofLane(lane), (queue) => applyQueue(context, queue, outcomes), { concurrency });
  await Promise.all([
    run(contexts.batched, 'identity', REQUESTS_AT_ONCE),
    run(contexts.single, 'conditionalAccess', 1),
  ]);
  return changes.map((_, index) => outcomes.get(index) ?? INVALID_ID);
}

const INVALID_ID = refused('invalidId', 'This is not the id of a directory object.');

async function applyQueue(
  context: WriteContext,
  queue: readonly Placed[],
  outcomes: Map<number, ChangeOutcome>,
): Promise<void> {
  for (const run of runsOf(queue)) {
    const results = context.signal.aborted
      ? run.map((): ChangeOutcome => ({ outcome: 'notSent', message: 'Stopped before it was sent.' }))
      : await applyRun(context, run);
    run.forEach(({ index }, position) => {
      const outcome = results[position];
      if (outcome) outcomes.set(index, outcome);
    });
  }
}

/** Cuts a queue into runs: bare links of one kind that are added, or removed, one after another go together. */
function runsOf(queue: readonly Placed[]): readonly (readonly Placed[])[] {
  const runs: Placed[][] = [];
  for (const placed of queue) {
    const last = runs.at(-1);
    const kind = bareKind(placed.change);
    const fits = last?.[0] && kind !== undefined && bareKind(last[0].change) === kind;
    if (last && fits && last.length < MOST_TARGETS) last.push(placed);
    else runs.push([placed]);
  }
  return runs;
}

function bareKind(change: TenantChange): string | undefined {
  if (change.change !== 'addLink' && change.change !== 'removeLink') return undefined;
  const { type, link } = change.link;
  const entry = linkEntry(type, link);
  return entry && entry.entity === undefined ? `${change.change} ${link}` : undefined;
}

async function applyRun(context: WriteContext, run: readonly Placed[]): Promise<readonly ChangeOutcome[]> {
  const [first] = run;
  if (first === undefined) return [];
  const links = bareKind(first.change) === undefined ? [] : run.flatMap(({ change }) => linkOf(change));
  const [link] = links;
  if (link === undefined) return [await applyOne(context, first.change)];
  const object = { type: link.type, id: link.id };
  const targets = { object, link: link.link, ids: links.map(({ target }) => target) };
  return first.change.change === 'addLink' ? addTargets(context, targets) : removeTargets(context, targets);
}

function applyOne(context: WriteContext, change: TenantChange): Promise<ChangeOutcome> {
  switch (change.change) {
    case 'update':
      return updateObject(context, change.object, change.set);
    case 'create':
      return createObject(context, change.object, change.set);
    case 'restore':
      return restoreObject(context, change.object);
    case 'softDelete':
      return softDeleteObject(context, change.object);
    default:
      return applyToLink(context, change);
  }
}

type LinkChange = Extract<TenantChange, { readonly link: LinkRef }>;

async function applyToLink(context: WriteContext, change: LinkChange): Promise<ChangeOutcome> {
  const { link } = change;
  const entity = linkEntry(link.type, link.link)?.entity;
  if (entity === 'oAuth2PermissionGrant')
    switch (change.change) {
      case 'addLink':
        return addGrant(context, link, change.value);
      case 'updateLink':
        return updateGrant(context, link, change.value);
      default:
        return removeGrant(context, link);
    }
  if (entity === undefined || change.change === 'updateLink')
    return refused('notSupported', 'This link carries no value that could be changed.');
  return change.change === 'addLink' ? addAssignment(context, link) : removeAssignment(context, link);
}

function ownerOf(change: TenantChange): ObjectRef {
  return 'link' in change ? change.link : change.object;
}

const linkOf = (change: TenantChange): readonly LinkRef[] => ('link' in change ? [change.link] : []);

/** Ids come from people too; one that is none could change the meaning of a path. */
function namesObjects(change: TenantChange): boolean {
  const targets = linkOf(change).map(({ target }) => targetObjectId(target));
  return [ownerOf(change).id, ...targets].every(isObjectId);
}

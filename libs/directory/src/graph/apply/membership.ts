import type { ObjectRef } from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { linkReferencePath, reference } from '../graph-paths.js';
import { LARGEST_BATCH, sendBatch } from '../request/batch.js';
import { graphError, isTurnedAway } from '../request/graph-error.js';
import { hasStatus, type GraphReply, type GraphRequest } from '../request/graph-request.js';
import { UNCHANGED, writeOutcome } from './outcomes.js';
import { patchRequest } from './update-object.js';
import { patienceEnd, sendPatiently, type WriteContext } from './write-context.js';

/** Links of one kind of one object, by the ids of their targets. */
export interface Targets {
  readonly object: ObjectRef;
  readonly link: string;
  readonly ids: readonly string[];
}

/** Graph takes no more new members in one PATCH, and no more requests in one batch. */
export const MOST_TARGETS = LARGEST_BATCH;

/**
 * Adds up to 20 links by one PATCH, which is all or nothing: when it is refused, its halves are tried, so that
 * each link gets its own outcome. https://learn.microsoft.com/graph/api/group-post-members
 */
export function addTargets(context: WriteContext, targets: Targets): Promise<readonly ChangeOutcome[]> {
  return addWithin(context, targets, patienceEnd(context));
}

async function addWithin(
  context: WriteContext,
  targets: Targets,
  until: number,
): Promise<readonly ChangeOutcome[]> {
  const { object, link, ids } = targets;
  const references = ids.map((id) => reference(context.origin, id));
  const request = patchRequest(object, { [`${link}@odata.bind`]: references });
  const reply = await sendPatiently(context, request, { ids: [object.id, ...ids], until });
  const outcome = writeOutcome(reply);
  if (ids.length === 1) return [isPresentAlready(reply) ? UNCHANGED : outcome];
  if (outcome.outcome !== 'refused' || hasStatus(reply, 401)) return ids.map(() => outcome);
  const middle = Math.ceil(ids.length / 2);
  const first = await addWithin(context, { ...targets, ids: ids.slice(0, middle) }, until);
  return [...first, ...(await addWithin(context, { ...targets, ids: ids.slice(middle) }, until))];
}

/**
 * Removes links, up to 20 in one batch that Graph carries out in order; a batch stops at the first that fails,
 * which is then sent alone. https://learn.microsoft.com/graph/api/group-delete-members
 */
export async function removeTargets(
  context: WriteContext,
  targets: Targets,
): Promise<readonly ChangeOutcome[]> {
  const until = patienceEnd(context);
  const outcomes: ChangeOutcome[] = [];
  while (outcomes.length < targets.ids.length) {
    const ids = targets.ids.slice(outcomes.length, outcomes.length + LARGEST_BATCH);
    const settled = await removeTogether(context, { ...targets, ids });
    outcomes.push(...settled);
    const [next] = settled.length === 0 ? ids : [];
    if (next === undefined) continue;
    const request = removal(targets, next);
    outcomes.push(removalOutcome(await sendPatiently(context, request, { ids: [next], until })));
  }
  return outcomes;
}

/** The outcomes of the links at the head of the batch whose fate is settled. */
async function removeTogether(context: WriteContext, targets: Targets): Promise<readonly ChangeOutcome[]> {
  if (targets.ids.length === 1) return [];
  const requests = targets.ids.map((id) => removal(targets, id));
  const replies = await sendBatch(context.once, requests, { inOrder: true, signal: context.signal });
  const open = replies.findIndex(
    (reply, index) => isOpen(reply) || isJustRestored(context, reply, targets.ids[index]),
  );
  return replies.slice(0, open === -1 ? replies.length : open).map(removalOutcome);
}

const isOpen = (reply: GraphReply): boolean => isTurnedAway(reply) || hasStatus(reply, 401);

function isJustRestored({ restores }: WriteContext, reply: GraphReply, id: string | undefined): boolean {
  return hasStatus(reply, 404) && id !== undefined && restores.includes(id);
}

function removal({ object, link }: Targets, id: string): GraphRequest {
  const path = linkReferencePath(object, link, id);
  return { method: 'DELETE', path, lane: 'identity', effect: 'write' };
}

function removalOutcome(reply: GraphReply): ChangeOutcome {
  return isAbsentAlready(reply) ? UNCHANGED : writeOutcome(reply);
}

function isPresentAlready(reply: GraphReply): boolean {
  return hasStatus(reply, 400) && /references already exist/i.test(graphError(reply)?.message ?? '');
}

function isAbsentAlready(reply: GraphReply): boolean {
  if (hasStatus(reply, 404)) return true;
  return hasStatus(reply, 400) && /references do not exist/i.test(graphError(reply)?.message ?? '');
}

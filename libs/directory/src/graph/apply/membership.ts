import type { ObjectRef } from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { linkReferencePath, reference } from '../graph-paths.js';
import { LARGEST_BATCH, sendBatch } from '../request/batch.js';
import { graphError, isTurnedAway } from '../request/graph-error.js';
import { hasStatus, type GraphReply, type GraphRequest } from '../request/graph-request.js';
import { UNCHANGED, writeOutcome } from './outcomes.js';
import { patchRequest } from './write-requests.js';
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
 * After so many refusals of one PATCH and its parts, each link that is left goes alone: halving finds one or two in few
 * steps, but would cost more than it spares where many are refused.
 */
const MOST_REFUSALS = 6;

/**
 * Adds up to 20 links by one PATCH, which is all or nothing: when it is refused, its halves are tried, so that
 * each link gets its own outcome. https://learn.microsoft.com/graph/api/group-post-members
 */
export async function addTargets(context: WriteContext, targets: Targets): Promise<readonly ChangeOutcome[]> {
  const distinct = [...new Set(targets.ids)];
  const adding = new Adding(context, targets);
  const outcomes = new Map<string, ChangeOutcome>();
  (await adding.add(distinct)).forEach((outcome, index) => outcomes.set(distinct[index] ?? '', outcome));
  return targets.ids.map((id, index) => {
    const outcome = outcomes.get(id) ?? UNCHANGED;
    return targets.ids.indexOf(id) < index && outcome.outcome === 'applied' ? UNCHANGED : outcome;
  });
}

/** One PATCH that adds links, with what became of its parts so far. */
class Adding {
  private readonly until: number;
  private refusals = 0;

  constructor(
    private readonly context: WriteContext,
    private readonly targets: Targets,
  ) {
    this.until = patienceEnd(context);
  }

  async add(ids: readonly string[]): Promise<readonly ChangeOutcome[]> {
    const reply = await this.send(ids);
    const outcome = writeOutcome(reply);
    if (ids.length === 1) return [isPresentAlready(reply) ? UNCHANGED : outcome];
    if (outcome.outcome !== 'refused' || hasStatus(reply, 401)) return ids.map(() => outcome);
    this.refusals += 1;
    return this.addParts(ids);
  }

  /** Links of which one at least is refused. */
  private async addParts(ids: readonly string[]): Promise<readonly ChangeOutcome[]> {
    if (this.refusals >= MOST_REFUSALS) return this.addSingly(ids);
    const middle = Math.ceil(ids.length / 2);
    const first = await this.add(ids.slice(0, middle));
    const rest = ids.slice(middle);
    // Nothing is wrong with the first half, so the other need not be sent whole to be refused.
    const isInRest = rest.length > 1 && first.every(({ outcome }) => outcome === 'applied');
    return [...first, ...(await (isInRest ? this.addParts(rest) : this.add(rest)))];
  }

  private async addSingly(ids: readonly string[]): Promise<readonly ChangeOutcome[]> {
    const outcomes: ChangeOutcome[] = [];
    for (const id of ids) outcomes.push(...(await this.add([id])));
    return outcomes;
  }

  private send(ids: readonly string[]): Promise<GraphReply> {
    const { object, link } = this.targets;
    const references = ids.map((id) => reference(this.context.origin, id));
    const request = patchRequest(object, { [`${link}@odata.bind`]: references });
    return sendPatiently(this.context, request, { ids: [object.id, ...ids], until: this.until });
  }
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

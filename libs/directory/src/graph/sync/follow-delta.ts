import {
  isJsonObject,
  keptAttributes,
  linkKey,
  type Json,
  type JsonObject,
  type LinkEntry,
} from '#catalogue';
import { deltaLinks, isObjectId } from '../graph-paths.js';
import { bareLink } from '../read/read-links.js';
import { ReadFailure } from '../request/read-failure.js';
import type { Page } from '../request/read-pages.js';
import { dropObject, fromHead, idOf, putEntry, putLinks } from './object-edits.js';
import type { DeltaRound } from './delta-round.js';
import { settleRound } from './settle-round.js';
import type { Edits, TypeSync } from './type-sync.js';

/**
 * Yields the edits of one round of a delta query and returns the path of the next round. What the round leaves
 * open (deleted objects are named without their properties) is read at its end, when all is said.
 * https://learn.microsoft.com/graph/delta-query-overview
 */
export async function* followDelta(
  sync: TypeSync,
  pages: AsyncGenerator<Page, void>,
  { initial }: { readonly initial: boolean },
): AsyncGenerator<Edits, string> {
  const round: DeltaRound = {
    initial,
    removed: new Set(),
    told: new Set(),
    partial: new Map(),
    returned: new Set(),
    gone: new Set(),
  };
  let next: string | undefined;
  for await (const page of pages) {
    sync.tally.pages += 1;
    next = page.deltaPath;
    const edits: Edits[] = [];
    for (const entry of page.entries) edits.push(await entryEdits(sync, round, entry));
    yield edits.flat();
  }
  yield* settleRound(sync, round);
  if (next === undefined)
    throw new ReadFailure('unavailable', 'unreadableAnswer', 'A delta query ended without its next link.');
  return next;
}

async function entryEdits(sync: TypeSync, round: DeltaRound, entry: JsonObject): Promise<Edits> {
  const id = idOf(entry);
  const removal = entry['@removed'];
  if (isJsonObject(removal)) return removalEdits(sync, round, id, removal['reason']);
  if (round.gone.has(id)) return [];
  const object = tellsProperties(sync, entry) ? await liveEdits(sync, round, entry) : [];
  const links = deltaLinks(sync.entry).flatMap((link) => linkEdits(sync, id, link, entry));
  return [...object, ...links];
}

function removalEdits(sync: TypeSync, round: DeltaRound, id: string, reason: Json | undefined): Edits {
  if (reason === 'changed') {
    const known = round.initial && sync.told.get(id) === 'softDeleted';
    if (!known && !round.gone.has(id)) round.removed.add(id);
    return [];
  }
  round.gone.add(id);
  return dropObject(sync, id);
}

/** A large group is told in parts, of which only one need carry its properties. */
function tellsProperties(sync: TypeSync, entry: JsonObject): boolean {
  return keptAttributes(sync.entry.type).some(({ name }) => name in entry);
}

/** What was never set is left out of a delta query, so it is what it was. */
async function liveEdits(sync: TypeSync, round: DeltaRound, entry: JsonObject): Promise<Edits> {
  const id = idOf(entry);
  const before = await fromHead(sync, id);
  const state = sync.told.get(id) ?? before?.lifecycle;
  round.told.add(id);
  if (!round.initial && before === undefined) round.partial.set(id, { ...round.partial.get(id), ...entry });
  if (!round.initial && deltaLinks(sync.entry).length > 0 && state !== 'live') round.returned.add(id);
  return putEntry(sync, { ...before?.attributes, ...entry }, 'live');
}

function linkEdits(sync: TypeSync, id: string, link: LinkEntry, entry: JsonObject): Edits {
  const changes = entry[`${link.name}@delta`];
  if (!Array.isArray(changes)) return [];
  const { type } = sync.entry;
  return (changes as readonly Json[]).filter(isJsonObject).flatMap((change): Edits => {
    if (!isJsonObject(change['@removed'])) return putLinks(sync, bareLink({ type, id }, link, change));
    const target = change['id'];
    if (typeof target !== 'string' || !isObjectId(target)) return [];
    sync.tally.links += 1;
    return [{ edit: 'delete', key: linkKey({ type, id, link: link.name, target }) }];
  });
}

import {
  type DirectoryObject,
  isJsonObject,
  type Json,
  type JsonObject,
  jsonObjects,
  keptAttributes,
  type LinkEntry,
  linkKey,
} from '#catalogue';
import { deltaLinks, isObjectId } from '../graph-paths.js';
import { bareLink } from '../read/read-links.js';
import { ReadFailure } from '../request/read-failure.js';
import type { Page } from '../request/read-pages.js';
import type { DeltaRound } from './delta-round.js';
import type { Edits } from './edits.js';
import { IdTable } from './id-table.js';
import {
  dropObject,
  fromHead,
  idOf,
  LOOKED_UP_AT_ONCE,
  putEntry,
  putLinks,
  putWanted,
  type KnownObjects,
} from './object-edits.js';
import { completePartial, settleRound } from './settle-round.js';
import type { TypeSync } from './type-sync.js';

/** So many new objects wait to be read whole before they are. */
const MOST_PARTIAL = 2_000;

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
    told: new IdTable(),
    partial: new Map(),
    returned: new Set(),
    gone: new Set(),
  };
  let next: string | undefined;
  // Where the head says nothing any more there is nothing to gather for.
  for await (const some of gathered(pages, sync.cleared ? 1 : LOOKED_UP_AT_ONCE)) {
    sync.tally.pages += some.length;
    next = some.at(-1)?.deltaPath;
    const known = await fromHead(
      sync,
      some.flatMap(({ entries }) => entries.map(idOf)),
    );
    for (const { entries } of some) {
      yield entries.flatMap((entry) => entryEdits(sync, round, known, entry));
      if (round.partial.size >= MOST_PARTIAL) yield* completePartial(sync, round);
    }
    yield* putWanted(sync);
  }
  yield* settleRound(sync, round);
  if (next === undefined)
    throw new ReadFailure('unavailable', 'unreadableAnswer', 'A delta query ended without its next link.');
  return next;
}

/** Pages put together until they hold so many entries and changed links. */
async function* gathered(
  pages: AsyncGenerator<Page, void>,
  most: number,
): AsyncGenerator<readonly Page[], void> {
  let some: Page[] = [];
  let held = 0;
  for await (const page of pages) {
    some.push(page);
    held += page.entries.reduce((sum, entry) => sum + 1 + listed(entry), 0);
    if (held < most) continue;
    yield some;
    [some, held] = [[], 0];
  }
  if (some.length > 0) yield some;
}

/** What the lists of an entry hold: a group may come with thousands of members. */
function listed(entry: JsonObject): number {
  return Object.values(entry).reduce<number>(
    (sum, value) => sum + (Array.isArray(value) ? value.length : 0),
    0,
  );
}

function entryEdits(sync: TypeSync, round: DeltaRound, known: KnownObjects, entry: JsonObject): Edits {
  const id = idOf(entry);
  const removal = entry['@removed'];
  if (!round.initial) sync.changed.set(id, true);
  if (isJsonObject(removal)) return removalEdits(sync, round, id, removal['reason']);
  if (round.gone.has(id)) return [];
  const object = tellsProperties(sync, entry) ? liveEdits(sync, round, known(id), entry) : [];
  const links = deltaLinks(sync.entry).flatMap((link) => linkEdits(sync, round, link, entry));
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
function liveEdits(
  sync: TypeSync,
  round: DeltaRound,
  before: DirectoryObject | undefined,
  entry: JsonObject,
): Edits {
  const id = idOf(entry);
  const state = sync.told.get(id) ?? before?.lifecycle;
  round.told.set(id, true);
  if (!round.initial && before === undefined) round.partial.set(id, { ...round.partial.get(id), ...entry });
  if (!round.initial && deltaLinks(sync.entry).length > 0 && state !== 'live') round.returned.add(id);
  return putEntry(sync, { ...before?.attributes, ...entry }, 'live', before);
}

function linkEdits(sync: TypeSync, round: DeltaRound, link: LinkEntry, entry: JsonObject): Edits {
  const id = idOf(entry);
  const changes = jsonObjects(entry[`${link.name}@delta`]);
  if (round.initial) {
    const added = changes.filter((change) => !isJsonObject(change['@removed']));
    sync.toldLinks.set(id, (sync.toldLinks.get(id) ?? 0) + added.length);
  }
  const { type } = sync.entry;
  return changes.flatMap((change): Edits => {
    if (!isJsonObject(change['@removed'])) return putLinks(sync, bareLink({ type, id }, link, change));
    const target = change['id'];
    if (typeof target !== 'string' || !isObjectId(target)) return [];
    sync.tally.links += 1;
    return [{ edit: 'delete', key: linkKey({ type, id, link: link.name, target }) }];
  });
}

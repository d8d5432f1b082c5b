import pMap from 'p-map';
import { linksPrefix, type DirectoryObject, type ObjectRef } from '#catalogue';
import { deletedListPath, deltaLinks } from '../graph-paths.js';
import { readTargets } from '../read/read-links.js';
import { readDeleted, readLive } from '../read/read-state.js';
import { ReadFailure } from '../request/read-failure.js';
import { readPages } from '../request/read-pages.js';
import { REQUESTS_AT_ONCE } from '../request/with-batching.js';
import type { DeltaRound } from './delta-round.js';
import type { Edits } from './edits.js';
import type { IdTable } from './id-table.js';
import { dropObject, fromHead, idOf, putEntry, putLinks, putObject, putWanted } from './object-edits.js';
import type { TypeSync } from './type-sync.js';

/** From this number on, listing all deleted items is quicker than reading them one by one. */
const MANY = 200;

/** Reads may be served by a replica that has not heard of a deletion yet: so often they are asked again. */
const REPLICA_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** Reads what a delta round has left open: objects soft-deleted, new or back, and the links of those. */
export async function* settleRound(sync: TypeSync, round: DeltaRound): AsyncGenerator<Edits, void> {
  const open = new Set([...round.removed].filter((id) => !round.gone.has(id)));
  if (open.size >= MANY) yield* putListedDeleted(sync, open);
  const states = await statesOf(sync, [...open], round.told);
  const known = await fromHead(sync, open);
  for (const id of open) {
    const state = states.get(id);
    yield state === undefined ? dropObject(sync, id) : putObject(sync, state, known(id));
  }
  const live = [...open].filter((id) => states.get(id)?.lifecycle === 'live');
  const returned = [...round.returned].filter((id) => !round.gone.has(id) && !round.removed.has(id));
  yield* completePartial(sync, round);
  yield* putWanted(sync);
  yield* linksAnew(sync, [...live, ...returned]);
}

/**
 * Reads objects that the round told of in part, being new. A read may be behind the round, so it fills in only what
 * the round has left out.
 */
export async function* completePartial(sync: TypeSync, round: DeltaRound): AsyncGenerator<Edits, void> {
  const { type } = sync.entry;
  const ids = [...round.partial.keys()].filter((id) => !round.gone.has(id) && !round.removed.has(id));
  for (let start = 0; start < ids.length; start += REQUESTS_AT_ONCE) {
    const some = ids.slice(start, start + REQUESTS_AT_ONCE);
    const read = await Promise.all(some.map((id) => readLive(sync.batched, { type, id }, sync.hidden)));
    yield read.flatMap((object): Edits =>
      object === undefined
        ? []
        : putEntry(sync, { ...object.attributes, ...round.partial.get(object.id), id: object.id }, 'live'),
    );
  }
  round.partial.clear();
}

/**
 * The states of objects that were said to be soft-deleted. One that is found live was restored since, if the
 * round has told it too or it stays so; one that is found nowhere was purged, if it stays so. Otherwise the
 * reads were behind.
 */
async function statesOf(
  sync: TypeSync,
  ids: readonly string[],
  told: IdTable<true>,
): Promise<ReadonlyMap<string, DirectoryObject>> {
  const states = new Map<string, DirectoryObject>();
  let open = ids;
  for (const delay of [...REPLICA_DELAYS_MS, undefined]) {
    const read = await pMap(open, (id) => stateOf(sync, { type: sync.entry.type, id }), {
      concurrency: REQUESTS_AT_ONCE,
    });
    for (const state of read) if (state !== undefined) states.set(state.id, state);
    open = open.filter((id) => isOpen(states.get(id), told));
    if (open.length === 0 || delay === undefined) break;
    await sync.clock.sleep(delay, sync.single.signal);
  }
  return states;
}

function isOpen(state: DirectoryObject | undefined, told: IdTable<true>): boolean {
  return state === undefined || (state.lifecycle === 'live' && !told.has(state.id));
}

async function stateOf(sync: TypeSync, ref: ObjectRef): Promise<DirectoryObject | undefined> {
  const { batched, hidden } = sync;
  return (await readDeleted(batched, ref, hidden)) ?? (await readLive(batched, ref, hidden));
}

/** Puts those of the objects that stand among the deleted items, and takes them off the open ones. */
async function* putListedDeleted(sync: TypeSync, open: Set<string>): AsyncGenerator<Edits, void> {
  const { type, deletedPath, lane } = sync.entry;
  if (deletedPath === undefined) return;
  for await (const page of readPages(sync.single, deletedListPath(type, deletedPath), { lane })) {
    sync.tally.pages += 1;
    const found = page.entries.filter((entry) => open.delete(idOf(entry)));
    const known = await fromHead(sync, found.map(idOf));
    for (const entry of found) yield putEntry(sync, entry, 'softDeleted', known(idOf(entry)));
  }
}

/** A delta round tells only how links changed; those of a restored group are read whole. */
export async function* linksAnew(sync: TypeSync, ids: readonly string[]): AsyncGenerator<Edits, void> {
  const { type } = sync.entry;
  for (const entry of deltaLinks(sync.entry))
    for (let start = 0; start < ids.length; start += REQUESTS_AT_ONCE) {
      const some = ids.slice(start, start + REQUESTS_AT_ONCE);
      yield (await Promise.all(some.map((id) => linksOfOne(sync, { type, id }, entry)))).flat();
    }
}

async function linksOfOne(
  sync: TypeSync,
  object: ObjectRef,
  entry: Parameters<typeof readTargets>[2],
): Promise<Edits> {
  try {
    const links = await readTargets(sync.batched, object, entry);
    return [{ edit: 'clear', prefix: `${linksPrefix(object)}${entry.name}/` }, ...putLinks(sync, links)];
  } catch (error) {
    if (error instanceof ReadFailure && error.cause === 'absent') return [];
    throw error;
  }
}

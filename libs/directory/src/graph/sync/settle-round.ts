import pMap from 'p-map';
import {
  encodeObject,
  fromGraph,
  linksPrefix,
  objectKey,
  type DirectoryObject,
  type ObjectRef,
} from '#catalogue';
import { deletedListPath, deltaLinks } from '../graph-paths.js';
import { readTargets } from '../read/read-links.js';
import { readDeleted, readLive } from '../read/read-state.js';
import { ReadFailure } from '../request/read-failure.js';
import { readPages } from '../request/read-pages.js';
import { REQUESTS_AT_ONCE } from '../request/with-batching.js';
import type { DeltaRound } from './delta-round.js';
import { dropObject, putLinks, putObject } from './object-edits.js';
import type { Edits, TypeSync } from './type-sync.js';

/** From this number on, listing all deleted items is quicker than reading them one by one. */
const MANY = 200;

/** Reads may be served by a replica that has not heard of a deletion yet: so often they are asked again. */
const REPLICA_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** Reads what a delta round has left open: objects soft-deleted, new or back, and the links of those. */
export async function* settleRound(sync: TypeSync, round: DeltaRound): AsyncGenerator<Edits, void> {
  const removed = [...round.removed].filter((id) => !round.gone.has(id));
  const states = await statesOf(sync, removed, round.told);
  const edits = removed.map((id) => {
    const state = states.get(id);
    return state === undefined ? dropObject(sync, id) : putObject(sync, state);
  });
  yield edits.flat();
  const live = removed.filter((id) => states.get(id)?.lifecycle === 'live');
  const unchanged = (id: string) => round.gone.has(id) || round.removed.has(id);
  const returned = [...round.returned].filter((id) => !unchanged(id));
  yield* completed(
    sync,
    round,
    [...round.partial.keys()].filter((id) => !unchanged(id)),
  );
  yield* linksAnew(sync, [...live, ...returned]);
}

/** A read may be behind the round, so it fills in only what the round has left out. */
async function* completed(
  sync: TypeSync,
  round: DeltaRound,
  ids: readonly string[],
): AsyncGenerator<Edits, void> {
  const { type } = sync.entry;
  for (let start = 0; start < ids.length; start += REQUESTS_AT_ONCE) {
    const some = ids.slice(start, start + REQUESTS_AT_ONCE);
    const read = await Promise.all(some.map((id) => readLive(sync.batched, { type, id })));
    yield read.flatMap((object): Edits => {
      if (object === undefined) return [];
      const whole = fromGraph(type, object.id, 'live', {
        ...object.attributes,
        ...round.partial.get(object.id),
      });
      return [{ edit: 'put', key: objectKey(whole), value: encodeObject(whole) }];
    });
  }
}

/**
 * The states of objects that were said to be soft-deleted. One that is found live was restored since, if the
 * round has told it too or it stays so; one that is found nowhere was purged, if it stays so. Otherwise the
 * reads were behind.
 */
async function statesOf(
  sync: TypeSync,
  ids: readonly string[],
  told: ReadonlySet<string>,
): Promise<ReadonlyMap<string, DirectoryObject>> {
  const states = new Map(ids.length >= MANY ? await listedDeleted(sync, new Set(ids)) : []);
  let open = ids.filter((id) => !states.has(id));
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

function isOpen(state: DirectoryObject | undefined, told: ReadonlySet<string>): boolean {
  return state === undefined || (state.lifecycle === 'live' && !told.has(state.id));
}

async function stateOf(sync: TypeSync, ref: ObjectRef): Promise<DirectoryObject | undefined> {
  return (await readDeleted(sync.batched, ref)) ?? (await readLive(sync.batched, ref));
}

async function listedDeleted(
  sync: TypeSync,
  ids: ReadonlySet<string>,
): Promise<readonly [string, DirectoryObject][]> {
  const { type, deletedPath, lane } = sync.entry;
  const found: [string, DirectoryObject][] = [];
  if (deletedPath === undefined) return found;
  for await (const page of readPages(sync.single, deletedListPath(type, deletedPath), { lane })) {
    sync.tally.pages += 1;
    for (const entry of page.entries) {
      const id = entry['id'];
      if (typeof id === 'string' && ids.has(id)) found.push([id, fromGraph(type, id, 'softDeleted', entry)]);
    }
  }
  return found;
}

/** A delta round tells only how links changed; those of a restored group are read whole. */
async function* linksAnew(sync: TypeSync, ids: readonly string[]): AsyncGenerator<Edits, void> {
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

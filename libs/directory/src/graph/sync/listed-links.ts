import pMap from 'p-map';
import { decodeObject, isLink, linkKey, linksPrefix, parseKey, type LinkEntry } from '#catalogue';
import type { HeadEdit } from '../../directory.js';
import { deltaLinks } from '../graph-paths.js';
import { readAssignments, readTenantGrants, type ReadLink } from '../read/read-links.js';
import { ReadFailure } from '../request/read-failure.js';
import { REQUESTS_AT_ONCE } from '../request/with-batching.js';
import type { Edits } from './edits.js';
import { IdTable } from './id-table.js';
import { gapOf, type TypeSync } from './type-sync.js';

/**
 * Yields the edits for links that no delta query tells: Graph lets them only be listed, so each sync lists them
 * anew and compares with the head, some objects at a time. A kind that may not be read keeps the head's links and
 * leaves a gap.
 */
export async function* listLinks(sync: TypeSync): AsyncGenerator<Edits, void> {
  const followed = deltaLinks(sync.entry);
  const listed = sync.entry.links.filter((entry) => !followed.includes(entry));
  if (listed.length === 0) return;
  const live = await liveObjects(sync);
  for (const entry of listed)
    try {
      yield* linksOfKind(sync, live, entry);
    } catch (error) {
      sync.tally.gaps.push(gapOf(error, entry.name));
      if (sync.cleared) yield* keepKind(sync, live, entry);
    }
}

async function* linksOfKind(
  sync: TypeSync,
  live: readonly string[],
  entry: LinkEntry,
): AsyncGenerator<Edits, void> {
  const linksOf = await linkLister(sync, entry);
  for (let start = 0; start < live.length; start += REQUESTS_AT_ONCE) {
    const some = live.slice(start, start + REQUESTS_AT_ONCE);
    const edits = await pMap(some, async (id) => {
      const links = await linksOf(id);
      return links === undefined ? [] : differences(sync, { id, entry, links });
    });
    yield edits.flat();
  }
}

type Lister = (id: string) => Promise<readonly ReadLink[] | undefined>;

async function linkLister(sync: TypeSync, entry: LinkEntry): Promise<Lister> {
  if (entry.entity === 'appRoleAssignment')
    return async (id) => {
      try {
        return await readAssignments(sync.batched, { type: sync.entry.type, id }, entry);
      } catch (error) {
        if (error instanceof ReadFailure && error.cause === 'absent') return undefined;
        throw error;
      }
    };
  const grants = await readTenantGrants(sync.single, entry);
  return async (id) => grants.get(id) ?? [];
}

async function differences(
  sync: TypeSync,
  {
    id,
    entry,
    links,
  }: { readonly id: string; readonly entry: LinkEntry; readonly links: readonly ReadLink[] },
): Promise<Edits> {
  const before = sync.cleared ? new Map<string, string>() : await heldLinks(sync, id, entry);
  const now = new Map(links.map(({ link, value }) => [linkKey(link), value]));
  sync.tally.links += now.size;
  const puts = [...now]
    .filter(([key, value]) => before.get(key) !== value)
    .map(([key, value]): HeadEdit => ({ edit: 'put', key, value }));
  const deletes = [...before.keys()]
    .filter((key) => !now.has(key))
    .map((key): HeadEdit => ({ edit: 'delete', key }));
  return [...puts, ...deletes];
}

async function* keepKind(
  sync: TypeSync,
  live: readonly string[],
  entry: LinkEntry,
): AsyncGenerator<Edits, void> {
  for (const id of live)
    yield [...(await heldLinks(sync, id, entry))].map(([key, value]): HeadEdit => ({
      edit: 'put',
      key,
      value,
    }));
}

/** The links of one kind that the head holds of an object, by key. */
async function heldLinks(
  { entry: { type }, head }: TypeSync,
  id: string,
  { name }: LinkEntry,
): Promise<ReadonlyMap<string, string>> {
  const held = new Map<string, string>();
  for await (const { key, value } of head.scan(`${linksPrefix({ type, id })}${name}/`)) held.set(key, value);
  return held;
}

/** The live objects of the head, brought up to date with what this sync has told. */
async function liveObjects(sync: TypeSync): Promise<readonly string[]> {
  const { type } = sync.entry;
  const live = new IdTable<boolean>();
  if (!sync.cleared)
    for await (const { key, value } of sync.head.scan(`${type}/`)) {
      const ref = parseKey(key);
      if (!isLink(ref)) live.set(ref.id, decodeObject(type, ref.id, value).lifecycle === 'live');
    }
  for (const [id, state] of sync.told) live.set(id, state === 'live');
  return [...live].flatMap(([id, isLive]) => (isLive ? [id] : [])).sort();
}

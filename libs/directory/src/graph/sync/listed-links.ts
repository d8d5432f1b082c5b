import pMap from 'p-map';
import { decodeObject, isLink, linkKey, parseKey, type LinkEntry, type LinkRef } from '#catalogue';
import type { HeadEdit } from '../../directory.js';
import { deltaLinks } from '../graph-paths.js';
import { readAssignments, readTenantGrants, type ReadLink } from '../read/read-links.js';
import { ReadFailure } from '../request/read-failure.js';
import { REQUESTS_AT_ONCE } from '../request/with-batching.js';
import { gapOf, type Edits, type TypeSync } from './type-sync.js';

/** What the head holds of a type: which objects are live, and their links by object and key. */
interface Known {
  readonly live: Set<string>;
  readonly links: Map<string, Map<string, { readonly ref: LinkRef; readonly value: string }>>;
}

/**
 * Yields the edits for links that no delta query tells: Graph lets them only be listed, so each sync lists them
 * anew and compares with the head. A kind that may not be read keeps the head's links and leaves a gap.
 */
export async function* listLinks(sync: TypeSync): AsyncGenerator<Edits, void> {
  const followed = deltaLinks(sync.entry);
  const listed = sync.entry.links.filter((entry) => !followed.includes(entry));
  if (listed.length === 0) return;
  const known = await knownOf(sync);
  for (const entry of listed)
    try {
      yield* linksOfKind(sync, known, entry);
    } catch (error) {
      sync.tally.gaps.push(gapOf(error, entry.name));
      if (sync.cleared) yield* keepKind(known, entry);
    }
}

async function* linksOfKind(sync: TypeSync, known: Known, entry: LinkEntry): AsyncGenerator<Edits, void> {
  const linksOf = await linkLister(sync, entry);
  const ids = [...known.live];
  for (let start = 0; start < ids.length; start += REQUESTS_AT_ONCE) {
    const some = ids.slice(start, start + REQUESTS_AT_ONCE);
    const read = await pMap(some, async (id) => ({ id, links: await linksOf(id) }));
    yield read.flatMap(({ id, links }) =>
      links === undefined ? [] : differences(sync, known, { id, entry, links }),
    );
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

function differences(
  sync: TypeSync,
  known: Known,
  {
    id,
    entry,
    links,
  }: { readonly id: string; readonly entry: LinkEntry; readonly links: readonly ReadLink[] },
): Edits {
  const before = sync.cleared ? new Map<string, never>() : (known.links.get(id) ?? new Map<string, never>());
  const now = new Map(links.map(({ link, value }) => [linkKey(link), value]));
  sync.tally.links += now.size;
  const puts = [...now]
    .filter(([key, value]) => before.get(key)?.value !== value)
    .map(([key, value]): HeadEdit => ({ edit: 'put', key, value }));
  const deletes = [...before]
    .filter(([key, { ref }]) => ref.link === entry.name && !now.has(key))
    .map(([key]): HeadEdit => ({ edit: 'delete', key }));
  return [...puts, ...deletes];
}

async function* keepKind(known: Known, entry: LinkEntry): AsyncGenerator<Edits, void> {
  for (const id of known.live)
    yield [...(known.links.get(id) ?? [])]
      .filter(([, { ref }]) => ref.link === entry.name)
      .map(([key, { value }]): HeadEdit => ({ edit: 'put', key, value }));
}

/** The head, brought up to date with what this sync has told of objects. */
async function knownOf(sync: TypeSync): Promise<Known> {
  const { type } = sync.entry;
  const known: Known = { live: new Set(), links: new Map() };
  for await (const { key, value } of sync.head.scan(`${type}/`)) {
    const ref = parseKey(key);
    if (!isLink(ref)) {
      if (!sync.cleared && decodeObject(type, ref.id, value).lifecycle === 'live') known.live.add(ref.id);
      continue;
    }
    const ofObject = known.links.get(ref.id) ?? new Map<string, { ref: LinkRef; value: string }>();
    known.links.set(ref.id, ofObject.set(key, { ref, value }));
  }
  for (const [id, state] of sync.told)
    if (state === 'live') known.live.add(id);
    else known.live.delete(id);
  return known;
}

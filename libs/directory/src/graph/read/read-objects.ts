import pMap from 'p-map';
import { CATALOGUE, type DirectoryObject, type LinkEntry, type ObjectRef, type ObjectType } from '#catalogue';
import { deltaLinks, isObjectId } from '../graph-paths.js';
import { ReadFailure } from '../request/read-failure.js';
import type { Reader } from '../request/read-pages.js';
import { REQUESTS_AT_ONCE } from '../request/with-batching.js';
import { readAssignments, readTargets, readTenantGrants, type ReadLink } from './read-links.js';
import { readOwnResources } from './read-own-resource.js';
import { readAmongAll, readDeleted, readLive, type Hidden } from './read-state.js';
import { hiddenAttributes } from './unread-attributes.js';

/** An object as it is now, with its links where they were asked for. */
export interface ReadObject {
  readonly object: DirectoryObject;
  readonly links: readonly ReadLink[];
}

/** Reads objects by id, live or among the deleted items; absent ones are left out. Throws ReadFailure. */
export async function readObjects(
  reader: { readonly single: Reader; readonly batched: Reader },
  refs: readonly ObjectRef[],
  { links, granted }: { readonly links: boolean; readonly granted: ReadonlySet<string> | undefined },
): Promise<readonly ReadObject[]> {
  const possible = refs.filter((ref) => isObjectId(ref.id));
  const byType = Map.groupBy(possible, (ref) => ref.type);
  const objects = await Promise.all(
    [...byType].map(([type, wanted]) => {
      const hidden = hiddenAttributes(type, granted);
      return CATALOGUE[type].lane === 'identity'
        ? readById(reader.batched, wanted, hidden)
        : readAmongAll(reader.single, wanted, hidden);
    }),
  );
  const found = objects.flat();
  if (!links) return found.map((object) => ({ object, links: [] }));
  const linksOf = await linkReaders(reader.batched, new Set(found.map((object) => object.type)));
  return pMap(found, async (object) => ({ object, links: await linksOf(object) }), {
    concurrency: REQUESTS_AT_ONCE,
  });
}

async function readById(
  reader: Reader,
  wanted: readonly ObjectRef[],
  hidden: Hidden,
): Promise<readonly DirectoryObject[]> {
  const states = await pMap(
    wanted,
    async (ref) => {
      const live = await readLive(reader, ref, hidden);
      return live ? withOwnResources(reader, live) : readDeleted(reader, ref, hidden);
    },
    { concurrency: REQUESTS_AT_ONCE },
  );
  return states.filter((state) => state !== undefined);
}

/** What may not be read of the resources below an object is left out: it is not known. */
async function withOwnResources(reader: Reader, object: DirectoryObject): Promise<DirectoryObject> {
  try {
    const values = await readOwnResources(reader, object);
    return { ...object, attributes: { ...object.attributes, ...values } };
  } catch (error) {
    if (error instanceof ReadFailure) return object;
    throw error;
  }
}

type LinksOf = (object: DirectoryObject) => Promise<readonly ReadLink[]>;

/** The links of soft-deleted objects cannot be read. */
async function linkReaders(reader: Reader, types: ReadonlySet<ObjectType>): Promise<LinksOf> {
  const readers = await Promise.all(
    [...types].flatMap((type) =>
      CATALOGUE[type].links.map(async (entry) => ({ type, read: await linkReader(reader, type, entry) })),
    ),
  );
  return async (object) => {
    if (object.lifecycle !== 'live') return [];
    const own = readers.filter(({ type }) => type === object.type);
    return (await Promise.all(own.map(({ read }) => unlessAbsent(read(object))))).flat();
  };
}

async function linkReader(
  reader: Reader,
  type: ObjectType,
  entry: LinkEntry,
): Promise<(object: ObjectRef) => Promise<readonly ReadLink[]>> {
  if (deltaLinks(CATALOGUE[type]).includes(entry))
    return ({ id }) => readTargets(reader, { type, id }, entry);
  if (entry.entity === 'appRoleAssignment') return ({ id }) => readAssignments(reader, { type, id }, entry);
  const grants = await readTenantGrants(reader, entry);
  return async ({ id }) => grants.get(id) ?? [];
}

/** Between the reading of an object and of its links it may have been deleted. */
async function unlessAbsent(links: Promise<readonly ReadLink[]>): Promise<readonly ReadLink[]> {
  try {
    return await links;
  } catch (error) {
    if (error instanceof ReadFailure && error.cause === 'absent') return [];
    throw error;
  }
}

import {
  CATALOGUE,
  fromGraph,
  isJsonObject,
  type DirectoryObject,
  type JsonObject,
  type ObjectRef,
} from '#catalogue';
import { deletedListPath, listPath, readDeletedPath, readPath } from '../graph-paths.js';
import { get, hasStatus, succeeded } from '../request/graph-request.js';
import { ReadFailure, readFailure } from '../request/read-failure.js';
import { readEntries, type Reader } from '../request/read-pages.js';
import { readSingleton } from './read-singleton.js';

/** The names of attributes that Graph hides from this application. */
export type Hidden = ReadonlySet<string>;

const NOTHING: Hidden = new Set();

/** The object among the live ones, or `undefined`. Throws ReadFailure. */
export async function readLive(
  reader: Reader,
  object: ObjectRef,
  hidden: Hidden = NOTHING,
): Promise<DirectoryObject | undefined> {
  const entry = CATALOGUE[object.type];
  if (!entry.singleton) return readOne(reader, object, { path: readPath(object), lifecycle: 'live', hidden });
  try {
    const payload = await readSingleton(reader, entry);
    return payload['id'] === object.id
      ? fromGraph(object.type, object.id, 'live', payload, hidden)
      : undefined;
  } catch (error) {
    if (error instanceof ReadFailure && error.cause === 'absent') return undefined;
    throw error;
  }
}

/** The object among the deleted items, or `undefined`. Throws ReadFailure. */
export async function readDeleted(
  reader: Reader,
  object: ObjectRef,
  hidden: Hidden = NOTHING,
): Promise<DirectoryObject | undefined> {
  const path = readDeletedPath(object);
  return path === undefined ? undefined : readOne(reader, object, { path, lifecycle: 'softDeleted', hidden });
}

/** Objects of a type whose limit makes single reads too dear: two lists tell them all. Throws ReadFailure. */
export async function readAmongAll(
  reader: Reader,
  wanted: readonly ObjectRef[],
  hidden: Hidden,
): Promise<readonly DirectoryObject[]> {
  const [first] = wanted;
  if (first === undefined) return [];
  const { type } = first;
  const { lane, wholeObject: enumerations, deletedPath } = CATALOGUE[type];
  const ids = new Set(wanted.map((object) => object.id));
  const chosen = (entries: readonly JsonObject[], lifecycle: DirectoryObject['lifecycle']) =>
    entries.flatMap((entry) => {
      const id = entry['id'];
      return typeof id === 'string' && ids.delete(id) ? [fromGraph(type, id, lifecycle, entry, hidden)] : [];
    });
  const live = chosen(await readEntries(reader, listPath(type), { lane, enumerations }), 'live');
  if (ids.size === 0 || deletedPath === undefined) return live;
  const deleted = await readEntries(reader, deletedListPath(type, deletedPath), { lane, enumerations });
  return [...live, ...chosen(deleted, 'softDeleted')];
}

async function readOne(
  reader: Reader,
  { type, id }: ObjectRef,
  {
    path,
    lifecycle,
    hidden,
  }: {
    readonly path: string;
    readonly lifecycle: DirectoryObject['lifecycle'];
    readonly hidden: Hidden;
  },
): Promise<DirectoryObject | undefined> {
  const { lane, wholeObject: enumerations } = CATALOGUE[type];
  const reply = await reader.client.send(get(path, { lane, enumerations }), reader.signal);
  reader.signal.throwIfAborted();
  if (hasStatus(reply, 404)) return undefined;
  if (!succeeded(reply)) throw readFailure(reply);
  const { body } = reply;
  return isJsonObject(body) && body['id'] === id ? fromGraph(type, id, lifecycle, body, hidden) : undefined;
}

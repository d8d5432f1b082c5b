import {
  decodeObject,
  encodeObject,
  fromGraph,
  linkKey,
  linksPrefix,
  objectKey,
  type DirectoryObject,
  type JsonObject,
} from '#catalogue';
import type { HeadEdit } from '../../directory.js';
import { isObjectId } from '../graph-paths.js';
import type { ReadLink } from '../read/read-links.js';
import { ReadFailure } from '../request/read-failure.js';
import type { Edits } from './edits.js';
import type { TypeSync } from './type-sync.js';

/**
 * Puts an object that was read, with what the head knows of it besides. One that turned live loses the links it was
 * remembered with while deleted.
 */
export function putObject(sync: TypeSync, object: DirectoryObject, before?: DirectoryObject): Edits {
  const { id, lifecycle } = object;
  const told = sync.told.get(id);
  sync.told.set(id, lifecycle);
  if (told === undefined) sync.tally.objects += 1;
  const value = encodeObject(sync.own.completed(object, before));
  const put: HeadEdit = { edit: 'put', key: objectKey(object), value };
  const returned = told === 'softDeleted' && lifecycle === 'live';
  return returned ? [{ edit: 'clear', prefix: linksPrefix(object) }, put] : [put];
}

/** Puts an object as a list or a delta query shows it. */
export function putEntry(
  sync: TypeSync,
  entry: JsonObject,
  lifecycle: DirectoryObject['lifecycle'],
  before?: DirectoryObject,
): Edits {
  return putObject(sync, shownObject(sync, idOf(entry), lifecycle, entry), before);
}

/** An object as Graph shows it, without what it hides from this application. */
export function shownObject(
  { entry: { type }, hidden }: TypeSync,
  id: string,
  lifecycle: DirectoryObject['lifecycle'],
  payload: JsonObject,
): DirectoryObject {
  return fromGraph(type, id, lifecycle, payload, hidden);
}

/** Takes an object out of the head, with its links. */
export function dropObject(sync: TypeSync, id: string): Edits {
  const object = { type: sync.entry.type, id };
  sync.told.set(id, 'gone');
  return [
    { edit: 'delete', key: objectKey(object) },
    { edit: 'clear', prefix: linksPrefix(object) },
  ];
}

/** Puts links that were read. */
export function putLinks(sync: TypeSync, links: readonly ReadLink[]): Edits {
  sync.tally.links += links.length;
  return links.map(({ link, value }) => ({ edit: 'put', key: linkKey(link), value }));
}

/** The id of an entry. */
export function idOf(entry: JsonObject): string {
  const id = entry['id'];
  if (typeof id !== 'string' || !isObjectId(id))
    throw new ReadFailure('unavailable', 'unreadableAnswer', 'A page holds an object without a usable id.');
  return id;
}

/** So many objects are looked up in the head at once: they fill a bounded part of memory. */
export const LOOKED_UP_AT_ONCE = 20_000;

/** What the head knows of objects; nothing where this sync has cleared it. */
export type KnownObjects = (id: string) => DirectoryObject | undefined;

/**
 * Looks objects up in the head, in the order of its keys: neighbours lie in one part of it, so however large the head
 * is, no part is read twice.
 */
export async function fromHead(sync: TypeSync, ids: Iterable<string>): Promise<KnownObjects> {
  const { type } = sync.entry;
  const texts = new Map<string, string>();
  if (!sync.cleared)
    for (const id of [...new Set(ids)].sort()) {
      const text = await sync.head.get(objectKey({ type, id }));
      if (text !== undefined) texts.set(id, text);
    }
  return (id) => {
    const text = texts.get(id);
    return text === undefined ? undefined : decodeObject(type, id, text);
  };
}

/** Edits that ask for what the objects put so far still lack. */
export async function* putWanted(sync: TypeSync): AsyncGenerator<Edits, void> {
  yield* sync.own.readWanted((id) => sync.told.get(id) === 'live');
}

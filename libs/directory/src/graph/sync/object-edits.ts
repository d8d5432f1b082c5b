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

/** What the head knows of an object, unless this sync has cleared it. */
export async function fromHead(sync: TypeSync, id: string): Promise<DirectoryObject | undefined> {
  const { type } = sync.entry;
  const text = sync.cleared ? undefined : await sync.head.get(objectKey({ type, id }));
  return text === undefined ? undefined : decodeObject(type, id, text);
}

/** Edits that ask for what the objects put so far still lack. */
export async function* putWanted(sync: TypeSync): AsyncGenerator<Edits, void> {
  yield* sync.own.readWanted((id) => sync.told.get(id) === 'live');
}

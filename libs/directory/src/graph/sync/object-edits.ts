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
import { remember, type Edits, type TypeSync } from './type-sync.js';

/** Puts an object that was read. One that turned live loses the links it was remembered with while deleted. */
export function putObject(sync: TypeSync, object: DirectoryObject): Edits {
  const before = sync.told.get(object.id);
  remember(sync, object.id, object.lifecycle);
  if (before === undefined) sync.tally.objects += 1;
  const put: HeadEdit = { edit: 'put', key: objectKey(object), value: encodeObject(object) };
  const returned = before === 'softDeleted' && object.lifecycle === 'live';
  return returned ? [{ edit: 'clear', prefix: linksPrefix(object) }, put] : [put];
}

/** Puts an object as a list or a delta query shows it. */
export function putEntry(sync: TypeSync, entry: JsonObject, lifecycle: DirectoryObject['lifecycle']): Edits {
  return putObject(sync, fromGraph(sync.entry.type, idOf(entry), lifecycle, entry));
}

/** Takes an object out of the head, with its links. */
export function dropObject(sync: TypeSync, id: string): Edits {
  const object = { type: sync.entry.type, id };
  remember(sync, id, 'gone');
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

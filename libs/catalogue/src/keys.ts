import { isObjectType, type ObjectType } from './object-types.js';

/** Names one object. Ids are GUIDs in lower case, or Graph's own text for singletons. */
export interface ObjectRef {
  readonly type: ObjectType;
  readonly id: string;
}

/**
 * Names one link of an object. `target` is what tells it from its siblings: the member's id, the client's id
 * of a permission grant, `<principal id>.<app role id>` of an app role assignment.
 */
export interface LinkRef extends ObjectRef {
  readonly link: string;
  readonly target: string;
}

/** The object's key in a snapshot. */
export function objectKey({ type, id }: ObjectRef): string {
  return `${type}/${escape(id)}`;
}

/** The link's key: below its object's key, so that an object and its links stand together. */
export function linkKey(ref: LinkRef): string {
  return `${objectKey(ref)}/${ref.link}/${escape(ref.target)}`;
}

/** The prefix that all links of an object, and nothing else, begin with. */
export function linksPrefix(ref: ObjectRef): string {
  return `${objectKey(ref)}/`;
}

/** A text in place of a key that no key function has written. */
export class NotASnapshotKey extends Error {
  override readonly name = 'NotASnapshotKey';

  constructor() {
    super('A snapshot holds a key that is neither that of an object nor that of a link.');
  }
}

/** Reads a key back. Throws {@link NotASnapshotKey} on text that no key function has written. */
export function parseKey(key: string): ObjectRef | LinkRef {
  const [type = '', id = '', link, target, ...rest] = key.split('/');
  if (!isObjectType(type) || rest.length > 0 || (link !== undefined) !== (target !== undefined))
    throw new NotASnapshotKey();
  const object = { type, id: unescape(id) };
  if (link === undefined || target === undefined) return object;
  if (link === '') throw new NotASnapshotKey();
  return { ...object, link, target: unescape(target) };
}

/** Tells a link from an object. */
export function isLink(ref: ObjectRef | LinkRef): ref is LinkRef {
  return 'link' in ref;
}

/** The id of the object at a link's other end. */
export function targetObjectId(target: string): string {
  return target.split('.')[0] ?? target;
}

const escape = (id: string): string => encodeURIComponent(id);

/** What `encodeURIComponent` leaves as it is: nearly every id. */
const PLAIN = /^[A-Za-z0-9_.!~*'()-]+$/;

function unescape(text: string): string {
  if (PLAIN.test(text)) return text;
  try {
    const id = decodeURIComponent(text);
    if (id !== '' && escape(id) === text) return id;
  } catch {
    // Not a text that was escaped.
  }
  throw new NotASnapshotKey();
}

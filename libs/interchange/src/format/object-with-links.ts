import {
  decodeObject,
  isLink,
  linkKey,
  objectKey,
  parseKey,
  type DirectoryObject,
  type LinkRef,
  type ObjectRef,
} from '#catalogue';

/** A link as its owner holds it. `value` is empty for a bare link. */
export interface OwnedLink {
  readonly link: string;
  readonly target: string;
  readonly value: string;
}

/** An object and the links it owns: what one line or one file of an export holds. */
export interface ObjectWithLinks {
  readonly object: DirectoryObject;
  readonly links: readonly OwnedLink[];
}

/** A key of a snapshot and its text. */
export interface SnapshotEntry {
  readonly key: string;
  readonly value: string;
}

/**
 * Puts the entries of a snapshot, in key order, together to objects. Holds one object and its links at a time. Throws
 * on links that do not follow their object: the entries are not a snapshot's then.
 */
export async function* objectsWithLinks(
  entries: AsyncIterable<SnapshotEntry>,
): AsyncGenerator<ObjectWithLinks> {
  let current: { readonly object: DirectoryObject; readonly links: OwnedLink[] } | undefined;
  for await (const { key, value } of entries) {
    const ref = parseKey(key);
    if (!isLink(ref)) {
      if (current) yield current;
      current = { object: decodeObject(ref.type, ref.id, value), links: [] };
      continue;
    }
    if (!current || objectKey(current.object) !== objectKey(ref))
      throw new Error('The entries of a snapshot are not in order: a link does not follow its object.');
    current.links.push({ link: ref.link, target: ref.target, value });
  }
  if (current) yield current;
}

/** A link by the name that the catalogue gives it. */
export function linkRef({ type, id }: ObjectRef, { link, target }: OwnedLink): LinkRef {
  return { type, id, link, target };
}

/** Links in the order of their keys. */
export function sortedLinks(owner: ObjectRef, links: readonly OwnedLink[]): readonly OwnedLink[] {
  return links
    .map((link): [string, OwnedLink] => [linkKey(linkRef(owner, link)), link])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, link]) => link);
}

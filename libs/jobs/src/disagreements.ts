import {
  attributeEntry,
  isLink,
  parseKey,
  sameAttribute,
  sameLinkValue,
  type DirectoryObject,
  type LinkRef,
  type ObjectRef,
  type ObjectType,
} from '#catalogue';
import type { EntryChange, Root, Vault } from '#vault';
import { decoded } from './snapshot-object.js';

/**
 * Counts the objects and links of a type that differ between two heads though nothing has told of them: what a whole
 * reading has put right.
 */
export async function countDisagreements(
  vault: Vault,
  {
    before,
    after,
    type,
    isTold,
  }: {
    readonly before: Root;
    readonly after: Root;
    readonly type: ObjectType;
    readonly isTold: (of: ObjectRef | LinkRef) => boolean;
  },
): Promise<number> {
  let count = 0;
  for await (const change of vault.diff(before, after, [`${type}/`])) {
    const ref = parseKey(change.key);
    if (!isTold(ref) && differs(ref, change)) count += 1;
  }
  return count;
}

function differs(ref: ObjectRef | LinkRef, { before, after }: EntryChange): boolean {
  if (before === undefined || after === undefined) return true;
  if (isLink(ref)) return !sameLinkValue(ref, before, after);
  const [one, other] = [decoded(ref, before), decoded(ref, after)];
  return one !== undefined && other !== undefined && saysOtherwise(one, other);
}

/** What one of the two does not know of is no difference, nor is what no delta query tells and is read by itself. */
function saysOtherwise(before: DirectoryObject, after: DirectoryObject): boolean {
  const { type, lifecycle, attributes } = before;
  if (lifecycle !== after.lifecycle) return true;
  return Object.entries(attributes).some(([name, value]) => {
    const now = after.attributes[name];
    if (now === undefined || attributeEntry(type, name)?.read.by === 'ownResource') return false;
    return !sameAttribute(type, name, value, now);
  });
}

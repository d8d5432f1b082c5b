import { isLink, objectKey, parseKey, targetObjectId, type ObjectRef } from '#catalogue';
import { inScope, ownsRecoverableLinks, type Change, type LinkWithValue, type Scope } from '#protection';
import type { SnapshotReader } from '#vault';
import { readObject } from '../snapshot-object.js';

/** The families whose objects own links. */
const OWNERS = ['group/', 'servicePrincipal/'];

/**
 * The links that restored objects had in the backup, on either end, as far as their owners are in scope and their
 * links may be written. Graph brings most of them back with the object; what was taken away before the deletion
 * cannot be seen until then, so each is made sure of afterwards.
 */
export async function returningLinks(
  backup: SnapshotReader,
  current: SnapshotReader,
  restored: readonly Change[],
  scope: Scope,
): Promise<readonly LinkWithValue[]> {
  if (restored.length === 0) return [];
  const ids = new Set(restored.map(({ id }) => id));
  const links: LinkWithValue[] = [];
  const writable = new Map<string, boolean>();
  for (const family of OWNERS) {
    for await (const { key, value } of backup.scan(family)) {
      const link = parseKey(key);
      if (!isLink(link) || !(ids.has(link.id) || ids.has(targetObjectId(link.target)))) continue;
      if (!inScope(scope, link)) continue;
      const owner = objectKey(link);
      const known = writable.get(owner) ?? (await ownerIsWritable(backup, current, link));
      writable.set(owner, known);
      if (known) links.push({ link, value });
    }
  }
  return links;
}

async function ownerIsWritable(
  backup: SnapshotReader,
  current: SnapshotReader,
  owner: ObjectRef,
): Promise<boolean> {
  const before = await readObject(backup, owner);
  const now = await readObject(current, owner);
  return before !== undefined && now !== undefined && ownsRecoverableLinks(before, now);
}

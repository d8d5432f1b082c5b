import { isLink, objectKey, parseKey, type ObjectType } from '#catalogue';
import type { SnapshotReader } from '#vault';
import { decoded } from './snapshot-object.js';

const TYPES: readonly ObjectType[] = ['application', 'servicePrincipal'];

/** The ids of the applications and service principals that Known Good itself signs in as, by their client ids. */
export async function ownApplications(
  snapshot: SnapshotReader,
  clientIds: readonly string[],
): Promise<readonly string[]> {
  const own = clientIds.map((id) => id.toLowerCase());
  const found: string[] = [];
  if (own.length === 0) return found;
  for (const type of TYPES)
    for await (const { key, value } of snapshot.scan(objectKey({ type, id: '' }))) {
      const ref = parseKey(key);
      if (isLink(ref)) continue;
      // Most are others': the text tells without being read.
      const text = value.toLowerCase();
      if (!own.some((id) => text.includes(id))) continue;
      const { appId } = decoded(ref, value)?.attributes ?? {};
      if (typeof appId === 'string' && own.includes(appId.toLowerCase())) found.push(ref.id);
    }
  return found;
}

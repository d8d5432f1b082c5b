import { decodeObject, objectKey, type DirectoryObject, type ObjectRef } from '#catalogue';
import type { SnapshotReader } from '#vault';

/** An object as a snapshot holds it; `undefined` where it does not. */
export async function readObject(
  snapshot: SnapshotReader,
  ref: ObjectRef,
): Promise<DirectoryObject | undefined> {
  return decoded(ref, await snapshot.get(objectKey(ref)));
}

/** An object from its stored text; `undefined` where there is none. */
export function decoded({ type, id }: ObjectRef, text: string | undefined): DirectoryObject | undefined {
  return text === undefined ? undefined : decodeObject(type, id, text);
}

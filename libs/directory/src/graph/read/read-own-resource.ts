import { isJsonObject, keptAttributes, type Json, type ObjectRef, type ObjectType } from '#catalogue';
import { ownResourcePath } from '../graph-paths.js';
import { get, succeeded } from '../request/graph-request.js';
import { ReadFailure, readFailure } from '../request/read-failure.js';
import type { Reader } from '../request/read-pages.js';

/** The names of the attributes of a type that are read from a resource of their own. */
export function ownResourceAttributes(type: ObjectType): readonly string[] {
  return keptAttributes(type).flatMap(({ name, read }) => (read.by === 'ownResource' ? [name] : []));
}

/** The values of a live object's attributes that have a resource of their own. Throws ReadFailure. */
export async function readOwnResources(
  reader: Reader,
  object: ObjectRef,
): Promise<Readonly<Record<string, Json>>> {
  const values = keptAttributes(object.type).map(async ({ name, read }): Promise<[string, Json][]> => {
    if (read.by !== 'ownResource') return [];
    const reply = await reader.client.send(
      get(ownResourcePath(object, read), { lane: 'identity' }),
      reader.signal,
    );
    reader.signal.throwIfAborted();
    if (!succeeded(reply)) throw readFailure(reply);
    const value = isJsonObject(reply.body) ? reply.body[name] : undefined;
    if (value === undefined || value === null)
      throw new ReadFailure('refused', 'unreadableAnswer', 'An answer lacks what was asked for.');
    return [[name, value]];
  });
  return Object.fromEntries((await Promise.all(values)).flat());
}

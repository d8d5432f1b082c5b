import { isJsonObject, type Json, type JsonObject, type ObjectTypeEntry } from '#catalogue';
import { singletonPath } from '../graph-paths.js';
import { get, succeeded } from '../request/graph-request.js';
import { ReadFailure, readFailure } from '../request/read-failure.js';
import type { Reader } from '../request/read-pages.js';

/**
 * The one object of a type, as Graph shows it: some come as they are, some as a list of one. It is asked for whole, as
 * policies refuse a selection. Throws {@link ReadFailure}.
 */
export async function readSingleton(reader: Reader, { type, lane }: ObjectTypeEntry): Promise<JsonObject> {
  const reply = await reader.client.send(
    get(singletonPath(type), { lane, enumerations: true }),
    reader.signal,
  );
  reader.signal.throwIfAborted();
  if (!succeeded(reply)) throw readFailure(reply);
  const object = isJsonObject(reply.body) ? onlyOne(reply.body) : undefined;
  if (object === undefined)
    throw new ReadFailure('unavailable', 'unreadableAnswer', 'The answer is not the one object of its type.');
  return object;
}

function onlyOne(body: JsonObject): JsonObject | undefined {
  const list = body['value'];
  if (!Array.isArray(list)) return typeof body['id'] === 'string' ? body : undefined;
  const [first, ...others] = list as readonly Json[];
  return isJsonObject(first) && others.length === 0 ? first : undefined;
}

import { isJsonObject } from '#catalogue';
import { get, succeeded } from '../request/graph-request.js';
import type { Reader } from '../request/read-pages.js';

/**
 * How many there are, as Graph counts them in its index: another route than listing. `undefined` where it does not
 * count: that is no proof of anything. https://learn.microsoft.com/graph/aad-advanced-queries
 */
export async function readCount(reader: Reader, path: string): Promise<number | undefined> {
  const headers = { ConsistencyLevel: 'eventual' };
  const reply = await reader.client.send({ ...get(path, { lane: 'identity' }), headers }, reader.signal);
  reader.signal.throwIfAborted();
  const count = succeeded(reply) && isJsonObject(reply.body) ? reply.body['@odata.count'] : undefined;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

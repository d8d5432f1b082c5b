import type { Clock } from '#runtime';
import { GraphError } from '../graph/graph-error.js';
import type { GraphRequest, Wrapper } from '../graph/message.js';
import { objectPath } from '../graph/object-path.js';

/** How long a write takes: another one to the same object that comes meanwhile meets it. */
const WRITE_MS = 20;

/**
 * Refuses a write to an object that another write has not finished with. Writing to a group's members is writing to
 * the group. https://learn.microsoft.com/graph/errors
 */
export function refusingConcurrentWrites(clock: Clock): Wrapper {
  const busy = new Set<string>();
  return (next) => async (request) => {
    const object = writtenObject(request);
    if (object === undefined) return next(request);
    if (busy.has(object))
      throw new GraphError(
        409,
        'Directory_ConcurrencyViolation',
        'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.',
      );
    busy.add(object);
    try {
      const response = await next(request);
      await clock.sleep(WRITE_MS);
      return response;
    } finally {
      busy.delete(object);
    }
  };
}

/** The key of what a request writes; `undefined` for reads and for creations in a collection. */
function writtenObject({ method, path }: GraphRequest): string | undefined {
  return method === 'GET' ? undefined : objectPath(path)?.id;
}

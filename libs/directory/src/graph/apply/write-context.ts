import type { Clock, Random } from '#runtime';
import { graphError } from '../request/graph-error.js';
import { hasStatus, type GraphClient, type GraphReply, type GraphRequest } from '../request/graph-request.js';
import type { Reader } from '../request/read-pages.js';
import { backOffMs, slept } from '../request/with-retry.js';
import type { RecentRestores } from './recent-restores.js';

/** What the writes of one call share. */
export interface WriteContext {
  /** Sends in batches where the object's lane allows it. */
  readonly client: GraphClient;
  /** Sends each request once and alone: for batches that are put together by hand. */
  readonly once: GraphClient;
  /** Scheme and host of the service, for references to objects. */
  readonly origin: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly random: Random;
  readonly restores: RecentRestores;
}

const REPLICATION_PATIENCE_MS = 120_000;

/** The moment until which one change waits for replicas to catch up. */
export function patienceEnd({ clock }: WriteContext): number {
  return clock.now().getTime() + REPLICATION_PATIENCE_MS;
}

/**
 * Sends a write, again and again while Graph has not heard everywhere of an object that was just restored or made.
 * `ids` are the objects that the write names.
 */
export async function sendPatiently(
  context: WriteContext,
  request: GraphRequest,
  { ids, until }: { readonly ids: readonly string[]; readonly until: number },
): Promise<GraphReply> {
  const { client, clock, random, signal } = context;
  for (let tries = 1; ; tries += 1) {
    const reply = await client.send(request, signal);
    if (!isLagging(context, reply, ids)) return reply;
    const delay = backOffMs(1_000, tries, random);
    if (clock.now().getTime() + delay > until) return reply;
    if (!(await slept(clock, delay, signal))) return reply;
  }
}

/** A list reader over the context's client. */
export function readerOf({ client, origin, signal }: WriteContext): Reader {
  return { client, origin, signal };
}

/** What Graph says of an object, or an application, that a replica has not heard of yet. */
const NOT_EVERYWHERE_YET = /objects being referenced do|does not reference a valid application object/i;

function isLagging({ restores }: WriteContext, reply: GraphReply, ids: readonly string[]): boolean {
  if (NOT_EVERYWHERE_YET.test(graphError(reply)?.message ?? '')) return true;
  return hasStatus(reply, 404) && ids.some((id) => restores.includes(id));
}

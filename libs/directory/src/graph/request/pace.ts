import type { Clock } from '#runtime';
import {
  hasStatus,
  type GraphClient,
  type GraphReply,
  type GraphRequest,
  type Lane,
} from './graph-request.js';
import { retryAfterMs } from './retry-after.js';

/** Decides when a request may leave. One pace serves everyone who shares a tenant's limits. */
export interface Pace {
  /** Resolves when the request may leave; rejects when the signal aborts first. */
  turn(request: GraphRequest, signal: AbortSignal): Promise<Departure>;
}

/** A request that has left. */
export interface Departure {
  /** Called once, with what became of the request: what it says of the limits is heeded from then on. */
  ended(reply: GraphReply): void;
}

/**
 * Leaves a fixed interval between the requests of a lane and knows no quota, for a service that has none:
 * one second for Conditional Access where nothing else is said.
 */
export function evenPace(clock: Clock, intervalsMs: Readonly<Partial<Record<Lane, number>>> = {}): Pace {
  const intervals: Record<Lane, number> = { identity: 0, conditionalAccess: 1_000, ...intervalsMs };
  const free: Record<Lane, number> = { identity: 0, conditionalAccess: 0 };
  return {
    async turn({ lane }, signal) {
      const now = clock.now().getTime();
      const start = Math.max(now, free[lane]);
      free[lane] = start + intervals[lane];
      if (start > now) await clock.sleep(start - now, signal);
      return {
        ended(reply) {
          if (!hasStatus(reply, 429)) return;
          const ms = retryAfterMs(reply.retryAfter, clock.now()) ?? 0;
          free[lane] = Math.max(free[lane], clock.now().getTime() + ms);
        },
      };
    },
  };
}

/** Lets each request wait for its turn. */
export function withPace(client: GraphClient, pace: Pace): GraphClient {
  return {
    async send(request, signal) {
      const departure = await departureOf(pace, request, signal);
      if (departure === undefined) return { reply: 'notSent', code: 'aborted' };
      const reply = await client.send(request, signal);
      departure.ended(reply);
      return reply;
    },
  };
}

async function departureOf(
  pace: Pace,
  request: GraphRequest,
  signal: AbortSignal,
): Promise<Departure | undefined> {
  try {
    return await pace.turn(request, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

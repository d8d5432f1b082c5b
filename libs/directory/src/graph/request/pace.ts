import type { Clock } from '#runtime';
import { hasStatus, type GraphClient, type Lane } from './graph-request.js';
import { retryAfterMs } from './retry-after.js';

/** Decides when a request may leave. One pace serves everyone who shares a tenant's limits. */
export interface Pace {
  /** Resolves when the next request of this lane may leave; rejects when the signal aborts first. */
  turn(lane: Lane, signal: AbortSignal): Promise<void>;
  /** Lets no request of this lane leave for `ms` milliseconds. */
  hold(lane: Lane, ms: number): void;
}

/**
 * Leaves a fixed interval between the requests of a lane. Conditional Access allows one request a second to
 * all applications of a tenant together. https://learn.microsoft.com/graph/throttling-limits
 */
export function evenPace(clock: Clock, intervalsMs: Readonly<Partial<Record<Lane, number>>> = {}): Pace {
  const intervals: Record<Lane, number> = { identity: 0, conditionalAccess: 1_000, ...intervalsMs };
  const free: Record<Lane, number> = { identity: 0, conditionalAccess: 0 };
  return {
    async turn(lane, signal) {
      const now = clock.now().getTime();
      const start = Math.max(now, free[lane]);
      free[lane] = start + intervals[lane];
      if (start > now) await clock.sleep(start - now, signal);
    },
    hold(lane, ms) {
      free[lane] = Math.max(free[lane], clock.now().getTime() + ms);
    },
  };
}

/** Lets each request wait for its turn, and holds its lane for all when Graph says so. */
export function withPace(client: GraphClient, pace: Pace, clock: Clock): GraphClient {
  return {
    async send(request, signal) {
      try {
        await pace.turn(request.lane, signal);
      } catch (error) {
        if (signal.aborted) return { reply: 'notSent', code: 'aborted' };
        throw error;
      }
      const reply = await client.send(request, signal);
      if (hasStatus(reply, 429)) pace.hold(request.lane, retryAfterMs(reply.retryAfter, clock.now()) ?? 0);
      return reply;
    },
  };
}

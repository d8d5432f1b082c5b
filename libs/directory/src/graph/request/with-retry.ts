import type { Clock, Random } from '#runtime';
import { isTurnedAway } from './graph-error.js';
import { hasStatus, type GraphClient, type GraphReply, type GraphRequest } from './graph-request.js';
import { retryAfterMs } from './retry-after.js';
import { STANDSTILL_MS, type OnWaiting } from './waiting.js';

const MOST_TRIES = 8;
const PATIENCE_MS = 300_000;
const LONGEST_DELAY_MS = 60_000;
const FIRST_DELAY_MS = { identity: 1_000, conditionalAccess: 2_000 } as const;

/** Failures that another try cannot mend. */
const LASTING = new Set(['aborted', 'token', 'foreignOrigin', 'answerTooLarge']);

export interface RetryPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Told when one request has been tried for a while and its next try is not at hand. */
  readonly onWaiting?: OnWaiting | undefined;
}

/**
 * Repeats what is transient and safe: what Graph turned away (429, 503 with a time, parallel writers), what
 * never left, and reads that failed in the service or on the way. A write whose fate is open is not repeated.
 * At most 8 tries and 5 minutes; then the last reply stands. https://learn.microsoft.com/graph/throttling
 */
export function withRetry(client: GraphClient, ports: RetryPorts): GraphClient {
  return {
    async send(request, signal) {
      const start = ports.clock.now().getTime();
      for (let tries = 1; ; tries += 1) {
        const reply = await client.send(request, signal);
        if (tries === MOST_TRIES || !mayRepeat(request, reply)) return reply;
        const now = ports.clock.now();
        const delay = delayBefore(request, reply, tries, now, ports.random);
        const until = now.getTime() + delay;
        if (until > start + PATIENCE_MS) return reply;
        if (until >= start + STANDSTILL_MS && !hasStatus(reply, 429)) tell(ports, request, until);
        if (!(await slept(ports.clock, delay, signal))) return reply;
      }
    },
  };
}

/** What was throttled waits in its quota, which tells of it. */
function tell({ onWaiting }: RetryPorts, { lane, effect }: GraphRequest, until: number): void {
  const identity = effect === 'write' ? 'writes' : 'resourceUnits';
  onWaiting?.({
    lane: lane === 'identity' ? identity : lane,
    until: new Date(until),
    reason: 'unavailable',
  });
}

/** Back-off before the next try: doubles up to a minute, with jitter of half its length. */
export function backOffMs(first: number, tries: number, random: Random): number {
  return Math.min(first * 2 ** (tries - 1), LONGEST_DELAY_MS) * (0.5 + random.next() / 2);
}

/** Sleeps; answers whether the whole time has passed. */
export async function slept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

function mayRepeat(request: GraphRequest, reply: GraphReply): boolean {
  if (reply.reply === 'answered') {
    if (reply.status === 424) return false;
    return isTurnedAway(reply) || (request.effect === 'read' && isServiceFailure(reply.status));
  }
  return !LASTING.has(reply.code) && (reply.reply === 'notSent' || request.effect === 'read');
}

const isServiceFailure = (status: number): boolean => [408, 500, 502, 503, 504].includes(status);

function delayBefore(
  request: GraphRequest,
  reply: GraphReply,
  tries: number,
  now: Date,
  random: Random,
): number {
  const asked = reply.reply === 'answered' ? retryAfterMs(reply.retryAfter, now) : undefined;
  return asked ?? backOffMs(FIRST_DELAY_MS[request.lane], tries, random);
}

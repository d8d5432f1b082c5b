import { seededRandom, type Clock, type Random } from '#runtime';
import { GraphError } from '../graph/graph-error.js';
import type { GraphRequest, GraphResponse, Handler, Wrapper } from '../graph/message.js';

/** What can go wrong with a request. */
export const FAULTS = [
  'tooManyRequests',
  'serverError',
  'badGateway',
  'serviceUnavailable',
  'gatewayTimeout',
  'lostBefore',
  'lostAfter',
  'cut',
  'delayed',
] as const;

export type Fault = (typeof FAULTS)[number];

export interface FaultOptions {
  /** The share of requests that something happens to, from 0 to 1. */
  readonly rate: number;
  /** The same seed gives the same faults to the same sequence of requests; by default the simulator's. */
  readonly seed?: number;
  /** Which faults there are; by default all of them. */
  readonly kinds?: readonly Fault[];
}

const DELAY_AT_MOST_MS = 2_000;
const RETRY_AFTER_AT_MOST_S = 2;

/**
 * Lets requests fail by chance, each inner request of a batch by itself: refused without effect, failed before or after
 * they took effect, or answered late, in part or not at all.
 */
export class RandomFaults {
  private readonly random: Random;
  private readonly kinds: readonly Fault[];
  private readonly rate: number;

  constructor(
    private readonly clock: Clock,
    { rate, seed = 1, kinds = FAULTS }: FaultOptions,
  ) {
    if (!(rate >= 0 && rate <= 1)) throw new Error(`The rate of faults is from 0 to 1, not ${rate}.`);
    this.random = seededRandom(seed);
    this.kinds = kinds;
    this.rate = rate;
  }

  readonly wrapper: Wrapper = (next) => async (request) => {
    const fault = this.drawn();
    return fault === undefined ? next(request) : this.suffer(fault, request, next);
  };

  /** The same for a batch as a whole; other requests come through {@link wrapper} anyway. */
  readonly aroundBatches: Wrapper = (next) => {
    const faulty = this.wrapper(next);
    return (request) => (/^\/\$batch$/i.test(request.path) ? faulty(request) : next(request));
  };

  private drawn(): Fault | undefined {
    if (this.random.next() >= this.rate) return undefined;
    return this.kinds[Math.floor(this.random.next() * this.kinds.length)];
  }

  private async suffer(fault: Fault, request: GraphRequest, next: Handler): Promise<GraphResponse> {
    switch (fault) {
      case 'tooManyRequests':
        throw refusal(429, 'TooManyRequests', 'Please retry again later.', this.seconds());
      case 'serviceUnavailable':
        throw refusal(503, 'serviceNotAvailable', 'The service is temporarily unavailable.', this.seconds());
      case 'serverError':
      case 'badGateway':
      case 'gatewayTimeout':
        // The caller cannot tell whether the request took effect: every other time it did.
        if (this.random.next() < 0.5) await next(request);
        throw serverFailure(fault);
      case 'lostBefore':
        return { status: 503, delivery: 'lost' };
      case 'lostAfter':
        return { ...(await next(request)), delivery: 'lost' };
      case 'cut':
        return { ...(await next(request)), delivery: 'cut' };
      case 'delayed':
        await this.clock.sleep(this.random.next() * DELAY_AT_MOST_MS);
        return next(request);
      default:
        return fault satisfies never;
    }
  }

  private seconds(): Readonly<Record<string, string>> {
    return { 'Retry-After': String(1 + Math.floor(this.random.next() * RETRY_AFTER_AT_MOST_S)) };
  }
}

function refusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>>,
): GraphError {
  return new GraphError(status, code, message, [], headers);
}

function serverFailure(fault: 'serverError' | 'badGateway' | 'gatewayTimeout'): GraphError {
  if (fault === 'serverError')
    return new GraphError(500, 'InternalServerError', 'An internal server error occurred.');
  return new GraphError(fault === 'badGateway' ? 502 : 504, 'UnknownError', '');
}

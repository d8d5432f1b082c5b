import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';
import { addressOf } from './api/access/request-origin.js';

const WINDOW_MS = 60_000;

/** What a limit on requests depends on. */
export interface RateLimit {
  /** Requests that one address may make in a minute. */
  readonly perMinute: number;
  readonly trustedProxies: number;
}

/**
 * Express middleware that answers 429, with `Retry-After` and no body, to an address that asks too often: before anything of
 * the request is read. Health checks are not counted. IPv6 addresses count by their network.
 */
export function limitedRate({ perMinute, trustedProxies }: RateLimit): RateLimitRequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: perMinute,
    legacyHeaders: false,
    standardHeaders: false,
    skip: ({ path }) => path.startsWith('/health'),
    keyGenerator: (request) => ipKeyGenerator(addressOf(request, trustedProxies)),
    handler: (_request, response) => {
      response
        .set('Retry-After', `${WINDOW_MS / 1_000}`)
        .status(429)
        .end();
    },
    // Which address counts is said by our own setting.
    validate: { trustProxy: false, xForwardedForHeader: false, forwardedHeader: false },
  });
}

import type { RequestHandler, Response } from 'express';
import { isTokenRefusal } from '#access';
import { correlateSpan } from '../../tracing/correlation.js';
import type { ApiParts } from '../api-parts.js';
import type { ApiContext, Caller } from './caller.js';
import { addressOf, bearerToken, CORRELATION_HEADER, correlationIdOf } from './request-origin.js';

/** Ends the answer to a request whose caller is not known. */
export type AnswerRefused = (response: Response, status: 401 | 429 | 503) => void;

/**
 * Lets only requests with a valid bearer token through, whatever their method and before their body is read.
 * The others get 401 with an empty body (RFC 6750), or 503 where the token could not be judged at all, and a caller who asks too
 * often 429 with `Retry-After`; `answer` gives them a body.
 */
export function authenticate(
  { validateToken, callerRate, ids, log, settings }: ApiParts,
  answer: AnswerRefused = (response, status) => response.status(status).end(),
): RequestHandler {
  return async (request, response, next) => {
    const correlationId = correlationIdOf(request, ids);
    const from = addressOf(request, settings.trustedProxies);
    response.setHeader(CORRELATION_HEADER, correlationId);
    correlateSpan(correlationId);
    const token = bearerToken(request.headers.authorization);
    if (token === undefined) return refuseCaller(response, answer);
    const principal = await validateToken(token).catch((): undefined => undefined);
    if (principal !== undefined && !isTokenRefusal(principal)) {
      const wait = await callerRate.secondsToWait(principal);
      if (wait !== undefined) return answer(response.setHeader('Retry-After', `${wait}`), 429);
      keepCaller(response, { principal, from, correlationId });
      return next();
    }
    const code = principal?.code ?? 'SigningKeysUnavailable';
    log.warn({ code, from, correlationId }, 'A token was refused.');
    if (code === 'SigningKeysUnavailable') answer(response, 503);
    else refuseCaller(response, answer);
  };
}

/** The context of an authenticated HTTP request. Throws for any other: it must never get this far. */
export function contextOf({ res }: { readonly res: Response<unknown, Partial<ApiContext>> }): ApiContext {
  const { caller } = res.locals;
  if (caller === undefined) throw new Error('A request has passed without authentication.');
  const over = new AbortController();
  res.once('close', () => over.abort());
  return { caller, signal: over.signal };
}

function keepCaller(response: Response, caller: Caller): void {
  response.locals['caller'] = caller;
}

function refuseCaller(response: Response, answer: AnswerRefused): void {
  answer(response.setHeader('WWW-Authenticate', 'Bearer'), 401);
}

import type { RequestHandler } from 'express';
import type { Ids } from '#runtime';
import { CORRELATION_HEADER, correlationIdOf } from '../api/access/request-origin.js';

export const REQUEST_ID_HEADER = 'request-id';

const CLIENT_HEADER = 'client-request-id';

/**
 * Gives a request Graph's ids: `request-id`, by which the log knows it, and the client's own `client-request-id` sent
 * back (https://learn.microsoft.com/graph/best-practices-concept). A client's id that is a GUID is the correlation id.
 */
export function requestIds(ids: Ids): RequestHandler {
  return (request, response, next) => {
    const given = request.headers[CLIENT_HEADER];
    if (typeof given === 'string' && given.length <= 128) {
      request.headers[CORRELATION_HEADER] ??= given;
      response.setHeader(CLIENT_HEADER, given);
    }
    const requestId = correlationIdOf(request, ids);
    request.headers[CORRELATION_HEADER] = requestId;
    response.setHeader(REQUEST_ID_HEADER, requestId);
    next();
  };
}

import type { Response } from 'express';
import type { Clock } from '#runtime';
import type { GraphError } from './graph-error.js';
import { REQUEST_ID_HEADER } from './request-ids.js';

/** Sends an error in the shape that every client of Microsoft Graph reads (https://learn.microsoft.com/graph/errors). */
export function sendGraphError(
  clock: Clock,
  response: Response,
  { status, code, message, details }: Pick<GraphError, 'status' | 'code' | 'message' | 'details'>,
): void {
  const requestId = response.getHeader(REQUEST_ID_HEADER);
  const innerError = {
    date: clock.now().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': response.getHeader('client-request-id') ?? requestId,
  };
  response
    .status(status)
    .json({ error: { code, message, ...(details.length > 0 && { details }), innerError } });
}

import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { MOST_BYTES } from '../limits/operation-limits.js';

/** Reads the JSON body of a request that has passed authentication. */
export const readBody = (): RequestHandler => express.json({ limit: MOST_BYTES });

/** Answers a body that cannot be read in GraphQL's own shape, repeating nothing of it. */
export const answerUnreadableBody: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status = statusOf(error);
  if (status === undefined) return next(error);
  const message =
    status === 413
      ? `A request has at most ${MOST_BYTES} bytes.`
      : 'The request’s body is not readable JSON.';
  response.status(status).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
};

/** The status that the body's reader gives a fault of the caller's. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

import type { NextFunction, Request, Response } from 'express';
import type { Door, Metrics } from './metrics.js';

/** Express middleware that measures every request to its end. */
export function measuredRequests(metrics: Metrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const started = performance.now();
    const door = doorOf(request.path);
    response.once('close', () =>
      metrics.answered(door, response.statusCode, (performance.now() - started) / 1_000),
    );
    next();
  };
}

function doorOf(path: string): Door {
  if (path.startsWith('/graphql')) return 'graphql';
  if (path.startsWith('/health')) return 'health';
  return /^\/(v1\.0|beta)\//.test(path) ? 'graph' : 'console';
}

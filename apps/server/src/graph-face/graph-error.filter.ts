import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { GraphQLError } from 'graphql';
import { contextOf } from '../api/access/authenticate.js';
import { API_PARTS, type ApiParts } from '../api/api-parts.js';
import { logUnexpected } from '../api/errors/unexpected-errors.js';
import { GraphError } from './graph-error.js';
import { sendGraphError } from './send-graph-error.js';

/** Answers whatever goes wrong in Graph's shape. A fault of ours is told to the log; the caller learns where to look. */
@Catch()
export class GraphErrorFilter implements ExceptionFilter<unknown> {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'log' | 'clock'>) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    sendGraphError(this.parts.clock, response, this.shown(exception, host));
  }

  private shown(exception: unknown, host: ArgumentsHost): GraphError {
    if (exception instanceof GraphError) return exception;
    if (exception instanceof HttpException && exception.getStatus() < 500)
      return new GraphError(exception.getStatus(), 'BadRequest', exception.message);
    const originalError = exception instanceof Error ? exception : new Error('Something was thrown.');
    const { correlationId } = contextOf(host.switchToHttp().getRequest<Request & { res: Response }>()).caller;
    logUnexpected(this.parts.log, new GraphQLError('A fault.', { originalError }), correlationId);
    return new GraphError(
      500,
      'InternalServerError',
      'The request met a fault. Look it up by its request-id.',
    );
  }
}

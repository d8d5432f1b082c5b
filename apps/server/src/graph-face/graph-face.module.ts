import { Inject, Module, type DynamicModule, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { authenticate } from '../api/access/authenticate.js';
import { Permission } from '../api/access/permission.js';
import { readBody } from '../api/access/read-body.js';
import { VisibleModels } from '../api/access/visible-models.js';
import { API_PARTS, type ApiParts } from '../api/api-parts.js';
import { ReportedChanges } from '../api/difference-report/reported-changes.js';
import { AwaitedPosition } from '../api/position/awaited-position.js';
import { badRequest, GraphError } from './graph-error.js';
import { GraphChanges } from './graph-changes.js';
import { GraphJobs } from './graph-jobs.js';
import { OwnAddress } from './graph-request.js';
import { GraphRequests } from './graph-requests.js';
import { JobAnswers } from './job-answers.js';
import { JobsController } from './jobs.controller.js';
import { requestIds } from './request-ids.js';
import { sendGraphError } from './send-graph-error.js';
import { SnapshotsController } from './snapshots.controller.js';
import { UnknownResourceController } from './unknown-resource.controller.js';

const PATH = '/v1.0';

/**
 * The recovery API of Microsoft Graph (https://learn.microsoft.com/graph/api/resources/entrarecoveryservices-backup-recovery-overview)
 * over the same commands and queries as the GraphQL API. Needs the API module beside it, which has their handlers.
 */
@Module({})
export class GraphFaceModule implements NestModule {
  constructor(
    private readonly adapters: HttpAdapterHost,
    @Inject(API_PARTS) private readonly parts: ApiParts,
  ) {}

  static register(parts: ApiParts): DynamicModule {
    return {
      module: GraphFaceModule,
      controllers: [SnapshotsController, JobsController, UnknownResourceController],
      providers: [
        { provide: API_PARTS, useValue: parts },
        VisibleModels,
        Permission,
        AwaitedPosition,
        ReportedChanges,
        GraphJobs,
        GraphChanges,
        GraphRequests,
        JobAnswers,
        OwnAddress,
      ],
    };
  }

  configure(): void {
    const { httpAdapter } = this.adapters;
    const { clock, ids } = this.parts;
    httpAdapter.use(PATH, requestIds(ids));
    httpAdapter.use(
      PATH,
      authenticate(this.parts, (response, status) => sendGraphError(clock, response, notLetThrough(status))),
    );
    httpAdapter.use(PATH, keysAsSegments);
    httpAdapter.use(PATH, readBody());
    const unreadable: ErrorRequestHandler = (_error, _request, response, _next) =>
      sendGraphError(clock, response, badRequest('The request’s body is not readable JSON, or too large.'));
    httpAdapter.use(PATH, unreadable);
  }
}

function notLetThrough(status: 401 | 429 | 503): GraphError {
  switch (status) {
    case 401:
      return new GraphError(
        401,
        'InvalidAuthenticationToken',
        'Access token is missing, expired or not for this API.',
      );
    case 429:
      return new GraphError(429, 'TooManyRequests', 'Too many requests. Ask again after Retry-After.');
    case 503:
      return new GraphError(
        503,
        'ServiceUnavailable',
        'The access token cannot be judged at the moment. Try again.',
      );
    default:
      return status satisfies never;
  }
}

/** OData's other way to write a key: `snapshots('id')` is `snapshots/id`. */
const keysAsSegments: RequestHandler = (request, _response, next) => {
  const [path = '', ...query] = request.url.split('?');
  request.url = [
    path.replaceAll(/\('([^'/]*)'\)/g, '/$1').replaceAll(/\(%27([^'/]*?)%27\)/gi, '/$1'),
    ...query,
  ].join('?');
  next();
};

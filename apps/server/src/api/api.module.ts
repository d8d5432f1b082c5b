import { Inject, Module, type DynamicModule, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { GraphQLModule } from '@nestjs/graphql';
import { authenticate } from './access/authenticate.js';
import { Permission } from './access/permission.js';
import { answerUnreadableBody, readBody } from './access/read-body.js';
import { ReaderGuard } from './access/reader.guard.js';
import { RecoveryTypes } from './access/recovery-types.js';
import { VisibleModels } from './access/visible-models.js';
import { API_PARTS, type ApiParts } from './api-parts.js';
import { ReportedChanges } from './difference-report/reported-changes.js';
import { GRAPHQL_PATH, graphqlOptions } from './graphql-options.js';
import { COMMAND_HANDLERS, QUERY_HANDLERS } from './handlers.js';
import { SeenMoments } from './as-of/seen-moments.js';
import { AwaitedPosition } from './position/awaited-position.js';
import { RequestFlow } from './requests/request-flow.js';
import { RESOLVERS } from './resolvers.js';
import { ConnectionAccess } from './subscriptions/connection-access.js';
import { SubscriptionProtocol } from './subscriptions/subscription-protocol.js';
import { SubscriptionServer } from './subscriptions/subscription-server.js';

/**
 * The GraphQL API over HTTP and WebSocket. The application must be created with `bodyParser: false`: the API
 * reads a body only once it knows who sent it.
 */
@Module({})
export class ApiModule implements NestModule {
  constructor(
    private readonly adapters: HttpAdapterHost,
    @Inject(API_PARTS) private readonly parts: ApiParts,
  ) {}

  static register(parts: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot(), GraphQLModule.forRoot(graphqlOptions(parts))],
      providers: [
        { provide: API_PARTS, useValue: parts },
        VisibleModels,
        Permission,
        RecoveryTypes,
        ReaderGuard,
        AwaitedPosition,
        SeenMoments,
        ReportedChanges,
        RequestFlow,
        ConnectionAccess,
        SubscriptionProtocol,
        SubscriptionServer,
        ...COMMAND_HANDLERS,
        ...QUERY_HANDLERS,
        ...RESOLVERS,
      ],
    };
  }

  /** Mounted on the path itself, as Apollo is, so that whatever reaches Apollo has come by here. */
  configure(): void {
    const { httpAdapter } = this.adapters;
    httpAdapter.use(GRAPHQL_PATH, authenticate(this.parts));
    httpAdapter.use(GRAPHQL_PATH, readBody());
    httpAdapter.use(GRAPHQL_PATH, answerUnreadableBody);
  }
}

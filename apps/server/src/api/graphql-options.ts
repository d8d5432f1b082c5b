import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { tracedOperations } from '../tracing/traced-operations.plugin.js';
import { contextOf } from './access/authenticate.js';
import type { ApiParts } from './api-parts.js';
import { unexpectedErrorsPlugin } from './errors/unexpected-errors.plugin.js';
import { limitsPlugin } from './limits/limits.plugin.js';
import { MOST_TOKENS } from './limits/operation-limits.js';

/** Where the API is served, over HTTP and WebSocket alike. */
export const GRAPHQL_PATH = '/graphql';

/**
 * How Apollo serves the schema: nothing beside it (no pages, no persisted queries, no batches), nothing of the
 * inside in an error, and no operation without a limit.
 */
export function graphqlOptions({ log, settings }: Pick<ApiParts, 'log' | 'settings'>): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    context: contextOf,
    introspection: settings.introspection,
    graphiql: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    plugins: [tracedOperations, limitsPlugin, unexpectedErrorsPlugin(log)],
  };
}

import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { ApiContext } from '../access/caller.js';
import { badRequest } from '../errors/client-error.js';
import { limitErrors, MOST_TOKENS } from '../limits/operation-limits.js';
import { operationSize } from '../limits/operation-size.js';

/**
 * Reads an operation that came over a WebSocket connection and holds it to the limits of HTTP. Only
 * subscriptions are taken: queries and mutations have their place on HTTP.
 */
export function prepareSubscription(
  schema: GraphQLSchema,
  { query, operationName, variables }: SubscribePayload,
  contextValue: ApiContext,
): ExecutionArgs | readonly GraphQLError[] {
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const faults = validate(schema, document);
  if (faults.length > 0) return faults.map(withoutSuggestion);
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
    return [
      badRequest(
        'SubscriptionsOnly',
        'Only subscriptions are taken here. Send queries and mutations by HTTP.',
      ),
    ];
  const errors = limitErrors(operationSize(schema, document, operation, variables ?? {}));
  if (errors.length > 0) return errors;
  return { schema, document, contextValue, operationName, variableValues: variables };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: MOST_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return coded(error, error.message, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

/** The same error without the names of the schema that graphql-js proposes. */
const withoutSuggestion = (error: GraphQLError): GraphQLError =>
  coded(error, error.message.replace(/ ?Did you mean(.+?)\?$/, ''), 'GRAPHQL_VALIDATION_FAILED');

const coded = ({ nodes, source, positions }: GraphQLError, message: string, code: string): GraphQLError =>
  new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code },
  });

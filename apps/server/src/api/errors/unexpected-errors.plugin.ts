import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { ApiContext } from '../access/caller.js';
import { isUnexpected, logUnexpected, maskedError } from './unexpected-errors.js';

/** Keeps the inside of the product inside: what went wrong goes to the log, the caller learns where to find it. */
export function unexpectedErrorsPlugin(log: Pick<Logger, 'error'>): ApolloServerPlugin<ApiContext> {
  return {
    async requestDidStart({ contextValue }) {
      const { correlationId } = contextValue.caller;
      return {
        async didEncounterErrors({ errors }) {
          for (const error of errors.filter(isUnexpected))
            if (error.originalError) logUnexpected(log, error, correlationId);
        },
        async willSendResponse({ response: { body } }) {
          if (body.kind !== 'single' || !body.singleResult.errors) return;
          body.singleResult.errors = body.singleResult.errors.map((error) =>
            isUnexpected(error) ? { ...error, ...maskedError(correlationId) } : error,
          );
        },
      };
    },
  };
}

import type { ApolloServerPlugin } from '@apollo/server';
import { trace } from '@opentelemetry/api';
import { describeOperation } from './describe-operation.js';

/** Says on a request's span which operation it carries: its name and fields, never its variables or text. */
export const tracedOperations: ApolloServerPlugin = {
  async requestDidStart() {
    const span = trace.getActiveSpan();
    return {
      async didResolveOperation({ operation }) {
        if (span && operation) describeOperation(span, operation);
      },
    };
  },
};

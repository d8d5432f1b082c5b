import type { ApolloServerPlugin } from '@apollo/server';
import type { ApiContext } from '../access/caller.js';
import { limitErrors } from './operation-limits.js';
import { operationSize } from './operation-size.js';

/** Refuses operations that ask for too much, before anything of them is carried out. */
export const limitsPlugin: ApolloServerPlugin<ApiContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request }) {
        if (operation === undefined) return;
        const [error] = limitErrors(operationSize(schema, document, operation, request.variables ?? {}));
        if (error) throw error;
      },
    };
  },
};

import { hasStatus, type GraphClient } from './graph-request.js';

/**
 * Answers a 401 once with a new token, passing on the claims that Graph asks for.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function withRenewedToken(client: GraphClient): GraphClient {
  return {
    async send(request, signal) {
      const reply = await client.send(request, signal);
      if (!hasStatus(reply, 401) || request.renewToken) return reply;
      const renewToken = reply.claims === undefined ? {} : { claims: reply.claims };
      return client.send({ ...request, renewToken }, signal);
    },
  };
}

import type { Clock, Ids } from '#runtime';
import { errorBody, GraphError } from './graph-error.js';
import type { GraphRequest, GraphResponse, Wrapper } from './message.js';

/** Gives each answer its request ids, and turns refusals thrown below into Graph's error answers. */
export function answering(clock: Clock, ids: Ids): Wrapper {
  return (next) => async (request) => {
    const requestId = ids.next();
    const clientRequestId = request.headers['client-request-id'] ?? requestId;
    const response = await answer();
    return {
      ...response,
      headers: { 'request-id': requestId, 'client-request-id': clientRequestId, ...response.headers },
    };

    async function answer(): Promise<GraphResponse> {
      try {
        return await next(request);
      } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        return {
          status: error.status,
          headers: error.headers,
          body: errorBody(error, clock.now(), requestId, clientRequestId),
        };
      }
    }
  };
}

/** Throws Graph's refusal of a caller that cannot be told by the request's headers. */
export type Authentication = (headers: GraphRequest['headers']) => void;

/** Takes any bearer token that is not empty. */
export const anyBearerToken: Authentication = (headers) => {
  if (!hasBearerToken({ headers })) throw invalidToken('Access token is empty.');
};

/** Graph's refusal of a bearer token. */
export function invalidToken(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, [], {
    'WWW-Authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  });
}

/** Refuses requests of nobody known, and those that could not be read. */
export function authenticated(authenticate: Authentication): Wrapper {
  return (next) => async (request) => {
    authenticate(request.headers);
    if (request.problem) throw request.problem;
    return next(request);
  };
}

/** Tells whether a request carries a bearer token that is not empty. */
export function hasBearerToken({ headers }: Pick<GraphRequest, 'headers'>): boolean {
  return /^bearer\s+\S+/i.test(headers['authorization'] ?? '');
}

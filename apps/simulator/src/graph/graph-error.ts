import type { Json } from '#catalogue';

export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target: string;
}

/**
 * Ends a request with one of Graph's error answers. It is thrown wherever a rule is broken and turned into a
 * response in one place, the outermost wrapper.
 */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: readonly ErrorDetail[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  /** The same refusal, told with more headers. */
  withHeaders(headers: Readonly<Record<string, string>>): GraphError {
    const { status, code, message, details } = this;
    return new GraphError(status, code, message, details, { ...headers, ...this.headers });
  }
}

export const badRequest = (message: string, details: readonly ErrorDetail[] = []): GraphError =>
  new GraphError(400, 'Request_BadRequest', message, details);

/** What the OData layer in front of the directory refuses. */
export const malformed = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

export const unsupportedQuery = (message: string): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', message);

export const notFound = (id: string): GraphError =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const forbidden = (): GraphError =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

export const readOnly = (property: string): GraphError =>
  badRequest(`Property '${property}' is read-only and cannot be set.`);

export const invalidValue = (property: string, resource: string): GraphError => {
  const message = `Invalid value specified for property '${property}' of resource '${resource}'.`;
  return badRequest(message, [{ code: 'InvalidValue', message, target: property }]);
};

export const taken = (property: string): GraphError => {
  const message = `Another object with the same value for property ${property} already exists.`;
  return badRequest(message, [{ code: 'ObjectConflict', message, target: property }]);
};

export const syncedObject = (): GraphError =>
  badRequest(
    'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
  );

/** The error body of Microsoft Graph: https://learn.microsoft.com/graph/errors */
export function errorBody(error: GraphError, now: Date, requestId: string, clientRequestId: string): Json {
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(error.details.length > 0 ? { details: error.details.map((detail) => ({ ...detail })) } : {}),
      innerError: {
        ...(error.status === 429 ? { code: '429', message: 'Please retry after', status: '429' } : {}),
        date: now.toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId,
      },
    },
  };
}

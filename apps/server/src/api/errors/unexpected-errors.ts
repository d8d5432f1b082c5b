import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/** Apollo's code for an error that bears none of its own. */
const UNEXPECTED = 'INTERNAL_SERVER_ERROR';

/** What a caller sees of a fault of ours: nothing but where to find it in the log. */
export function maskedError(correlationId: string): GraphQLFormattedError {
  return { message: 'Internal server error', extensions: { code: UNEXPECTED, correlationId } };
}

/** Tells a fault of ours (which bears no code) from an error that is the caller's to mend. */
export function isUnexpected({
  extensions,
}: {
  readonly extensions?: Readonly<Record<string, unknown>>;
}): boolean {
  return extensions?.['code'] === undefined || extensions['code'] === UNEXPECTED;
}

/**
 * Writes a fault to the log: its kind, the field and the frames of its stack. Never its message or the
 * request's variables, since both can hold directory values.
 */
export function logUnexpected(log: Pick<Logger, 'error'>, error: GraphQLError, correlationId: string): void {
  const cause = error.originalError ?? error;
  const frames = cause.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  log.error(
    { name: cause.name, path: error.path?.join('.'), frames, correlationId },
    'A request met a fault.',
  );
}

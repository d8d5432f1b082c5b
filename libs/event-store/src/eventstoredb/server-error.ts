import { ErrorType } from '@eventstore/db-client';
import { EventStoreClosed, EventStoreUnavailable, InvalidAppend, InvalidPosition } from '../errors.js';
import { UnreadableEvent } from './server-event.js';

/** Answers that stay the same however often one asks. */
const REFUSALS: readonly string[] = [
  ErrorType.ACCESS_DENIED,
  ErrorType.STREAM_DELETED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.UNSUPPORTED,
];

/** The gRPC status with which the server refuses a position that is no event's. */
const STATUS_UNKNOWN = 2;

/** Whether the stream was not at the revision that the append expected. */
export function isWrongRevision(error: unknown): boolean {
  return typeOf(error) === ErrorType.WRONG_EXPECTED_VERSION;
}

/** Whether there is no stream of that name. */
export function isStreamNotFound(error: unknown): boolean {
  return typeOf(error) === ErrorType.STREAM_NOT_FOUND;
}

/** Whether the server may have refused the position to read from; it says so in no other way. */
export function mayBeRefusedPosition(error: unknown): boolean {
  return typeOf(error) === ErrorType.UNKNOWN && member(error, 'code') === STATUS_UNKNOWN;
}

/**
 * The error to throw at once where asking again cannot help, else `undefined`. Told by the fields of errors,
 * since a client whose server is down also throws errors that have no class of their own.
 */
export function finalErrorIn(error: unknown): Error | undefined {
  if (typeOf(error) === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED) {
    return new InvalidAppend('AppendTooLarge', 'The server takes smaller appends only: split it.');
  }
  if (!(error instanceof Error)) return undefined;
  const own = [EventStoreClosed, EventStoreUnavailable, InvalidAppend, InvalidPosition, UnreadableEvent];
  const final = own.some((kind) => error instanceof kind) || REFUSALS.includes(typeOf(error) ?? '');
  return final ? error : undefined;
}

function typeOf(error: unknown): string | undefined {
  const type = member(error, 'type');
  return typeof type === 'string' ? type : undefined;
}

function member(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}

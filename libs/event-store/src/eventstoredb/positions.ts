import { InvalidPosition } from '../errors.js';
import type { Position } from '../event-store.js';

const COMMIT = /^[0-9]{1,19}$/;

/** The commit position that a {@link Position} holds as text; throws {@link InvalidPosition} for anything else. */
export function commitIn(position: Position): bigint {
  if (COMMIT.test(position)) return BigInt(position);
  throw new InvalidPosition('The position was not given by this event store.');
}

/** A commit position as the client wants it: events outside explicit transactions are prepared where they commit. */
export function serverPosition(commit: bigint): { readonly commit: bigint; readonly prepare: bigint } {
  return { commit, prepare: commit };
}

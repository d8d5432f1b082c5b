import { accept, refuse, type Decision } from '../decider.js';
import { refusal } from '../refusal.js';
import type { Repeatable } from './tenant-commands.js';
import type { TenantEvent } from './tenant-events.js';
import { idForKey, type TenantState } from './tenant-state.js';

/**
 * Answers a request whose idempotency key was used before; `undefined` where it was not. The same request again is
 * accepted without events, any other is refused. What an event of before digests were kept has started is known by
 * `isAlike` alone.
 */
export function repetitionOf(
  command: Repeatable,
  state: TenantState,
  isAlike: (id: string) => boolean,
): Decision<TenantEvent> | undefined {
  const id = command.idempotencyKey === undefined ? undefined : idForKey(state, command.idempotencyKey);
  if (id === undefined) return undefined;
  const earlier = state.requestDigests.get(id);
  const isSame = earlier === undefined ? isAlike(id) : earlier === command.requestDigest;
  return isSame ? accept() : refuse(idempotencyKeyReused(id));
}

/** What an event keeps of the request, so that it is known again. */
export function requestKey({ idempotencyKey, requestDigest }: Repeatable): Repeatable {
  if (idempotencyKey === undefined) return {};
  return requestDigest === undefined ? { idempotencyKey } : { idempotencyKey, requestDigest };
}

const idempotencyKeyReused = (id: string) =>
  refusal(
    'IdempotencyKeyReused',
    `This idempotencyKey has already started ${id}, by another request. Send a new key with a new request.`,
  );

import type { Principal } from '#access';
import type { Acting } from '#jobs';

/** Who asks, from where, and by which correlation id the request can be found again. */
export interface Caller {
  readonly principal: Principal;
  /** The peer's network address. */
  readonly from: string;
  readonly correlationId: string;
}

/** What every resolver is handed: nothing of the transport. */
export interface ApiContext {
  readonly caller: Caller;
  /** Aborts once nobody waits for the answer any more: it has been given, or the caller has left. */
  readonly signal: AbortSignal;
}

/** The metadata of the events that follow from this caller's request. */
export function actingFor({ principal, from, correlationId }: Caller): Acting {
  return {
    actor: { id: principal.objectId, name: principal.name },
    from,
    correlationId,
    causationId: correlationId,
  };
}

import type { RecordedEvent } from '#event-store';

/** On whose behalf something is done, and why: goes into the metadata of each event that follows. */
export interface Acting {
  readonly actor: { readonly id: string; readonly name: string };
  /** A network address, or `schedule` / `worker` for the product's own acts. */
  readonly from: string;
  readonly correlationId: string;
  /** The event or request that led to this; the correlation id where there is none before it. */
  readonly causationId: string;
}

/** A worker carrying out what `cause` asked for: on behalf of whoever asked. */
export function workerActing(cause: RecordedEvent): Acting {
  const { actor, correlationId } = cause.metadata;
  return { actor, from: 'worker', correlationId, causationId: cause.id };
}

/** The product itself, acting by the clock. */
export function scheduleActing(correlationId: string): Acting {
  return {
    actor: { id: 'schedule', name: 'Known Good schedule' },
    from: 'schedule',
    correlationId,
    causationId: correlationId,
  };
}

import { InvalidPosition, type EventStore, type Position, type RecordedEvent } from '#event-store';
import { inBatches } from './batches.js';
import type { Projection } from './projection/projection.js';

/** As many events as one transaction applies: a few milliseconds, in which no question is answered. */
const EVENTS_A_BATCH = 500;

interface Waiter {
  readonly position: Position;
  readonly resolve: () => void;
}

/** Keeps the projection up with the log, and tells those who wait how far it has come. */
export class Follower {
  private caughtUpAt: Position | undefined;
  private readonly waiters = new Set<Waiter>();
  private readonly firstCatchUp = Promise.withResolvers<void>();

  /** `onApplied` hears of each batch once its rows can be read. */
  constructor(
    private readonly store: EventStore,
    private readonly projection: Projection,
    private readonly onApplied: (events: readonly RecordedEvent[]) => void,
  ) {}

  /** Applies the log from the checkpoint on, and each new event as it is stored, until `signal` aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    this.caughtUpAt = undefined;
    if (!(await this.knowsLog())) this.projection.reset();
    const ending = new AbortController();
    const items = this.store.subscribe({
      after: this.projection.checkpoint?.position,
      signal: AbortSignal.any([signal, ending.signal]),
    });
    try {
      for await (const batch of inBatches(items, EVENTS_A_BATCH)) {
        if (signal.aborted) return;
        const events = batch.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
        if (events.length > 0) this.projection.apply(events);
        const caughtUp = batch.find((item) => item.kind === 'caughtUp');
        if (caughtUp) this.caughtUp(caughtUp.position);
        if (events.length > 0) this.onApplied(events);
        this.wakeWaiters();
      }
    } finally {
      ending.abort();
    }
  }

  /** How far the log has been seen; `undefined` before its first event. */
  get position(): Position | undefined {
    const applied = this.projection.checkpoint?.position;
    if (applied === undefined || this.caughtUpAt === undefined) return applied ?? this.caughtUpAt;
    return this.store.comparePositions(applied, this.caughtUpAt) < 0 ? this.caughtUpAt : applied;
  }

  /** Resolves once all has been applied that was in the log when following began. */
  async untilCaughtUp(): Promise<void> {
    await this.firstCatchUp.promise;
  }

  /** Resolves once the event at `position` has been applied; rejects with `InvalidPosition`, or the signal's reason if it aborts first. */
  async reached(position: Position, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.store.comparePositions(position, position);
    if (this.isBehindUs(position)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { position, resolve };
    const giveUp = (): void => reject(signal.reason as Error);
    this.waiters.add(waiter);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await promise;
    } finally {
      this.waiters.delete(waiter);
      signal.removeEventListener('abort', giveUp);
    }
  }

  private isBehindUs(position: Position): boolean {
    const reached = this.position;
    return reached !== undefined && this.store.comparePositions(position, reached) <= 0;
  }

  private caughtUp(position: Position | undefined): void {
    this.caughtUpAt = position;
    this.firstCatchUp.resolve();
  }

  private wakeWaiters(): void {
    for (const waiter of this.waiters) if (this.isBehindUs(waiter.position)) waiter.resolve();
  }

  /** Looks for the last event applied: another log, or one brought back to an earlier state, does not have it. */
  private async knowsLog(): Promise<boolean> {
    const { checkpoint } = this.projection;
    if (checkpoint === undefined) return true;
    try {
      for await (const event of this.store.readAll(checkpoint.positionBefore))
        return event.id === checkpoint.eventId;
    } catch (error) {
      if (!(error instanceof InvalidPosition)) throw error;
    }
    return false;
  }
}

import {
  eventDigest,
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
  type RecordedEvent,
} from '#event-store';

/** An event and its place in the order of all that happened. */
export interface Logged {
  readonly event: RecordedEvent;
  readonly tick: number;
}

/** The log that outlives every worker: appended to at once, by the rules of the event store's port. */
export class MemoryLog {
  readonly all: Logged[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly places = new Map<string, { readonly stream: string; readonly event: RecordedEvent }>();
  private readonly tick: () => number;
  private waiting: (() => void)[] = [];

  constructor(tick: () => number) {
    this.tick = tick;
  }

  stream(name: string): readonly RecordedEvent[] {
    return this.streams.get(name) ?? [];
  }

  names(): readonly string[] {
    return [...this.streams.keys()];
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): AppendResult {
    const repeated = this.repetition(stream, events);
    if (repeated) return repeated;
    const own = this.streams.get(stream) ?? [];
    const actualRevision = own.length === 0 ? 'noStream' : own.length - 1;
    if (actualRevision !== expected) return { appended: false, actualRevision };
    for (const event of events) this.store(stream, own, event);
    this.streams.set(stream, own);
    for (const wake of this.waiting.splice(0)) wake();
    return { appended: true, revision: own.length - 1, position: String(this.all.length) };
  }

  /** Resolves with the next append. */
  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private store(stream: string, own: RecordedEvent[], event: NewEvent): void {
    const before = own.at(-1);
    const stored: RecordedEvent = {
      ...structuredClone(event),
      stream,
      revision: own.length,
      position: String(this.all.length + 1),
      previousDigest: before === undefined ? null : eventDigest(before),
    };
    own.push(stored);
    this.places.set(event.id, { stream, event: stored });
    this.all.push({ event: stored, tick: this.tick() });
  }

  private repetition(stream: string, events: readonly NewEvent[]): AppendResult | undefined {
    const places = events.map(({ id }) => this.places.get(id));
    const last = places.at(-1);
    if (last === undefined || places.some((place) => place?.stream !== stream)) return undefined;
    return { appended: true, revision: last.event.revision, position: last.event.position };
  }
}

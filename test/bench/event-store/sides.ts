import type { EventStore, RecordedEvent } from '#event-store';
import type { SampleAppend } from './sample-appends.ts';

/** A driver without the event store, doing what any event store does with it. */
export interface BareDriver {
  append(append: SampleAppend): Promise<void>;
  /** Reads all events and parses them; answers how many there were. */
  replay(): Promise<number>;
  /** Reads a stream and computes its digests from the texts as they come; throws where one does not fit. */
  checkChain(stream: string): Promise<number>;
  /** All events, for the read models. */
  events(): AsyncIterable<RecordedEvent>;
  close(): Promise<void>;
}

/** A log, open twice: by the event store, and by the driver alone. */
export interface Log {
  readonly store: EventStore;
  readonly driver: BareDriver;
  close(): Promise<void>;
}

/** A kind of log to measure. */
export interface Adapter {
  /** Begins the names of its figures. */
  readonly name: string;
  readonly title: string;
  /** The most events that it is given. */
  readonly most: number;
  /** Makes a new log; the driver writes to one of its own beside it and reads the store's. */
  open(name: string): Promise<Log>;
}

/** A work done by the event store and by the driver alone, in events a second. */
export interface Comparison {
  readonly work: string;
  readonly ours: number;
  readonly bare: number;
}

/** The event store's append as the driver does it. */
export async function appendTo(store: EventStore, { stream, first, events }: SampleAppend): Promise<void> {
  const { appended } = await store.append(stream, first === 0 ? 'noStream' : first - 1, events);
  if (!appended) throw new Error('A sole writer met a conflict.');
}

/** The seconds that two sides took. */
export class Stopwatch {
  private readonly seconds = { ours: 0, bare: 0 };
  private rounds = 0;

  /** Lets both work, now the one first, now the other, so that a machine's moods meet both alike. */
  async round(ours: () => Promise<unknown>, bare: () => Promise<unknown>): Promise<void> {
    this.rounds += 1;
    if (this.rounds % 2 === 0) await this.time('bare', bare);
    await this.time('ours', ours);
    if (this.rounds % 2 !== 0) await this.time('bare', bare);
  }

  /** What the sides do in a second, when both did `count` in all rounds. */
  rates(work: string, count: number): Comparison {
    return { work, ours: count / this.seconds.ours, bare: count / this.seconds.bare };
  }

  private async time(side: 'ours' | 'bare', work: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    await work();
    this.seconds[side] += (performance.now() - began) / 1_000;
  }
}

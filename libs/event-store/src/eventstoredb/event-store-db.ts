import { systemClock, type Clock } from '#runtime';
import { EventStoreClosed } from '../errors.js';
import type {
  AppendResult,
  EventStore,
  ExpectedRevision,
  NewEvent,
  Position,
  RecordedEvent,
  SubscriptionItem,
} from '../event-store.js';
import { prepareAppend } from '../prepare-append.js';
import { connect, type Connection } from './connection.js';
import { LogNames } from './log-names.js';
import { LogReader } from './log-reader.js';
import { commitIn } from './positions.js';
import type { Persistence } from './retries.js';
import { StreamAppender } from './stream-appender.js';
import { StreamMemory } from './stream-memory.js';

/** Where the log is kept, and how long to wait for it. */
export interface EventStoreDbOptions {
  /** `esdb://host:2113?tls=false` (https://developers.eventstore.com/clients/grpc/getting-started). */
  readonly connectionString: string;
  /**
   * Begins the name of every stream on the server; only streams that begin so are read. Default: none, for a server
   * that is the product's own.
   */
  readonly prefix?: string;
  readonly clock?: Clock;
  /** Milliseconds without an answer after which reads and appends give up. Default: 30,000. */
  readonly patience?: number;
  /** Milliseconds after which an append without an answer is looked for in its stream. Default: 10,000. */
  readonly answerTimeout?: number;
}

/** The ids of how many events a handle remembers, to tell repeated appends: some ten megabytes. */
const REMEMBERED_EVENTS = 100_000;

/**
 * Opens an event store on EventStoreDB (23.10; stream reads need 22.6 at least). The server need not be up yet:
 * reads and appends ask again until their patience ends and then throw `EventStoreUnavailable`, subscriptions wait for
 * it. Throws where the connection string or the prefix is malformed.
 *
 * The server has no index by event id. An id is therefore never stored twice in one stream, but in another
 * stream only as far as this handle remembers it.
 */
export function openEventStoreDb(options: EventStoreDbOptions): EventStore {
  return new EventStoreDb(options);
}

class EventStoreDb implements EventStore {
  private readonly closing = new AbortController();
  private readonly disposed = new AbortController();
  private readonly connection: Connection;
  private readonly persistence: Persistence;
  private readonly reader: LogReader;
  private readonly appender: StreamAppender;
  private readonly answerTimeout: number;

  constructor({
    connectionString,
    prefix = '',
    clock = systemClock,
    patience = 30_000,
    answerTimeout = 10_000,
  }: EventStoreDbOptions) {
    const names = new LogNames(prefix);
    this.connection = connect(connectionString);
    this.answerTimeout = answerTimeout;
    this.persistence = { clock, patience, signal: this.closing.signal };
    this.reader = new LogReader(this.connection.client, names);
    this.appender = new StreamAppender({
      connection: this.connection,
      names,
      reader: this.reader,
      memory: new StreamMemory(REMEMBERED_EVENTS),
      persistence: this.persistence,
      reading: { ...this.persistence, signal: this.disposed.signal },
      answerTimeout,
    });
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    this.refuseIfClosed();
    return this.appender.append(prepareAppend(stream, expected, events));
  }

  async *readStream(stream: string, fromRevision = 0): AsyncGenerator<RecordedEvent> {
    this.refuseIfClosed();
    yield* this.reader.stream(stream, fromRevision, this.persistence);
  }

  async *readAll(after?: Position): AsyncGenerator<RecordedEvent> {
    this.refuseIfClosed();
    yield* this.reader.log(after, this.persistence);
  }

  async *subscribe({
    after,
    signal,
  }: {
    readonly after?: Position | undefined;
    readonly signal: AbortSignal;
  }): AsyncGenerator<SubscriptionItem> {
    this.refuseIfClosed();
    const ended = AbortSignal.any([signal, this.closing.signal]);
    yield* this.reader.follow(after, { ...this.persistence, signal: ended });
  }

  comparePositions(a: Position, b: Position): number {
    const [first, second] = [commitIn(a), commitIn(b)];
    if (first === second) return 0;
    return first < second ? -1 : 1;
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort(new EventStoreClosed());
    const patience = new AbortController();
    const { clock } = this.persistence;
    const enough = clock.sleep(this.answerTimeout, patience.signal).catch(() => undefined);
    await Promise.race([this.appender.idle(), enough]);
    patience.abort();
    this.disposed.abort(new EventStoreClosed());
    await this.connection.release();
  }

  private refuseIfClosed(): void {
    this.closing.signal.throwIfAborted();
  }
}

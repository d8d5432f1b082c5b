import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock, type Clock } from '#runtime';
import { EventStoreClosed, InvalidPosition } from '../errors.js';
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
import { AppendTransaction } from './append-transaction.js';
import { IN_MEMORY, openDatabase } from './database.js';
import { GroupCommit } from './group-commit.js';
import { eventsOf, LogReader } from './log-reader.js';
import { LogTail } from './log-tail.js';
import { integer } from './rows.js';

/** Where the log is kept, and the clock by which other processes' appends are polled for. */
export interface SqliteEventStoreOptions {
  /** A path, whose folders are created, or `:memory:` for a log that ends with the store. */
  readonly file: string;
  readonly clock?: Clock;
}

/**
 * Opens the embedded event store. Any number of processes of one machine can have the same file open: each
 * sees the others' events in one order. Throws where the file cannot be opened or is newer than the product.
 */
export function openSqliteEventStore({ file, clock = systemClock }: SqliteEventStoreOptions): EventStore {
  return new SqliteEventStore(openDatabase(file), clock, file === IN_MEMORY);
}

class SqliteEventStore implements EventStore {
  private closed = false;
  private readonly commits: GroupCommit;
  private readonly reader: LogReader;
  private readonly tail: LogTail;

  constructor(
    private readonly database: DatabaseSync,
    clock: Clock,
    alone: boolean,
  ) {
    const transaction = new AppendTransaction(database);
    this.reader = new LogReader(database);
    this.tail = new LogTail(clock, alone ? undefined : foreignVersionOf(database));
    this.commits = new GroupCommit(
      (appends) => transaction.run(appends),
      () => this.tail.grown(),
    );
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    this.refuseIfClosed();
    return this.commits.append(prepareAppend(stream, expected, events));
  }

  async *readStream(stream: string, fromRevision = 0): AsyncGenerator<RecordedEvent> {
    this.refuseIfClosed();
    const last = this.reader.lastRevision(stream);
    let after = fromRevision - 1;
    while (after < last) {
      this.refuseIfClosed();
      const page = this.reader.streamPage(stream, after, last);
      for (const event of eventsOf(page)) {
        after = event.revision;
        yield event;
      }
      if (!page.full) return;
      await nextTurn();
    }
  }

  async *readAll(after?: Position): AsyncGenerator<RecordedEvent> {
    this.refuseIfClosed();
    const last = this.reader.lastPosition();
    let reached = numberOf(after);
    while (reached < last) {
      this.refuseIfClosed();
      const page = this.reader.logPage(reached, last);
      for (const event of eventsOf(page)) {
        reached = Number(event.position);
        yield event;
      }
      if (!page.full) return;
      await nextTurn();
    }
  }

  async *subscribe({
    after,
    signal,
  }: {
    readonly after?: Position | undefined;
    readonly signal: AbortSignal;
  }): AsyncGenerator<SubscriptionItem> {
    this.refuseIfClosed();
    let position = after;
    let reached = numberOf(after);
    let caughtUp = false;
    const ended = (): boolean => signal.aborted || this.closed;
    while (!ended()) {
      const mark = this.tail.mark;
      const page = this.reader.logPage(reached);
      for (const event of eventsOf(page)) {
        position = event.position;
        reached = Number(position);
        yield { kind: 'event', event };
        if (ended()) return;
      }
      if (!page.full && !caughtUp) {
        caughtUp = true;
        yield { kind: 'caughtUp', position };
      }
      await (page.full ? nextTurn() : this.tail.growthSince(mark, signal));
    }
  }

  comparePositions(a: Position, b: Position): number {
    return numberOf(a) - numberOf(b);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.commits.flush();
    this.closed = true;
    this.tail.close();
    this.database.close();
  }

  private refuseIfClosed(): void {
    if (this.closed) throw new EventStoreClosed();
  }
}

/** A number that changes with every transaction that another connection commits. */
function foreignVersionOf(database: DatabaseSync): () => number {
  const statement = database.prepare('PRAGMA data_version');
  return () => integer(statement.get() ?? {}, 'data_version');
}

function numberOf(position: Position | undefined): number {
  if (position === undefined) return 0;
  if (/^[0-9]{1,15}$/.test(position)) return Number(position);
  throw new InvalidPosition('The position was not given by this event store.');
}

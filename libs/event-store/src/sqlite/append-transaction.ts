import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { InvalidAppend } from '../errors.js';
import { digestOfTexts } from '../event-digest.js';
import type { AppendResult } from '../event-store.js';
import type { PreparedAppend } from '../prepare-append.js';
import { RowInsertion, type NextRows } from './row-insertion.js';
import { integer, text } from './rows.js';
import { StreamHeads, type Head } from './stream-heads.js';

/** Where an event already stands. */
interface Place {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
}

/** Decides appends, and stores those that fit, in one transaction. */
export class AppendTransaction {
  private readonly begin: StatementSync;
  private readonly commit: StatementSync;
  private readonly rollback: StatementSync;
  private readonly headOf: StatementSync;
  private readonly placeOf: StatementSync;
  private readonly insertion: RowInsertion;
  private readonly heads = new StreamHeads();

  constructor(private readonly database: DatabaseSync) {
    this.begin = database.prepare('BEGIN IMMEDIATE');
    this.commit = database.prepare('COMMIT');
    this.rollback = database.prepare('ROLLBACK');
    this.headOf = database.prepare(
      'SELECT revision, digest FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1',
    );
    this.placeOf = database.prepare('SELECT stream, revision, position FROM events WHERE id = ?');
    this.insertion = new RowInsertion(database);
  }

  /**
   * The outcome of each append, in order; all of them durable. An append that is refused leaves the others
   * alone. Throws where the database fails: then none of them is stored.
   */
  run(appends: readonly PreparedAppend[]): (AppendResult | InvalidAppend)[] {
    try {
      return this.inTransaction(appends, (append, head) => this.store(append, head));
    } catch (error) {
      if (!isTaken(error)) throw error;
      // Repeated appends are rare, so ids are looked for only once an index has told of one.
      return this.inTransaction(appends, (append, head) => this.storeUnlessKnown(append, head));
    }
  }

  private inTransaction(
    appends: readonly PreparedAppend[],
    store: (append: PreparedAppend, head: Head | undefined) => AppendResult | undefined,
  ): (AppendResult | InvalidAppend)[] {
    this.begin.run();
    try {
      const outcomes = appends.map((append) => this.appendOne(append, store));
      this.commit.run();
      return outcomes;
    } catch (error) {
      this.heads.forgetAll();
      if (this.database.isTransaction) this.rollback.run();
      throw error;
    }
  }

  private appendOne(
    append: PreparedAppend,
    store: (append: PreparedAppend, head: Head | undefined) => AppendResult | undefined,
  ): AppendResult | InvalidAppend {
    const head = this.head(append);
    const actual = head?.revision ?? 'noStream';
    const stored = append.expected === actual ? store(append, head) : undefined;
    if (stored !== undefined) return stored;
    const places = append.events.map((event) => this.place(event.id));
    if (places.every((place) => place === undefined)) return { appended: false, actualRevision: actual };
    const repeated = repetition(append.stream, places);
    if (repeated !== undefined) return repeated;
    const elsewhere = places.some((place) => place !== undefined && place.stream !== append.stream);
    if (elsewhere || append.expected === actual) {
      return new InvalidAppend('DuplicateEventId', 'An event with the same id is stored already.');
    }
    return { appended: false, actualRevision: actual };
  }

  private storeUnlessKnown(append: PreparedAppend, head: Head | undefined): AppendResult | undefined {
    const known = append.events.some((event) => this.place(event.id) !== undefined);
    return known ? undefined : this.store(append, head);
  }

  /** Stores the events; where an id or a revision is taken already, throws and takes the whole transaction back. */
  private store(append: PreparedAppend, head: Head | undefined): AppendResult {
    const { rows, head: next } = chained(append, head);
    const position = String(this.insertion.insert(rows));
    this.heads.remember(append.stream, next);
    return { appended: true, revision: next.revision, position };
  }

  /** The head as remembered where it is the expected one, else as stored. */
  private head({ stream, expected }: PreparedAppend): Head | undefined {
    const remembered = this.heads.of(stream);
    if (remembered?.revision === expected) return remembered;
    const row = this.headOf.get(stream);
    return row && { revision: integer(row, 'revision'), digest: text(row, 'digest') };
  }

  private place(id: string): Place | undefined {
    const row = this.placeOf.get(id);
    return (
      row && {
        stream: text(row, 'stream'),
        revision: integer(row, 'revision'),
        position: String(integer(row, 'position')),
      }
    );
  }
}

/** The rows to insert, each with its digest, which covers that of the one before it; and the stream's head with them. */
function chained(
  { stream, events }: PreparedAppend,
  head: Head | undefined,
): { readonly rows: NextRows; readonly head: Head } {
  const first = { revision: (head?.revision ?? -1) + 1, previousDigest: head?.digest ?? null };
  let { revision, previousDigest } = first;
  const rows = events.map(({ id, type, data, metadata }) => {
    const digest = digestOfTexts({ id, type, data, metadata, stream, revision, previousDigest });
    revision += 1;
    previousDigest = digest;
    return { id, type, data, metadata, digest };
  });
  if (previousDigest === null) throw new Error('An append holds events.');
  return {
    rows: { stream, ...first, events: rows },
    head: { revision: revision - 1, digest: previousDigest },
  };
}

/** The first answer again, where all events stand in the stream already, one after the other. */
function repetition(stream: string, places: readonly (Place | undefined)[]): AppendResult | undefined {
  const first = places[0];
  const last = places.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const inOrder = places.every(
    (place, index) => place?.stream === stream && place.revision === first.revision + index,
  );
  return inOrder ? { appended: true, revision: last.revision, position: last.position } : undefined;
}

/** SQLite's extended code of a violated UNIQUE constraint. */
const CONSTRAINT_UNIQUE = 2067;

/** An id that is stored already, or a revision that another process has taken since the head was remembered. */
function isTaken(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === CONSTRAINT_UNIQUE
  );
}

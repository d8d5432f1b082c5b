import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { InvalidAppend } from '../errors.js';
import { digestOfTexts } from '../event-digest.js';
import type { AppendResult } from '../event-store.js';
import type { PreparedAppend, PreparedEvent } from '../prepare-append.js';
import { integer, text } from './rows.js';

/** A stream's last event, as far as the next one depends on it. */
interface Head {
  readonly revision: number;
  readonly digest: string;
}

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
  private readonly mark: StatementSync;
  private readonly keep: StatementSync;
  private readonly takeBack: StatementSync;
  private readonly headOf: StatementSync;
  private readonly placeOf: StatementSync;
  private readonly insert: StatementSync;

  constructor(private readonly database: DatabaseSync) {
    this.begin = database.prepare('BEGIN IMMEDIATE');
    this.commit = database.prepare('COMMIT');
    this.rollback = database.prepare('ROLLBACK');
    this.mark = database.prepare('SAVEPOINT one_append');
    this.keep = database.prepare('RELEASE one_append');
    this.takeBack = database.prepare('ROLLBACK TO one_append');
    this.headOf = database.prepare(
      'SELECT revision, digest FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1',
    );
    this.placeOf = database.prepare('SELECT stream, revision, position FROM events WHERE id = ?');
    this.insert = database.prepare(
      `INSERT INTO events (stream, revision, id, type, data, metadata, previous_digest, digest)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  /**
   * The outcome of each append, in order; all of them durable. An append that is refused leaves the others
   * alone. Throws where the database fails: then none of them is stored.
   */
  run(appends: readonly PreparedAppend[]): (AppendResult | InvalidAppend)[] {
    this.begin.run();
    try {
      const outcomes = appends.map((append) => this.appendOne(append));
      this.commit.run();
      return outcomes;
    } catch (error) {
      if (this.database.isTransaction) this.rollback.run();
      throw error;
    }
  }

  private appendOne(append: PreparedAppend): AppendResult | InvalidAppend {
    const head = this.head(append.stream);
    const actual = head?.revision ?? 'noStream';
    const stored = append.expected === actual ? this.storeUnlessKnown(append, head) : undefined;
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

  /** Stores the events; `undefined` where one of them is stored already, which the index of ids tells by the way. */
  private storeUnlessKnown(append: PreparedAppend, head: Head | undefined): AppendResult | undefined {
    this.mark.run();
    try {
      const stored = this.store(append, head);
      this.keep.run();
      return stored;
    } catch (error) {
      if (!isKnownId(error)) throw error;
      this.takeBack.run();
      this.keep.run();
      return undefined;
    }
  }

  private store(append: PreparedAppend, head: Head | undefined): AppendResult {
    let revision = head?.revision ?? -1;
    let previousDigest = head?.digest ?? null;
    let position = 0;
    for (const event of append.events) {
      revision += 1;
      const digest = digestOfTexts({ ...event, stream: append.stream, revision, previousDigest });
      position = this.insertOne(append.stream, revision, event, previousDigest, digest);
      previousDigest = digest;
    }
    return { appended: true, revision, position: String(position) };
  }

  private insertOne(
    stream: string,
    revision: number,
    { id, type, data, metadata }: PreparedEvent,
    previousDigest: string | null,
    digest: string,
  ): number {
    const done = this.insert.run(stream, revision, id, type, data, metadata, previousDigest, digest);
    return Number(done.lastInsertRowid);
  }

  private head(stream: string): Head | undefined {
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

/** Streams and revisions cannot collide here, so a collision is one of ids. */
function isKnownId(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === CONSTRAINT_UNIQUE
  );
}

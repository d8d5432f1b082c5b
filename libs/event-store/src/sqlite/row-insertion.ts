import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { PreparedEvent } from '../prepare-append.js';

/** Events to store one after the other in one stream. */
export interface NextRows {
  readonly stream: string;
  /** Of the first of them. */
  readonly revision: number;
  /** Of the first of them. */
  readonly previousDigest: string | null;
  readonly events: readonly (PreparedEvent & { readonly digest: string })[];
}

/** One statement takes so many rows at most: more make it no quicker. */
const ROWS_A_STATEMENT = 32;

/**
 * Inserts rows, several with one statement. An id that is stored already fails the statement and takes the whole
 * transaction back (https://www.sqlite.org/lang_conflict.html, ROLLBACK): a statement that cannot fail halfway
 * and stay is spared noting down how to undo its part.
 */
export class RowInsertion {
  /** By the number of their rows. */
  private readonly statements = new Map<number, StatementSync>();

  constructor(private readonly database: DatabaseSync) {}

  /** The position of the last row. */
  insert({ stream, revision, previousDigest, events }: NextRows): number {
    let position = 0;
    let previous = previousDigest;
    for (let start = 0; start < events.length; start += ROWS_A_STATEMENT) {
      const parameters: SQLInputValue[] = [stream, revision + start];
      const end = Math.min(start + ROWS_A_STATEMENT, events.length);
      for (const { id, type, data, metadata, digest } of events.slice(start, end)) {
        parameters.push(id, type, data, metadata, previous, digest);
        previous = digest;
      }
      position = Number(this.statement(end - start).run(...parameters).lastInsertRowid);
    }
    return position;
  }

  private statement(rows: number): StatementSync {
    const prepared = this.statements.get(rows) ?? this.database.prepare(insertOf(rows));
    this.statements.set(rows, prepared);
    return prepared;
  }
}

/**
 * All rows have the stream and count from the first one's revision. Only these two parameters are numbered: the
 * driver asks for the name of each parameter, and SQLite looks through a list of those that have one.
 */
function insertOf(rows: number): string {
  const places = Array.from({ length: rows }, (_, row) => `(?1, ?2 + ${row}, ?, ?, ?, ?, ?, ?)`);
  return `INSERT OR ROLLBACK INTO events (stream, revision, id, type, data, metadata, previous_digest, digest)
          VALUES ${places.join(', ')}`;
}

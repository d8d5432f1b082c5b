import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { RecordedEvent } from '../event-store.js';
import { EVENT_COLUMN, integer, recordedEvent, text, type Row } from './rows.js';

/** A page ends at whichever comes first, so that memory stays bounded with small and with large events. */
const EVENTS_A_PAGE = 1_000;
const CHARACTERS_A_PAGE = 4_000_000;

const SELECT_EVENTS = `SELECT ${Object.keys(EVENT_COLUMN).join(', ')} FROM events`;

/** Some events in order, and whether there may be more. */
export interface Page {
  readonly rows: readonly Row[];
  readonly full: boolean;
}

/** Reads the log page by page. No read transaction outlives a call, so readers never hold back the writers. */
export class LogReader {
  private readonly ofStream: StatementSync;
  private readonly ofLog: StatementSync;
  private readonly headOfStream: StatementSync;
  private readonly headOfLog: StatementSync;

  constructor(database: DatabaseSync) {
    this.ofStream = listing(
      database,
      `${SELECT_EVENTS} WHERE stream = ? AND revision > ? AND revision <= ? ORDER BY revision LIMIT ${EVENTS_A_PAGE}`,
    );
    this.ofLog = listing(
      database,
      `${SELECT_EVENTS} WHERE position > ? AND position <= ? ORDER BY position LIMIT ${EVENTS_A_PAGE}`,
    );
    this.headOfStream = database.prepare('SELECT max(revision) AS head FROM events WHERE stream = ?');
    this.headOfLog = database.prepare('SELECT max(position) AS head FROM events');
  }

  /** The last revision of a stream, −1 where there is none. */
  lastRevision(stream: string): number {
    return headIn(this.headOfStream.get(stream)) ?? -1;
  }

  /** The last position of the log, 0 where it is empty. */
  lastPosition(): number {
    return headIn(this.headOfLog.get()) ?? 0;
  }

  /** A stream's events after revision `after`, up to and with `last`. */
  streamPage(stream: string, after: number, last: number): Page {
    return page(this.ofStream, stream, after, last);
  }

  /** The log's events after position `after`, up to and with `last`. */
  logPage(after: number, last: number = Number.MAX_SAFE_INTEGER): Page {
    return page(this.ofLog, after, last);
  }
}

/** The events of a page, each made when it is asked for. */
export function* eventsOf(page: Page): Generator<RecordedEvent> {
  for (const row of page.rows) yield recordedEvent(row);
}

/** A statement whose rows are lists: the driver makes these much faster than structures. */
function listing(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

function page(statement: StatementSync, ...parameters: SQLInputValue[]): Page {
  const rows: Row[] = [];
  let characters = 0;
  for (const row of statement.iterate(...parameters)) {
    rows.push(row);
    characters += text(row, EVENT_COLUMN.data).length + text(row, EVENT_COLUMN.metadata).length;
    if (rows.length === EVENTS_A_PAGE || characters >= CHARACTERS_A_PAGE) return { rows, full: true };
  }
  return { rows, full: false };
}

function headIn(row: Row | undefined): number | undefined {
  return row === undefined || row['head'] === null ? undefined : integer(row, 'head');
}

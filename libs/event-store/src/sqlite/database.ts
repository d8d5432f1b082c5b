import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { integer } from './rows.js';

/** The name under which SQLite keeps a database in memory, for one handle only. */
export const IN_MEMORY = ':memory:';

/** How long, in milliseconds, a statement waits for another process' transaction. */
const BUSY_TIMEOUT = 10_000;

/** Memory for pages of the file, in KiB, and pages of the write-ahead log before they go into the file. */
const CACHE_KIB = 32 * 1024;
const CHECKPOINT_PAGES = 4_000;

const SCHEMA_VERSION = 1;

/**
 * `position` counts the whole log: SQLite has one writer at a time, so positions become visible in order and
 * a reader that goes on from the last one it saw misses nothing. `digest` is the event's own, kept so that a
 * later change to the row shows even while the event is its stream's last.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    previous_digest TEXT,
    digest TEXT NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens (and where there is none, creates) an event file. Committed is durable: the write-ahead log is
 * synchronised at every commit (https://www.sqlite.org/pragma.html#pragma_synchronous, FULL).
 * Throws where the file is no event file or was written by a newer version of the product.
 */
export function openDatabase(file: string): DatabaseSync {
  if (file !== IN_MEMORY) mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
  try {
    switchToWriteAheadLog(database);
    database.exec(
      `PRAGMA synchronous = FULL; PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
    );
    createSchema(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * The switch needs the file for itself and does not wait for it, so processes that create it at the same
 * moment can meet "database is locked"; whoever comes second finds the switch made.
 */
function switchToWriteAheadLog(database: DatabaseSync): void {
  const patience = 100;
  for (let attempt = 1; ; attempt += 1) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (attempt === patience || !isBusy(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function createSchema(database: DatabaseSync): void {
  const version = schemaVersion(database);
  if (version === SCHEMA_VERSION) return;
  if (version > SCHEMA_VERSION) {
    throw new Error(
      `The event file has format ${version}, and this version of Known Good reads up to ${SCHEMA_VERSION}: install a newer one.`,
    );
  }
  database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
}

function schemaVersion(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  if (row === undefined) throw new Error('SQLite did not answer with the version of the event file.');
  return integer(row, 'user_version');
}

function isBusy(error: unknown): boolean {
  const BUSY = 5;
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === BUSY;
}

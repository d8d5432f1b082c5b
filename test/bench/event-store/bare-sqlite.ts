import { hash } from 'node:crypto';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { EventData, EventMetadata, RecordedEvent } from '#event-store';
import type { SampleAppend } from './sample-appends.ts';
import type { BareDriver } from './sides.ts';

const TABLE = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, UNIQUE (stream, revision)
  ) STRICT`;
const COLUMNS = 'position, stream, revision, id, type, data, metadata, previous_digest';

type Row = Record<string, SQLOutputValue>;

/**
 * node:sqlite alone, with the settings that make a commit durable and the columns that every event store needs: one
 * transaction an append, one prepared INSERT a row, no digests. Reads the event store's own file.
 */
export function bareSqlite(ownFile: string, storeFile: string): BareDriver {
  const own = new DatabaseSync(ownFile);
  own.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${TABLE}`);
  const [begin, commit] = [own.prepare('BEGIN IMMEDIATE'), own.prepare('COMMIT')];
  const insert = own.prepare(
    'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const stored = new DatabaseSync(storeFile, { readOnly: true });
  return {
    append: async ({ stream, first, events }: SampleAppend) => {
      begin.run();
      for (const [index, { id, type, data, metadata }] of events.entries()) {
        insert.run(stream, first + index, id, type, JSON.stringify(data), JSON.stringify(metadata));
      }
      commit.run();
    },
    replay: async () => {
      let count = 0;
      for (const row of stored.prepare(`SELECT ${COLUMNS} FROM events ORDER BY position`).iterate()) {
        if (recorded(row).type !== '') count += 1;
      }
      return count;
    },
    checkChain: async (stream) => {
      let previous: string | null = null;
      let count = 0;
      const sql = `SELECT ${COLUMNS} FROM events WHERE stream = ? ORDER BY revision`;
      for (const row of stored.prepare(sql).iterate(stream)) {
        if (row['previous_digest'] !== previous) throw new Error('The chain is broken.');
        previous = digest(row);
        count += 1;
      }
      return count;
    },
    events: async function* () {
      for (const row of stored.prepare(`SELECT ${COLUMNS} FROM events ORDER BY position`).iterate()) {
        yield recorded(row);
      }
    },
    close: async () => {
      own.close();
      stored.close();
    },
  };
}

function digest(row: Row): string {
  const { stream, revision, id, type, previous_digest: previous, data, metadata } = row;
  const head = JSON.stringify(['known-good-event/1', stream, revision, id, type, previous]);
  return hash('sha256', `${head}\n${String(data)}\n${String(metadata)}`);
}

function recorded(row: Row): RecordedEvent {
  return {
    stream: String(row['stream']),
    revision: Number(row['revision']),
    position: String(row['position']),
    id: String(row['id']),
    type: String(row['type']),
    data: JSON.parse(String(row['data'])) as EventData,
    metadata: JSON.parse(String(row['metadata'])) as EventMetadata,
    previousDigest: row['previous_digest'] === null ? null : String(row['previous_digest']),
  };
}

import type { SQLOutputValue } from 'node:sqlite';
import type { EventData, EventMetadata, RecordedEvent } from '../event-store.js';

/** A row as the driver gives it. */
export type Row = Record<string, SQLOutputValue>;

/** The columns that make an event, in the order of the table. */
export const EVENT_COLUMNS = 'position, stream, revision, id, type, data, metadata, previous_digest';

/** A column that the schema declares as TEXT NOT NULL. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new Error(`The event file is damaged: column ${column} holds no text.`);
}

/** A column that the schema declares as INTEGER NOT NULL. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw new Error(`The event file is damaged: column ${column} holds no number.`);
}

/** The event that a row of {@link EVENT_COLUMNS} holds. */
export function recordedEvent(row: Row): RecordedEvent {
  return {
    stream: text(row, 'stream'),
    revision: integer(row, 'revision'),
    position: String(integer(row, 'position')),
    id: text(row, 'id'),
    type: text(row, 'type'),
    // Only appends write these columns, and they take these types only.
    data: JSON.parse(text(row, 'data')) as EventData,
    metadata: JSON.parse(text(row, 'metadata')) as EventMetadata,
    previousDigest: row['previous_digest'] === null ? null : text(row, 'previous_digest'),
  };
}

import type { SQLOutputValue } from 'node:sqlite';
import type { EventData, EventMetadata, RecordedEvent } from '../event-store.js';

/** A row as the driver gives it: by the names of its columns, or as a list, by their numbers. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The columns that make an event, each with its number in a row that is a list. */
export const EVENT_COLUMN = {
  position: 0,
  stream: 1,
  revision: 2,
  id: 3,
  type: 4,
  data: 5,
  metadata: 6,
  previous_digest: 7,
  digest: 8,
} as const;

/** A column that the schema declares as TEXT NOT NULL. */
export function text(row: Row, column: string | number): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new Error(`The event file is damaged: column ${column} holds no text.`);
}

/** A column that the schema declares as INTEGER NOT NULL. */
export function integer(row: Row, column: string | number): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw new Error(`The event file is damaged: column ${column} holds no number.`);
}

/** The event that a list of the values of {@link EVENT_COLUMN} holds. */
export function recordedEvent(row: Row): RecordedEvent {
  const previousDigest = row[EVENT_COLUMN.previous_digest];
  return {
    stream: text(row, EVENT_COLUMN.stream),
    revision: integer(row, EVENT_COLUMN.revision),
    position: String(integer(row, EVENT_COLUMN.position)),
    id: text(row, EVENT_COLUMN.id),
    type: text(row, EVENT_COLUMN.type),
    // Only appends write these columns, and they take these types only.
    data: JSON.parse(text(row, EVENT_COLUMN.data)) as EventData,
    metadata: JSON.parse(text(row, EVENT_COLUMN.metadata)) as EventMetadata,
    previousDigest: previousDigest === null ? null : text(row, EVENT_COLUMN.previous_digest),
    notedDigest: text(row, EVENT_COLUMN.digest),
  };
}

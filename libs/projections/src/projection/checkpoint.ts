import type { Position } from '#event-store';
import { json } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';

/** How far the log has been applied. */
export interface Checkpoint {
  /** Position and id of the last event applied, and the position of the one before it: by these three a log is known again. */
  readonly position: Position;
  readonly eventId: string;
  readonly positionBefore: Position | undefined;
  /** The number of the last event applied, counted from 1. */
  readonly seq: number;
}

/** The checkpoint as last committed; `undefined` before the first event. */
export function readCheckpoint(database: ReadModelDatabase): Checkpoint | undefined {
  const row = database.prepare('SELECT body FROM checkpoint').get();
  return row && json<Checkpoint>(row, 'body');
}

/** Writes the checkpoint; belongs into the transaction of the rows that it stands for. */
export function writeCheckpoint(database: ReadModelDatabase, checkpoint: Checkpoint): void {
  database
    .prepare(
      'INSERT INTO checkpoint (one, body) VALUES (1, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
    )
    .run(JSON.stringify(checkpoint));
}

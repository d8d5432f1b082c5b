import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore, Position, RecordedEvent } from '#event-store';
import { ReadModelDatabase } from './database/read-model-database.js';
import { ensureTables } from './database/versioned-tables.js';
import { PROJECTION_TABLES } from './projection/projection-tables.js';
import { Projection } from './projection/projection.js';
import { viewTables } from './projection/view-tables.js';
import { SqliteReadModels } from './queries/sqlite-read-models.js';
import type { ReadModels } from './read-models.js';

/** As many events as are applied before the event loop gets its turn. */
const EVENTS_A_BATCH = 500;

/** A moment of the past: a place in the log, or a time (ISO 8601). What happened at it is included. */
export type Moment = { readonly position: Position } | { readonly time: string };

export interface PastReadModels {
  readonly models: ReadModels;
  close(): void;
}

export interface PastReadModelsOptions {
  readonly store: EventStore;
  readonly tenantId: string;
  readonly moment: Moment;
  /** Gives up with its reason when it aborts. */
  readonly signal: AbortSignal;
}

/**
 * The read models as they were at a moment, for one tenant: the same projection, run over the log in memory. Takes
 * as long as the log is long.
 */
export async function readModelsAsOf(options: PastReadModelsOptions): Promise<PastReadModels> {
  const database = ReadModelDatabase.open(':memory:', (opened) => ensureTables(opened, PROJECTION_TABLES));
  const views = viewTables(database);
  try {
    await applyUntil(options, new Projection(database, views, () => undefined));
  } catch (error) {
    database.close();
    throw error;
  }
  return { models: new SqliteReadModels(database, views), close: () => database.close() };
}

async function applyUntil(
  { store, tenantId, moment, signal }: PastReadModelsOptions,
  projection: Projection,
): Promise<void> {
  let batch: RecordedEvent[] = [];
  for await (const event of store.readAll()) {
    if ('position' in moment && store.comparePositions(event.position, moment.position) > 0) break;
    batch.push(isWanted(event, tenantId, moment) ? event : { ...event, type: PASSED_OVER });
    if (batch.length < EVENTS_A_BATCH) continue;
    projection.apply(batch);
    batch = [];
    await nextTurn();
    signal.throwIfAborted();
  }
  if (batch.length > 0) projection.apply(batch);
}

/** No event has this type. An event passed over still counts, so that cursors are the same as those of the present. */
const PASSED_OVER = '';

/** Without its tenant's events, nothing that a job or a backup of another tenant says finds a view. */
function isWanted({ stream, metadata }: RecordedEvent, tenantId: string, moment: Moment): boolean {
  if (stream.startsWith('tenant-') && stream !== `tenant-${tenantId}`) return false;
  return 'position' in moment || Date.parse(metadata.at) <= Date.parse(moment.time);
}

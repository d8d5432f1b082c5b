import { setImmediate as nextTurn } from 'node:timers/promises';
import { ReadModelDatabase } from '../database/read-model-database.js';
import { ensureTables } from '../database/versioned-tables.js';
import { toDomainEvent } from '../projection/domain-event.js';
import { PROJECTION_TABLES } from '../projection/projection-tables.js';
import { RecoverySteps } from '../projection/recovery-steps.js';
import { ViewProjection } from '../projection/view-projection.js';
import { viewTables, type ViewTables } from '../projection/view-tables.js';
import { SqliteReadModels } from '../queries/sqlite-read-models.js';
import type { Moment, PastReadModels } from './present-read-models.js';
import type { TenantLog } from './tenant-log.js';

/** As many events as are applied before the event loop gets its turn. */
const EVENTS_A_BATCH = 500;

/** Number of the tenant's last event as of a moment; `undefined` where it had none yet. */
export function lastEventAsOf(log: TenantLog, moment: Moment): number | undefined {
  return 'position' in moment ? log.lastAtPosition(moment.position) : log.lastAtTime(moment.time);
}

export interface OpenPastReadModels extends PastReadModels {
  close(): void;
}

/**
 * The read models as they were at event number `last` of a tenant: the same projection, run over the tenant's own
 * events in a database that is gone when closed (in memory, as far as it fits SQLite's cache). The cost follows the
 * number of the tenant's events up to then, and nothing else. Gives up with the signal's reason when it aborts.
 */
export async function readModelsAsOf(
  log: TenantLog,
  last: number,
  signal: AbortSignal,
): Promise<OpenPastReadModels> {
  const database = ReadModelDatabase.openTemporary((opened) => ensureTables(opened, PROJECTION_TABLES));
  try {
    const views = viewTables(database);
    const projection = new PastProjection(database, views, log);
    for (const batch of batchesOf(log.sequences(0, last))) {
      projection.apply(batch);
      await nextTurn();
      signal.throwIfAborted();
    }
    const { at, position } = log.entry(last);
    return { at, position, models: new SqliteReadModels(database, views), close: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Applies a tenant's events to its views. Its audit log needs no second copy. */
class PastProjection {
  private readonly projection: ViewProjection;

  constructor(
    private readonly database: ReadModelDatabase,
    private readonly views: ViewTables,
    private readonly log: TenantLog,
  ) {
    this.projection = new ViewProjection(views, new RecoverySteps(database));
  }

  apply(batch: readonly number[]): void {
    this.database.transaction(() => {
      for (const seq of batch) {
        const event = toDomainEvent(this.log.event(seq));
        if (event) this.projection.apply(event, seq);
      }
      const { tenants, backups, differenceReports, recoveries } = this.views;
      for (const view of [tenants, backups, differenceReports, recoveries]) view.flush();
    });
  }
}

function* batchesOf(sequences: Iterable<number>): Generator<number[]> {
  let batch: number[] = [];
  for (const seq of sequences) {
    batch.push(seq);
    if (batch.length < EVENTS_A_BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

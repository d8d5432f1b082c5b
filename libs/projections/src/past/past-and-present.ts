import type { EventStore } from '#event-store';
import type { Clock } from '#runtime';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { ViewTables } from '../projection/view-tables.js';
import { SqliteReadModels } from '../queries/sqlite-read-models.js';
import type { AuditEntryView } from '../read-models.js';
import type { Moment, PastReadModels, PresentReadModels, ReplayRequest } from './present-read-models.js';
import { lastEventAsOf, readModelsAsOf } from './as-of.js';
import { replay } from './replay.js';
import { Shelf } from './shelf.js';
import { TenantLog } from './tenant-log.js';

interface PastAndPresentOptions {
  readonly database: ReadModelDatabase;
  readonly views: ViewTables;
  readonly store: Pick<EventStore, 'comparePositions'>;
  readonly clock: Clock;
}

/** Answers from the projection's rows, and from the log of a tenant that is kept among them as of any moment. */
export class PastAndPresent extends SqliteReadModels implements PresentReadModels {
  private readonly shelf = new Shelf();

  constructor(private readonly options: PastAndPresentOptions) {
    super(options.database, options.views);
  }

  async asOf(tenantId: string, moment: Moment, signal: AbortSignal): Promise<PastReadModels | undefined> {
    const log = this.logOf(tenantId);
    const last = lastEventAsOf(log, moment);
    if (last === undefined) return undefined;
    return this.shelf.take(log.entry(last).id, (giveUp) => readModelsAsOf(log, last, giveUp), signal);
  }

  replay(tenantId: string, request: ReplayRequest, signal: AbortSignal): AsyncIterable<AuditEntryView> {
    return replay(this.logOf(tenantId), request, this.options.clock, signal);
  }

  /** Lets go of the past. */
  close(): void {
    this.shelf.close();
  }

  private logOf(tenantId: string): TenantLog {
    const { database, store } = this.options;
    return new TenantLog(database, (a, b) => store.comparePositions(a, b), tenantId);
  }
}

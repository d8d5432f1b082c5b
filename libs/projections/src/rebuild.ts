import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore, RecordedEvent } from '#event-store';
import { ReadModelDatabase, removeDatabase } from './database/read-model-database.js';
import { ensureTables } from './database/versioned-tables.js';
import { PROJECTION_TABLES } from './projection/projection-tables.js';
import { Projection } from './projection/projection.js';
import { viewTables } from './projection/view-tables.js';

/** As many events as one transaction applies; then those who serve get their turn. */
const EVENTS_A_BATCH = 500;

/** How far a rebuild has come. */
export interface RebuildProgress {
  /** Events of the log applied so far. */
  readonly applied: number;
  /** Events that the live read models have applied by now: the rebuild ends when it has as many. */
  readonly total: number;
  /** The one by the other, from 0 to 1. */
  readonly ratio: number;
}

/** What is rebuilt: the live rows, and the projection that goes on writing them meanwhile. */
interface LiveProjection {
  readonly file: string;
  readonly database: ReadModelDatabase;
  readonly projection: Projection;
  readonly store: EventStore;
  readonly onError: (error: unknown, event?: RecordedEvent) => void;
}

/** Rebuilds one at a time, and tells how far it has come. */
export class Rebuilding {
  private reached: RebuildProgress | undefined;
  private readonly closing = new AbortController();

  /** Clears away what a rebuild left whose process has died. */
  constructor(private readonly live: LiveProjection) {
    removeDatabase(besideOf(live.file));
  }

  /** How far the rebuild under way has come; `undefined` where none is. */
  get progress(): RebuildProgress | undefined {
    return this.reached;
  }

  async run(
    signal: AbortSignal,
    onProgress: (progress: RebuildProgress) => void = () => undefined,
  ): Promise<void> {
    if (this.reached) throw new Error('The read models are being rebuilt already.');
    const tell = (progress: RebuildProgress): void => {
      this.reached = progress;
      onProgress(progress);
    };
    try {
      tell({ applied: 0, total: this.live.projection.checkpoint?.seq ?? 0, ratio: 0 });
      await rebuildProjection(this.live, AbortSignal.any([signal, this.closing.signal]), tell);
    } finally {
      this.reached = undefined;
    }
  }

  /** Gives up what is under way. */
  close(): void {
    this.closing.abort();
  }
}

/**
 * Builds the projection's rows again from the log's beginning, in a second database beside the live one, and puts
 * them into its place when they have come as far: all in one turn of the event loop, so that every question is
 * answered from the one or from the other. When `signal` aborts, rejects with its reason and leaves all as it was.
 */
async function rebuildProjection(
  live: LiveProjection,
  signal: AbortSignal,
  onProgress: (progress: RebuildProgress) => void,
): Promise<void> {
  const database = ReadModelDatabase.open(besideOf(live.file), (opened) =>
    ensureTables(opened, PROJECTION_TABLES),
  );
  try {
    const fresh = new Projection(database, viewTables(database), live.onError);
    while (fresh.checkpoint?.position !== live.projection.checkpoint?.position) {
      await nextTurn();
      signal.throwIfAborted();
      for await (const batch of batchesToward(live, fresh)) {
        signal.throwIfAborted();
        fresh.apply(batch);
        onProgress(progressOf(fresh, live.projection));
      }
    }
    signal.throwIfAborted();
    live.database.takeOver(database);
    live.projection.resume();
  } catch (error) {
    database.close();
    database.remove();
    throw error;
  }
}

const besideOf = (file: string): string => (file === ':memory:' ? file : `${file}.rebuilding`);

/** The events up to where the live rows stand now. They may be further when the last batch has been handed over. */
async function* batchesToward(
  { store, projection }: LiveProjection,
  fresh: Projection,
): AsyncGenerator<RecordedEvent[]> {
  const goal = projection.checkpoint?.position;
  let batch: RecordedEvent[] = [];
  for await (const event of store.readAll(fresh.checkpoint?.position)) {
    if (goal === undefined || store.comparePositions(event.position, goal) > 0) break;
    batch.push(event);
    if (batch.length < EVENTS_A_BATCH) continue;
    yield batch;
    batch = [];
    await nextTurn();
  }
  if (batch.length > 0) yield batch;
}

function progressOf(fresh: Projection, live: Projection): RebuildProgress {
  const applied = fresh.checkpoint?.seq ?? 0;
  const total = Math.max(live.checkpoint?.seq ?? 0, applied);
  return { applied, total, ratio: total === 0 ? 1 : applied / total };
}

import type { EventStore, Position, RecordedEvent } from '#event-store';
import { systemClock, type Clock } from '#runtime';
import { SqliteChangeIndex } from './changes/change-index.js';
import { CHANGE_TABLES } from './changes/change-tables.js';
import { isBroken } from './database/database-errors.js';
import { ReadModelDatabase } from './database/read-model-database.js';
import { ensureTables } from './database/versioned-tables.js';
import { Follower } from './follower.js';
import { ProgressFeed } from './live/progress-feed.js';
import { PastAndPresent } from './past/past-and-present.js';
import type { LiveProgress } from './progress.js';
import { PROJECTION_TABLES } from './projection/projection-tables.js';
import { Projection } from './projection/projection.js';
import { viewTables } from './projection/view-tables.js';
import type { PresentReadModels } from './past/present-read-models.js';
import type { ChangeIndex } from './read-models.js';
import { Rebuilding, type RebuildProgress } from './rebuild.js';

export interface ReadModelsOptions {
  /**
   * Path of the database, created where missing, as is `<file>.changes` beside it for what can be computed again
   * from the vault; `:memory:` keeps nothing beyond this process.
   */
  readonly file: string;
  readonly store: EventStore;
  /** Paces live progress and replays. */
  readonly clock?: Clock;
  /** Hears of events that could not be applied and were passed over, and of failures to clear away old rows. */
  readonly onError?: (error: unknown, event?: RecordedEvent) => void;
}

/** The read models of one node, and what keeps them up with the log. */
export interface OpenReadModels extends LiveProgress {
  readonly models: PresentReadModels;
  readonly changes: ChangeIndex;
  /**
   * Applies the log from the checkpoint on, and each new event as it is stored. Resolves when `signal` aborts;
   * rejects when the machine fails (what was committed stays, and following can begin again). To be called once at
   * a time.
   */
  follow(signal: AbortSignal): Promise<void>;
  /** Resolves once all has been applied that was in the log when following first began. */
  caughtUp(): Promise<void>;
  /** Resolves once the event at `position` can be read here; rejects with `InvalidPosition`, or with the signal's reason. */
  reached(position: Position, signal: AbortSignal): Promise<void>;
  /** How far the log has been seen; `undefined` before its first event. */
  position(): Position | undefined;
  /**
   * Drops the rows and builds them again from the log's beginning, beside the live ones: these go on answering and
   * following until the new ones have come as far, and are then replaced by them at once. Rejects with the signal's
   * reason when it aborts (all is as it was then), and while another rebuild is under way.
   */
  rebuild(signal: AbortSignal, onProgress?: (progress: RebuildProgress) => void): Promise<void>;
  /** How far the rebuild has come that is under way; `undefined` where none is. */
  rebuildProgress(): RebuildProgress | undefined;
  /** Ends live progress and closes the database. Following must have ended before. */
  close(): void;
}

/**
 * Opens the read models: a cache of the log, one to a node. A database of another version is dropped and built
 * again; one that is damaged or not ours is moved to `<file>.set-aside` first. A log that is not the one last
 * followed (or was brought back to an earlier state) makes them start over as well.
 */
export function openReadModels({
  file,
  store,
  clock = systemClock,
  onError = () => undefined,
}: ReadModelsOptions): OpenReadModels {
  const database = ReadModelDatabase.open(file, (opened) => ensureTables(opened, PROJECTION_TABLES));
  const changeDatabase = ReadModelDatabase.open(changesFile(file), (opened) =>
    ensureTables(opened, CHANGE_TABLES),
  );
  const views = viewTables(database);
  const projection = new Projection(database, views, onError);
  const changes = new SqliteChangeIndex(changeDatabase, onError);
  const feed = new ProgressFeed(views, clock);
  const follower = new Follower(store, projection, (events) => {
    dropRetired(events, changes);
    feed.applied(events);
  });
  const models = new PastAndPresent({ database, views, store, clock });
  const rebuilding = new Rebuilding({ file, database, projection, store, onError });
  return {
    models,
    changes,
    follow: (signal) => followUnlessBroken(follower, signal, database),
    caughtUp: () => follower.untilCaughtUp(),
    reached: (position, signal) => follower.reached(position, signal),
    position: () => follower.position,
    rebuild: (signal, onProgress) => rebuilding.run(signal, onProgress),
    rebuildProgress: () => rebuilding.progress,
    progress: (jobId) => feed.progress(jobId),
    followProgress: (jobId, signal) => feed.followProgress(jobId, signal),
    close: () => {
      rebuilding.close();
      feed.close();
      models.close();
      changes.close();
      changeDatabase.close();
      database.close();
    },
  };
}

/** The changes of reports outlive a rebuild of the rows, so they have a file of their own. */
const changesFile = (file: string): string => (file === ':memory:' ? file : `${file}.changes`);

/** A database found to be damaged while following is given up, so that the next start builds a new one. */
async function followUnlessBroken(
  follower: Follower,
  signal: AbortSignal,
  database: ReadModelDatabase,
): Promise<void> {
  try {
    await follower.follow(signal);
  } catch (error) {
    if (isBroken(error)) database.abandon();
    throw error;
  }
}

/** The changes of a report whose retention is over can no longer be asked for. */
function dropRetired(events: readonly RecordedEvent[], changes: ChangeIndex): void {
  for (const { type, data } of events)
    if (type === 'JobRetired' && typeof data['jobId'] === 'string') changes.drop(data['jobId']);
}

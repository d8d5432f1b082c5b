import { text } from './columns.js';
import type { ReadModelDatabase } from './read-model-database.js';

/** A set of tables that stands or falls together: when its version changes, all of it is dropped and made anew. */
export interface VersionedTables {
  readonly name: string;
  /** To be raised whenever the same input would give other rows. */
  readonly version: number;
  /** Statements that create the tables and indexes. */
  readonly create: string;
  readonly tables: readonly string[];
}

/** Makes the tables where they are missing or of another version. */
export function ensureTables(database: ReadModelDatabase, set: VersionedTables): void {
  database.exec('CREATE TABLE IF NOT EXISTS versions (name TEXT PRIMARY KEY, version TEXT NOT NULL) STRICT');
  const found = database.prepare('SELECT version FROM versions WHERE name = ?').get(set.name);
  if (found && text(found, 'version') === String(set.version)) return;
  recreateTables(database, set);
}

/** Drops the tables with all they hold, and makes empty ones. */
export function recreateTables(database: ReadModelDatabase, set: VersionedTables): void {
  database.transaction(() => {
    for (const table of set.tables) database.exec(`DROP TABLE IF EXISTS ${table}`);
    database.exec(set.create);
    database
      .prepare(
        'INSERT INTO versions (name, version) VALUES (?, ?) ON CONFLICT DO UPDATE SET version = excluded.version',
      )
      .run(set.name, String(set.version));
  });
}

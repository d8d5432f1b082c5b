import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { isBroken } from './database-errors.js';

/** Marks a file as ours ("KGRM" in SQLite's header), so that another program's database is told apart. */
const APPLICATION_ID = 0x4b47524d;

/** A SQLite connection that prepares each statement once. */
export class ReadModelDatabase {
  private readonly statements = new Map<string, StatementSync>();

  private constructor(
    private readonly connection: DatabaseSync,
    private readonly file: string,
  ) {}

  /**
   * Opens `file` (or `:memory:`), creating it and its folder where missing, and lets `makeTables` see to its
   * tables. A file that is damaged, no SQLite database or some other program's is moved to `<file>.set-aside`, and
   * an empty database takes its place: what is kept here can always be built again from the log.
   */
  static open(file: string, makeTables: (database: ReadModelDatabase) => void): ReadModelDatabase {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    const database = ReadModelDatabase.tryOpen(file, makeTables);
    if (database) return database;
    setAside(file);
    const fresh = ReadModelDatabase.tryOpen(file, makeTables);
    if (fresh) return fresh;
    throw new Error('The database of the read models could not be created.');
  }

  private static tryOpen(
    file: string,
    makeTables: (database: ReadModelDatabase) => void,
  ): ReadModelDatabase | undefined {
    const connection = new DatabaseSync(file);
    try {
      if (claim(connection)) {
        const database = new ReadModelDatabase(connection, file);
        makeTables(database);
        return database;
      }
    } catch (error) {
      connection.close();
      if (isBroken(error)) return undefined;
      throw error;
    }
    connection.close();
    return undefined;
  }

  prepare(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.connection.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  exec(sql: string): void {
    this.connection.exec(sql);
  }

  /** Runs `work` in one transaction: all of its writes are kept, or none when it throws. */
  transaction(work: () => void): void {
    this.connection.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.connection.exec('COMMIT');
    } catch (error) {
      if (this.connection.isTransaction) this.connection.exec('ROLLBACK');
      throw error;
    }
  }

  /** Sees to it that the next start begins with an empty database, this one having turned out to be damaged. */
  abandon(): void {
    if (this.file !== ':memory:') setAside(this.file);
  }

  close(): void {
    this.statements.clear();
    if (this.connection.isOpen) this.connection.close();
  }
}

/** Makes an empty database ours; answers whether it is ours. */
function claim(connection: DatabaseSync): boolean {
  const tables = connection.prepare('SELECT count(*) AS tables FROM sqlite_master').get()?.['tables'];
  if (tables === 0) connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  const marked = connection.prepare('PRAGMA application_id').get()?.['application_id'];
  if (marked !== APPLICATION_ID) return false;
  connection.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA cache_size = -65536;
    PRAGMA wal_autocheckpoint = 4000;
  `);
  return true;
}

function setAside(file: string): void {
  renameSync(file, `${file}.set-aside`);
  for (const companion of [`${file}-wal`, `${file}-shm`]) rmSync(companion, { force: true });
}

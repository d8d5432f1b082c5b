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
    private connection: DatabaseSync,
    private readonly file: string,
  ) {}

  /**
   * Opens `file` (or `:memory:`), creating it and its folder where missing, and lets `makeTables` see to its
   * tables. A file that is damaged, no SQLite database or some other program's is moved to `<file>.set-aside`, and
   * an empty database takes its place: what is kept here can always be built again from the log.
   */
  static open(file: string, makeTables: (database: ReadModelDatabase) => void): ReadModelDatabase {
    if (isFile(file)) mkdirSync(dirname(file), { recursive: true });
    const database = ReadModelDatabase.tryOpen(file, makeTables);
    if (database) return database;
    setAside(file);
    const fresh = ReadModelDatabase.tryOpen(file, makeTables);
    if (fresh) return fresh;
    throw new Error('The database of the read models could not be created.');
  }

  /** Opens an empty database that is gone when closed: in memory, and on disk for what does not fit SQLite's cache. */
  static openTemporary(makeTables: (database: ReadModelDatabase) => void): ReadModelDatabase {
    const database = ReadModelDatabase.open(TEMPORARY, makeTables);
    database.exec(`PRAGMA cache_size = -${TEMPORARY_CACHE_KIB}`);
    return database;
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
    if (isFile(this.file)) setAside(this.file);
  }

  /**
   * Goes on with the content of `fresh`, which must be of the same kind, in one step for every reader; the former
   * content is dropped. Whenever the process dies, either the one or the other is left whole.
   */
  takeOver(fresh: ReadModelDatabase): void {
    this.statements.clear();
    const former = this.connection;
    if (!isFile(this.file)) {
      this.connection = fresh.connection;
      former.close();
      return;
    }
    fresh.close();
    former.close();
    try {
      renameSync(fresh.file, this.file);
    } finally {
      this.connection = new DatabaseSync(this.file);
      claim(this.connection);
    }
  }

  /** Deletes the file, this database being closed. */
  remove(): void {
    removeDatabase(this.file);
  }

  close(): void {
    this.statements.clear();
    if (this.connection.isOpen) this.connection.close();
  }
}

/** SQLite's name for a database of its own, without a name. */
const TEMPORARY = '';

/** Several temporary databases can be open at once. */
const TEMPORARY_CACHE_KIB = 16_384;

const isFile = (file: string): boolean => file !== TEMPORARY && file !== ':memory:';

/** Deletes a database that nobody has open, where there is one. */
export function removeDatabase(file: string): void {
  if (!isFile(file)) return;
  for (const each of [file, ...companionsOf(file)]) rmSync(each, { force: true });
}

/** SQLite's own files beside a database. */
const companionsOf = (file: string): readonly string[] => [`${file}-wal`, `${file}-shm`];

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
  for (const companion of companionsOf(file)) rmSync(companion, { force: true });
}

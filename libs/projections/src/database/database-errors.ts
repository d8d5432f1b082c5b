const SQLITE_CORRUPT = 11;
const SQLITE_CONSTRAINT = 19;
const SQLITE_NOTADB = 26;

/** The database file is damaged, or is none. */
export function isBroken(error: unknown): boolean {
  const code = primaryCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** The machine's fault (disk full, input or output, locked), which has nothing to do with the row being written. */
export function isMachineFault(error: unknown): boolean {
  const code = primaryCode(error);
  return code !== undefined && code !== SQLITE_CONSTRAINT;
}

/** SQLite's result code without its extension, where the error came from SQLite. */
function primaryCode(error: unknown): number | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'errcode' in error &&
    typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}

import type { SQLOutputValue } from 'node:sqlite';

/** A row as SQLite hands it over. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The text in a column that never holds anything else. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`Column ${column} does not hold text.`);
  return value;
}

/** The number in a column that never holds anything else. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`Column ${column} does not hold a number.`);
  return value;
}

/**
 * The JSON in a column, as the type that this code wrote there. The schema's version in the database says that it
 * was this code, so that the value need not be checked again.
 */
export function json<Value>(row: Row, column: string): Value {
  return JSON.parse(text(row, column)) as Value;
}

/** `?, ?, ?` for `count` values. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

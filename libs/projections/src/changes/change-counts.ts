import { integer, text, type Row } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { ChangeFilter } from '../read-models.js';
import type { ChangeKeys } from './change-rows.js';

/** Stands for "whatever attribute" in a count. */
const ANY = '';

interface Count {
  readonly attribute: string;
  readonly keys: ChangeKeys;
  changes: number;
}

/** Counts a report's changes while it is filled: by type, action, kind and recoverability, over all and by attribute. */
export class ChangeCounter {
  private readonly counts = new Map<string, Count>();

  add(keys: ChangeKeys): void {
    const { objectType, action, kind, recoverable } = keys;
    for (const attribute of [ANY, ...keys.attributes]) {
      const name = [attribute, objectType, action, kind, recoverable].join('\n');
      const known = this.counts.get(name);
      if (known) known.changes += 1;
      else this.counts.set(name, { attribute, keys, changes: 1 });
    }
  }

  /** Writes the counts; belongs into the transaction that makes the report visible. */
  write(database: ReadModelDatabase, report: number): void {
    const insert = database.prepare(
      `INSERT INTO change_counts (report, attribute, object_type, action, kind, recoverable, changes)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const { attribute, keys, changes } of this.counts.values())
      insert.run(report, attribute, keys.objectType, keys.action, keys.kind, keys.recoverable, changes);
  }
}

/** Numbers of a report's changes, by type and by action (`none` where nothing can be done). */
export function summarize(
  database: ReadModelDatabase,
  report: number,
  objectTypes: readonly string[] | undefined,
): {
  readonly byType: Readonly<Record<string, number>>;
  readonly byAction: Readonly<Record<string, number>>;
} {
  const byType: Record<string, number> = {};
  const byAction: Record<string, number> = {};
  for (const row of countsFor(database, report, ANY)) {
    if (!isAmong(row, 'object_type', objectTypes)) continue;
    const type = text(row, 'object_type');
    const action = text(row, 'action') || 'none';
    byType[type] = (byType[type] ?? 0) + integer(row, 'changes');
    byAction[action] = (byAction[action] ?? 0) + integer(row, 'changes');
  }
  return { byType, byAction };
}

/**
 * The number of changes that match a filter, as far as the kept counts can tell it: not for a part of a name, nor
 * for who made them, nor for several attributes, of which one change may have more than one.
 */
export function keptCount(
  database: ReadModelDatabase,
  report: number,
  filter: ChangeFilter,
): number | undefined {
  const { attributes, nameContains, objectTypes, actions, kinds, recoverable } = filter;
  if (nameContains || asksForDoings(filter) || (attributes && attributes.length !== 1)) return undefined;
  return countsFor(database, report, attributes?.[0] ?? ANY)
    .filter((row) => isAmong(row, 'object_type', objectTypes))
    .filter((row) => isAmong(row, 'action', actions))
    .filter((row) => isAmong(row, 'kind', kinds))
    .filter((row) => recoverable === undefined || integer(row, 'recoverable') === Number(recoverable))
    .reduce((sum, row) => sum + integer(row, 'changes'), 0);
}

function asksForDoings({ actorId, actorName, changedAfter, changedBefore }: ChangeFilter): boolean {
  return [actorId, actorName, changedAfter, changedBefore].some(Boolean);
}

function countsFor(database: ReadModelDatabase, report: number, attribute: string): readonly Row[] {
  return database
    .prepare(
      `SELECT object_type, action, kind, recoverable, changes FROM change_counts
       WHERE report = ? AND attribute = ?`,
    )
    .all(report, attribute);
}

function isAmong(row: Row, column: string, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.includes(text(row, column));
}

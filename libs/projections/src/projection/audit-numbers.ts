import { integer } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { AuditEntryView } from '../read-models.js';

/** Gives the ids and series of the audit log the numbers under which they are indexed. */
export class AuditNumbers {
  private readonly known = new Map<string, number>();

  constructor(private readonly database: ReadModelDatabase) {}

  /** The number of an actor's or a subject's id, a new one where it has none yet. */
  ofId(id: string): number {
    return this.remember(
      id,
      () => findId(this.database, id) ?? this.insert('INSERT INTO audit_ids (id) VALUES (?)', id),
    );
  }

  /** The number of a tenant's activity, a new one where it has none yet. */
  ofSeries({ tenantId, activity, outcome }: AuditEntryView): number {
    return this.remember(`${tenantId} ${activity}`, () => {
      const row = this.database
        .prepare('SELECT series FROM audit_series WHERE tenant_id = ? AND activity = ?')
        .get(tenantId, activity);
      const insert = 'INSERT INTO audit_series (tenant_id, activity, outcome) VALUES (?, ?, ?)';
      return row ? integer(row, 'series') : this.insert(insert, tenantId, activity, outcome);
    });
  }

  /** Forgets what it has looked up: numbers given in a transaction that failed are not given. */
  forget(): void {
    this.known.clear();
  }

  private remember(name: string, find: () => number): number {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const found = find();
    this.known.set(name, found);
    return found;
  }

  private insert(sql: string, ...values: readonly string[]): number {
    return Number(this.database.prepare(sql).run(...values).lastInsertRowid);
  }
}

/** The number of an actor's or a subject's id; `undefined` where the log has never seen it. */
export function findId(database: ReadModelDatabase, id: string): number | undefined {
  const row = database.prepare('SELECT number FROM audit_ids WHERE id = ?').get(id);
  return row && integer(row, 'number');
}

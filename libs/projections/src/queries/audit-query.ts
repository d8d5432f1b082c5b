import type { SQLInputValue } from 'node:sqlite';
import { integer, json, placeholders, text, type Row } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import { readClock } from '../projection/audit-log.js';
import type { AuditEntryView, AuditFilter, Page, PageRequest } from '../read-models.js';
import { Cursors, isSequence } from './cursor.js';
import { readPage } from './page.js';

/** Conditions on the rows, joined by AND. */
interface Conditions {
  readonly index: string;
  readonly sql: readonly string[];
  readonly parameters: readonly SQLInputValue[];
}

/**
 * Pages over a tenant's audit log. Entries are read per activity, each in the order of the log from an index that
 * has them in that order, and merged: so a page costs the same among millions of entries, whatever the filter.
 */
export class AuditQuery {
  constructor(private readonly database: ReadModelDatabase) {}

  page(tenantId: string, filter: AuditFilter, request: PageRequest): Page<AuditEntryView> {
    const activities = this.activities(tenantId, filter);
    const conditions = this.conditions(tenantId, filter);
    return readPage(
      {
        cursors: new Cursors(`audit/${tenantId}`, isSequence),
        rowsAfter: (after, limit) =>
          this.sequences(conditions, activities, after?.[0] ?? 0, limit).map((seq) => this.entry(seq)),
        count: () => this.count(tenantId, filter, conditions, activities),
      },
      request,
    );
  }

  /** The activities to read one by one; `undefined` where the plain order of the log will do. */
  private activities(tenantId: string, filter: AuditFilter): readonly string[] | undefined {
    const { activities, outcome, actorId, subjectId } = filter;
    if (!activities && !outcome && !actorId && !subjectId) return undefined;
    return this.database
      .prepare('SELECT DISTINCT activity, outcome FROM audit_counts WHERE tenant_id = ?')
      .all(tenantId)
      .filter((row) => outcome === undefined || text(row, 'outcome') === outcome)
      .map((row) => text(row, 'activity'))
      .filter((activity) => activities === undefined || activities.includes(activity));
  }

  private conditions(tenantId: string, filter: AuditFilter): Conditions {
    const { actorId, subjectId } = filter;
    const span = this.span(tenantId, filter);
    return {
      index: indexFor(filter),
      sql: [
        'tenant_id = ?',
        ...(subjectId === undefined ? [] : ['subject_id = ?']),
        ...(actorId === undefined ? [] : ['actor_id = ?']),
        ...span.sql,
      ],
      parameters: [
        tenantId,
        ...(subjectId === undefined ? [] : [subjectId]),
        ...(actorId === undefined ? [] : [actorId]),
        ...span.parameters,
      ],
    };
  }

  /** A span of time is one of the log as well: by the clock that never goes back, and how far others were behind it. */
  private span(tenantId: string, { from, until }: AuditFilter): Omit<Conditions, 'index'> {
    const sql: string[] = [];
    const parameters: SQLInputValue[] = [];
    if (from !== undefined) {
      const first = this.boundary(tenantId, 'min(seq)', 'clock_ms >= ?', Date.parse(from));
      sql.push('at_ms >= ?', 'seq >= ?');
      parameters.push(Date.parse(from), first ?? Number.MAX_SAFE_INTEGER);
    }
    if (until !== undefined) {
      const lag = readClock(this.database, tenantId)?.lagMs ?? 0;
      const last = this.boundary(tenantId, 'max(seq)', 'clock_ms < ?', Date.parse(until) + lag);
      sql.push('at_ms < ?', 'seq <= ?');
      parameters.push(Date.parse(until), last ?? 0);
    }
    return { sql, parameters };
  }
}

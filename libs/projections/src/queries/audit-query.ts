import { integer, text, type Row } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import { findId } from '../projection/audit-numbers.js';
import type { AuditEntryView, AuditFilter, Page, PageRequest } from '../read-models.js';
import { auditEntryAt } from './audit-entry.js';
import { auditConditions, type AuditConditions } from './audit-conditions.js';
import { Cursors, isSequence } from './cursor.js';
import { readPage } from './page.js';

/**
 * Pages over a tenant's audit log, in the order of the log. Each series (one activity) is read by itself from an
 * index that has it in that order, and all are merged: a page costs the same among millions of entries, and
 * whether what the filter asks for is frequent or rare.
 */
export class AuditQuery {
  constructor(private readonly database: ReadModelDatabase) {}

  page(tenantId: string, filter: AuditFilter, request: PageRequest): Page<AuditEntryView> {
    const series = this.series(tenantId, filter);
    const conditions = auditConditions(this.database, tenantId, filter);
    return readPage(
      {
        cursors: new Cursors(`audit/${tenantId}`, isSequence),
        rowsAfter: (after, limit) =>
          this.sequences(conditions, series, after?.[0] ?? 0, limit).map((seq) => ({
            place: [seq] as const,
            row: auditEntryAt(this.database, seq),
          })),
        count: () => this.count(filter, conditions, series),
      },
      request,
    );
  }

  private series(tenantId: string, { activities, outcome }: AuditFilter): readonly number[] {
    return this.database
      .prepare('SELECT series, activity, outcome FROM audit_series WHERE tenant_id = ?')
      .all(tenantId)
      .filter((row) => outcome === undefined || text(row, 'outcome') === outcome)
      .filter((row) => activities === undefined || activities.includes(text(row, 'activity')))
      .map((row) => integer(row, 'series'));
  }

  private sequences(
    { index, sql, parameters }: AuditConditions,
    series: readonly number[],
    after: number,
    limit: number,
  ): readonly number[] {
    const select = this.database.prepare(
      `SELECT seq FROM audit INDEXED BY ${index} WHERE ${sql} AND seq > ? ORDER BY seq LIMIT ?`,
    );
    return series
      .flatMap((each) => select.all(each, ...parameters, after, limit))
      .map((row) => integer(row, 'seq'))
      .sort((a, b) => a - b)
      .slice(0, limit);
  }

  /** Counts are kept by actor and series; only a subject or a span of time makes it count entries in the index. */
  private count(filter: AuditFilter, conditions: AuditConditions, series: readonly number[]): number {
    const { actorId, subjectId, from, until } = filter;
    if (subjectId === undefined && from === undefined && until === undefined)
      return this.keptCount(actorId, series);
    const { index, sql, parameters } = conditions;
    const count = this.database.prepare(
      `SELECT count(*) AS entries FROM audit INDEXED BY ${index} WHERE ${sql}`,
    );
    return series.reduce((sum, each) => sum + entriesIn(count.get(each, ...parameters)), 0);
  }

  private keptCount(actorId: string | undefined, series: readonly number[]): number {
    const actor = actorId === undefined ? undefined : findId(this.database, actorId);
    const counts = this.database.prepare('SELECT actor, entries FROM audit_counts WHERE series = ?');
    return series
      .flatMap((each) => counts.all(each))
      .filter((row) => actorId === undefined || row['actor'] === actor)
      .reduce((sum, row) => sum + entriesIn(row), 0);
  }
}

const entriesIn = (row: Row | undefined): number => integer(row ?? {}, 'entries');

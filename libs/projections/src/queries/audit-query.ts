import { integer, json, text, type Row } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import { findId } from '../projection/audit-numbers.js';
import type { AuditEntryView, AuditFilter, Page, PageRequest } from '../read-models.js';
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
            row: this.entry(seq),
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

  private entry(seq: number): AuditEntryView {
    const row = this.database.prepare(ENTRY).get(seq) ?? {};
    return {
      id: text(row, 'id'),
      position: text(row, 'position'),
      tenantId: text(row, 'tenant_id'),
      at: text(row, 'at'),
      actor: { id: text(row, 'actor_id'), name: text(row, 'actor_name') },
      from: text(row, 'origin'),
      activity: text(row, 'activity'),
      subject: { kind: subjectKind(row), id: text(row, 'subject_id') },
      outcome: text(row, 'outcome') === 'failure' ? 'failure' : 'success',
      correlationId: text(row, 'correlation_id'),
      details: json(row, 'details'),
    };
  }
}

const ENTRY = `
  SELECT audit.*, audit_series.tenant_id, audit_series.activity, audit_series.outcome,
    actors.id AS actor_id, subjects.id AS subject_id
  FROM audit
  JOIN audit_series ON audit_series.series = audit.series
  JOIN audit_ids AS actors ON actors.number = audit.actor
  JOIN audit_ids AS subjects ON subjects.number = audit.subject
  WHERE audit.seq = ?`;

const SUBJECT_KINDS: readonly AuditEntryView['subject']['kind'][] = [
  'tenant',
  'backup',
  'differenceReport',
  'recovery',
];

function subjectKind(row: Row): AuditEntryView['subject']['kind'] {
  const kind = SUBJECT_KINDS.find((each) => each === row['subject_kind']);
  if (kind === undefined) throw new Error('The audit log holds an unknown kind of subject.');
  return kind;
}

const entriesIn = (row: Row | undefined): number => integer(row ?? {}, 'entries');

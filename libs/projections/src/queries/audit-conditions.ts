import type { ReadModelDatabase } from '../database/read-model-database.js';
import { logSpan } from '../projection/audit-clock.js';
import { findId } from '../projection/audit-numbers.js';
import type { AuditFilter } from '../read-models.js';

/** Conditions that, with a series, say which audit entries to read, and the index that serves them. */
export interface AuditConditions {
  readonly index: string;
  readonly sql: string;
  readonly parameters: readonly number[];
}

/** No entry has this number, so conditions on it match nothing. */
const UNKNOWN = 0;

/** Turns a filter, but for activities and outcome, into conditions. A bound that is no time matches nothing. */
export function auditConditions(
  database: ReadModelDatabase,
  tenantId: string,
  filter: AuditFilter,
): AuditConditions {
  const { subjectId, actorId } = filter;
  const conditions = [
    ...(subjectId === undefined ? [] : [is('subject = ?', findId(database, subjectId) ?? UNKNOWN)]),
    ...(actorId === undefined ? [] : [is('actor = ?', findId(database, actorId) ?? UNKNOWN)]),
    ...timeConditions(database, tenantId, filter),
  ];
  return {
    index: indexFor(filter),
    sql: ['series = ?', ...conditions.map((condition) => condition.sql)].join(' AND '),
    parameters: conditions.map((condition) => condition.value),
  };
}

const is = (sql: string, value: number) => ({ sql, value });

function indexFor({ subjectId, actorId }: AuditFilter): string {
  if (subjectId !== undefined) return 'audit_by_subject';
  return actorId === undefined ? 'audit_by_series' : 'audit_by_actor';
}

/** Narrows to a span of the log first, so that a span of time is not looked for in all of it. */
function timeConditions(database: ReadModelDatabase, tenantId: string, { from, until }: AuditFilter) {
  const fromMs = from === undefined ? undefined : Date.parse(from);
  const untilMs = until === undefined ? undefined : Date.parse(until);
  const { first, end } = logSpan(database, tenantId, fromMs, untilMs);
  return [
    ...(fromMs === undefined ? [] : [is('at_ms >= ?', fromMs), is('seq >= ?', first)]),
    ...(untilMs === undefined ? [] : [is('at_ms < ?', untilMs), is('seq < ?', end)]),
  ];
}

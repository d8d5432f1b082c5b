import { integer, json, text, type Row } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { ViewedEvent } from '../projection/domain-event.js';
import type { AuditEntryView } from '../read-models.js';

const ENTRY = `
  SELECT audit.*, audit_series.tenant_id, audit_series.activity, audit_series.outcome,
    actors.id AS actor_id, subjects.id AS subject_id
  FROM audit
  JOIN audit_series ON audit_series.series = audit.series
  JOIN audit_ids AS actors ON actors.number = audit.actor
  JOIN audit_ids AS subjects ON subjects.number = audit.subject
  WHERE audit.seq = ?`;

/** The audit log's line of event number `seq`, which must be one. */
export function auditEntryAt(database: ReadModelDatabase, seq: number): AuditEntryView {
  const row = entryRow(database, seq);
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

/** The same event as the views were made of it. */
export function viewedEventAt(database: ReadModelDatabase, seq: number): ViewedEvent {
  const row = entryRow(database, seq);
  return {
    stream: `${subjectKind(row)}-${text(row, 'subject_id')}`,
    position: text(row, 'position'),
    type: text(row, 'activity'),
    data: json(row, 'details'),
    metadata: {
      actor: { id: text(row, 'actor_id'), name: text(row, 'actor_name') },
      at: text(row, 'at'),
      schemaVersion: integer(row, 'schema_version'),
    },
  };
}

function entryRow(database: ReadModelDatabase, seq: number): Row {
  return database.prepare(ENTRY).get(seq) ?? {};
}

const SUBJECT_KINDS: readonly AuditEntryView['subject']['kind'][] = [
  'tenant',
  'backup',
  'differenceReport',
  'recovery',
  'alarm',
];

function subjectKind(row: Row): AuditEntryView['subject']['kind'] {
  const kind = SUBJECT_KINDS.find((each) => each === row['subject_kind']);
  if (kind === undefined) throw new Error('The audit log holds an unknown kind of subject.');
  return kind;
}

import type { RecordedEvent } from '#event-store';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { AuditEntryView } from '../read-models.js';
import { AuditClock } from './audit-clock.js';
import { AuditNumbers } from './audit-numbers.js';

/** The audit log's line for an event: every event of the domain is one. */
export function auditEntry(
  event: RecordedEvent,
  subject: AuditEntryView['subject'],
  tenantId: string,
): AuditEntryView {
  const { actor, from, at, correlationId } = event.metadata;
  return {
    id: event.id,
    position: event.position,
    tenantId,
    at,
    actor: { id: actor.id, name: actor.name },
    from,
    activity: event.type,
    subject,
    outcome: isFailure(event.type) ? 'failure' : 'success',
    correlationId,
    details: event.data,
  };
}

const isFailure = (type: string): boolean =>
  type.endsWith('Failed') || type === 'BackupAbandoned' || type === 'AlarmNotDelivered';

/** Writes the audit log's rows, and beside them the counts that make totals cheap. */
export class AuditLog {
  private readonly numbers: AuditNumbers;
  private readonly clock: AuditClock;
  /** Entries of the batch, by series and actor. */
  private readonly counts = new Map<number, Map<number, number>>();

  constructor(private readonly database: ReadModelDatabase) {
    this.numbers = new AuditNumbers(database);
    this.clock = new AuditClock(database);
  }

  /** Adds event number `seq`; `schemaVersion` is that of its details. */
  add(seq: number, entry: AuditEntryView, schemaVersion: number): void {
    const atMs = Date.parse(entry.at);
    const series = this.numbers.ofSeries(entry);
    const actor = this.numbers.ofId(entry.actor.id);
    const subject = this.numbers.ofId(entry.subject.id);
    this.insert(entry, [seq, series, actor, subject, atMs, schemaVersion]);
    this.clock.note(entry.tenantId, seq, atMs);
    this.count(series, actor);
  }

  /** Writes what is kept beside the rows; belongs into the batch's transaction. */
  flush(): void {
    const add = this.database.prepare(
      `INSERT INTO audit_counts (series, actor, entries) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET entries = entries + excluded.entries`,
    );
    for (const [series, ofActors] of this.counts)
      for (const [actor, entries] of ofActors) add.run(series, actor, entries);
    this.clock.flush();
    this.discard();
  }

  /** Forgets what has not been written. */
  discard(): void {
    this.counts.clear();
    this.clock.discard();
    this.numbers.forget();
  }

  private insert(entry: AuditEntryView, numbers: readonly number[]): void {
    const { at, id, position, actor, from, subject, correlationId, details } = entry;
    this.database
      .prepare(
        `INSERT INTO audit (seq, series, actor, subject, at_ms, schema_version, at, id, position, actor_name,
           origin, subject_kind, correlation_id, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...numbers,
        ...[at, id, position, actor.name, from, subject.kind, correlationId, JSON.stringify(details)],
      );
  }

  private count(series: number, actor: number): void {
    const ofActors = this.counts.get(series) ?? new Map<number, number>();
    this.counts.set(series, ofActors.set(actor, (ofActors.get(actor) ?? 0) + 1));
  }
}

import type { RecordedEvent } from '#event-store';
import { integer } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { AuditEntryView } from '../read-models.js';

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
    outcome: event.type.endsWith('Failed') || event.type === 'BackupAbandoned' ? 'failure' : 'success',
    correlationId,
    details: event.data,
  };
}

/** The time of a tenant's log: the latest that any of its events bears, and by how much the others may be behind. */
interface TenantClock {
  readonly clockMs: number;
  readonly lagMs: number;
}

/**
 * Writes the audit log's rows, and beside them what makes questions cheap: numbers of entries by actor and
 * activity, and a clock that never goes back, by which a span of time becomes a span of the log even though
 * several machines' clocks have stamped it.
 */
export class AuditLog {
  private readonly counts = new Map<string, { readonly key: readonly string[]; entries: number }>();
  private readonly clocks = new Map<string, TenantClock>();

  constructor(private readonly database: ReadModelDatabase) {}

  add(seq: number, entry: AuditEntryView): void {
    const atMs = Date.parse(entry.at);
    const { clockMs } = this.advance(entry.tenantId, atMs);
    this.insert(seq, entry, atMs, clockMs);
    this.count([entry.tenantId, entry.actor.id, entry.activity, entry.outcome]);
  }

  /** Writes the counts and clocks of the batch; belongs into its transaction. */
  flush(): void {
    const addCount = this.database.prepare(
      `INSERT INTO audit_counts (tenant_id, actor_id, activity, outcome, entries) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET entries = entries + excluded.entries`,
    );
    for (const { key, entries } of this.counts.values()) addCount.run(...key, entries);
    const setClock = this.database.prepare(
      `INSERT INTO audit_clocks (tenant_id, clock_ms, lag_ms) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET clock_ms = excluded.clock_ms, lag_ms = excluded.lag_ms`,
    );
    for (const [tenantId, { clockMs, lagMs }] of this.clocks) setClock.run(tenantId, clockMs, lagMs);
    this.discard();
  }

  /** Forgets the counts and clocks that have not been written. */
  discard(): void {
    this.counts.clear();
    this.clocks.clear();
  }

  private insert(seq: number, entry: AuditEntryView, atMs: number, clockMs: number): void {
    const { id, position, tenantId, at, actor, from, activity, subject, outcome, correlationId } = entry;
    this.database
      .prepare(
        `INSERT INTO audit (seq, id, position, tenant_id, at, at_ms, clock_ms, actor_id, actor_name, origin,
           activity, subject_kind, subject_id, outcome, correlation_id, details)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...[seq, id, position, tenantId, at, atMs, clockMs, actor.id, actor.name, from],
        ...[activity, subject.kind, subject.id, outcome, correlationId, JSON.stringify(entry.details)],
      );
  }

  private advance(tenantId: string, atMs: number): TenantClock {
    const before = this.clocks.get(tenantId) ?? readClock(this.database, tenantId);
    const clockMs = Math.max(before?.clockMs ?? atMs, atMs);
    const clock = { clockMs, lagMs: Math.max(before?.lagMs ?? 0, clockMs - atMs) };
    this.clocks.set(tenantId, clock);
    return clock;
  }

  private count(key: readonly string[]): void {
    const name = JSON.stringify(key);
    const known = this.counts.get(name);
    if (known) known.entries += 1;
    else this.counts.set(name, { key, entries: 1 });
  }
}

/** The clock of a tenant's audit log as last written; `undefined` where it has no entries. */
export function readClock(database: ReadModelDatabase, tenantId: string): TenantClock | undefined {
  const row = database.prepare('SELECT clock_ms, lag_ms FROM audit_clocks WHERE tenant_id = ?').get(tenantId);
  return row && { clockMs: integer(row, 'clock_ms'), lagMs: integer(row, 'lag_ms') };
}

import type { EventStore, Position } from '#event-store';
import { integer } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import { logSpan } from '../projection/audit-clock.js';
import type { ViewedEvent } from '../projection/domain-event.js';
import { auditEntryAt, viewedEventAt } from '../queries/audit-entry.js';
import type { AuditEntryView } from '../read-models.js';
import { mergedSequences } from './merged-sequences.js';

/**
 * What the log says of one tenant, read from the audit log, which keeps every event of it that means anything: no
 * event of another tenant is touched, and each place is found by an index.
 */
export class TenantLog {
  constructor(
    private readonly database: ReadModelDatabase,
    private readonly comparePositions: EventStore['comparePositions'],
    readonly tenantId: string,
  ) {}

  /** Number of the tenant's last event at or before a position. Throws `InvalidPosition` for what is none. */
  lastAtPosition(position: Position): number | undefined {
    return this.lastUpTo(this.lastOfLog(position));
  }

  /** Number of the tenant's last event, in the order of the log, that bears a moment up to `time`. */
  lastAtTime(time: string): number | undefined {
    const ms = Date.parse(time);
    const { end } = logSpan(this.database, this.tenantId, undefined, ms + 1);
    return this.furthest('max', 'seq < ? AND at_ms <= ? ORDER BY seq DESC', end, ms);
  }

  /** Number of the tenant's first event, in the order of the log, that bears a moment from `time` on. */
  firstAtTime(time: string): number | undefined {
    const ms = Date.parse(time);
    const { first } = logSpan(this.database, this.tenantId, ms, undefined);
    return this.furthest('min', 'seq >= ? AND at_ms >= ? ORDER BY seq', first, ms);
  }

  /** Number of the tenant's last event. */
  last(): number | undefined {
    return this.lastUpTo(Number.MAX_SAFE_INTEGER);
  }

  /** Numbers of the tenant's events after number `after`, up to number `until`, in order. */
  sequences(after: number, until: number): Iterable<number> {
    return mergedSequences(this.database, this.series(), after, until);
  }

  entry(seq: number): AuditEntryView {
    return auditEntryAt(this.database, seq);
  }

  event(seq: number): ViewedEvent {
    return viewedEventAt(this.database, seq);
  }

  private lastUpTo(seq: number): number | undefined {
    return this.furthest('max', 'seq <= ? ORDER BY seq DESC', seq);
  }

  /** The first match of each activity's entries, and of these the one furthest in the direction of `which`. */
  private furthest(
    which: 'min' | 'max',
    condition: string,
    ...values: readonly number[]
  ): number | undefined {
    const select = this.database.prepare(
      `SELECT seq FROM audit INDEXED BY audit_by_series WHERE series = ? AND ${condition} LIMIT 1`,
    );
    const found = this.series().flatMap((series) => select.all(series, ...values));
    return found.length === 0 ? undefined : Math[which](...found.map((row) => integer(row, 'seq')));
  }

  private series(): readonly number[] {
    return this.database
      .prepare('SELECT series FROM audit_series WHERE tenant_id = ?')
      .all(this.tenantId)
      .map((row) => integer(row, 'series'));
  }

  /** Number of the last event of any tenant at or before a position, found by halving the log; 0 before the first. */
  private lastOfLog(position: Position): number {
    const select = this.database.prepare(
      'SELECT seq, position FROM audit WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT 1',
    );
    let last = 0;
    let beyond = (this.lastNumber() ?? 0) + 1;
    this.comparePositions(position, position);
    while (beyond - last > 1) {
      const middle = Math.floor((last + beyond) / 2);
      const row = select.get(middle, beyond);
      if (row && this.comparePositions(String(row['position']), position) <= 0) last = integer(row, 'seq');
      else beyond = middle;
    }
    return last;
  }

  private lastNumber(): number | undefined {
    const row = this.database.prepare('SELECT seq FROM audit ORDER BY seq DESC LIMIT 1').get();
    return row && integer(row, 'seq');
  }
}

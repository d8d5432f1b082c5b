import { integer } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';

/**
 * The time of a tenant's log: the latest moment that any of its entries bears, and the most by which a later entry
 * was behind it, several machines' clocks having stamped them.
 */
interface LogTime {
  readonly clockMs: number;
  readonly lagMs: number;
}

/** Numbers of the log between which a span of time lies: from `first` on, and before `end`. */
export interface LogSpan {
  readonly first: number;
  readonly end: number;
}

/** Keeps each tenant's log time, and the number of the first entry in each second of it. */
export class AuditClock {
  private readonly times = new Map<string, LogTime>();

  constructor(private readonly database: ReadModelDatabase) {}

  /** Notes that entry number `seq` bears the moment `atMs`. */
  note(tenantId: string, seq: number, atMs: number): void {
    const before = this.times.get(tenantId) ?? readTime(this.database, tenantId);
    const clockMs = Math.max(before?.clockMs ?? atMs, atMs);
    this.times.set(tenantId, { clockMs, lagMs: Math.max(before?.lagMs ?? 0, clockMs - atMs) });
    if (before && secondOf(before.clockMs) === secondOf(clockMs)) return;
    this.database
      .prepare('INSERT INTO audit_seconds (tenant_id, second, seq) VALUES (?, ?, ?)')
      .run(tenantId, secondOf(clockMs), seq);
  }

  /** Writes the log times of the batch; belongs into its transaction. */
  flush(): void {
    const upsert = this.database.prepare(
      `INSERT INTO audit_clocks (tenant_id, clock_ms, lag_ms) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET clock_ms = excluded.clock_ms, lag_ms = excluded.lag_ms`,
    );
    for (const [tenantId, { clockMs, lagMs }] of this.times) upsert.run(tenantId, clockMs, lagMs);
    this.discard();
  }

  /** Forgets what has not been written. */
  discard(): void {
    this.times.clear();
  }
}

/**
 * Where in the log all of a tenant's entries are that bear a moment from `fromMs` until before `untilMs`: never too
 * narrow, and too wide by about a second and the lag. Open where a bound is left out.
 */
export function logSpan(
  database: ReadModelDatabase,
  tenantId: string,
  fromMs: number | undefined,
  untilMs: number | undefined,
): LogSpan {
  const lagMs = readTime(database, tenantId)?.lagMs ?? 0;
  const first = fromMs === undefined ? undefined : lastBefore(database, tenantId, secondOf(fromMs));
  const end = untilMs === undefined ? undefined : firstAfter(database, tenantId, secondOf(untilMs + lagMs));
  return { first: first ?? 0, end: end ?? Number.MAX_SAFE_INTEGER };
}

function lastBefore(database: ReadModelDatabase, tenantId: string, second: number): number | undefined {
  const row = database
    .prepare('SELECT seq FROM audit_seconds WHERE tenant_id = ? AND second < ? ORDER BY second DESC LIMIT 1')
    .get(tenantId, second);
  return row && integer(row, 'seq');
}

function firstAfter(database: ReadModelDatabase, tenantId: string, second: number): number | undefined {
  const row = database
    .prepare('SELECT seq FROM audit_seconds WHERE tenant_id = ? AND second > ? ORDER BY second LIMIT 1')
    .get(tenantId, second);
  return row && integer(row, 'seq');
}

const secondOf = (ms: number): number => Math.floor(ms / 1_000);

function readTime(database: ReadModelDatabase, tenantId: string): LogTime | undefined {
  const row = database.prepare('SELECT clock_ms, lag_ms FROM audit_clocks WHERE tenant_id = ?').get(tenantId);
  return row && { clockMs: integer(row, 'clock_ms'), lagMs: integer(row, 'lag_ms') };
}

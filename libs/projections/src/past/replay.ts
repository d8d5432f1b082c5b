import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#runtime';
import type { AuditEntryView } from '../read-models.js';
import type { Moment, ReplayRequest } from './present-read-models.js';
import { lastEventAsOf } from './as-of.js';
import type { TenantLog } from './tenant-log.js';

/** As many entries as are handed over before the event loop gets its turn. */
const ENTRIES_A_TURN = 200;
/** Where nothing happened for long, nobody has to wait longer than this. */
const LONGEST_PAUSE_MS = 10_000;

/**
 * A tenant's audit log in order, entry by entry: nothing is read that is not asked for. Paced, each entry comes as
 * long after the one before as it happened, divided by the speed, and at most 10 s. Throws `InvalidPosition` at once
 * for a position that is none; rejects with the signal's reason when it aborts while waiting.
 */
export function replay(
  log: TenantLog,
  { from, until, speed }: ReplayRequest,
  clock: Clock,
  signal: AbortSignal,
): AsyncIterable<AuditEntryView> {
  const last = until === undefined ? log.last() : lastEventAsOf(log, until);
  const entries = entriesOf(log, lastBefore(log, from), last ?? 0, signal);
  return speed === undefined ? entries : paced(entries, speed, clock, signal);
}

/** Number of the last event that is not replayed. */
function lastBefore(log: TenantLog, from: Moment | undefined): number {
  if (from === undefined) return 0;
  if ('position' in from) return log.lastAtPosition(from.position) ?? 0;
  return (log.firstAtTime(from.time) ?? Number.MAX_SAFE_INTEGER) - 1;
}

async function* entriesOf(
  log: TenantLog,
  after: number,
  until: number,
  signal: AbortSignal,
): AsyncGenerator<AuditEntryView> {
  let read = 0;
  for (const seq of log.sequences(after, until)) {
    if (signal.aborted) return;
    yield log.entry(seq);
    read += 1;
    if (read % ENTRIES_A_TURN === 0) await nextTurn();
  }
}

async function* paced(
  entries: AsyncIterable<AuditEntryView>,
  speed: number,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<AuditEntryView> {
  let happenedMs: number | undefined;
  let dueMs = clock.now().getTime();
  for await (const entry of entries) {
    const atMs = Date.parse(entry.at);
    const gapMs = Math.max(0, atMs - (happenedMs ?? atMs));
    happenedMs = Math.max(happenedMs ?? atMs, atMs);
    dueMs += Math.min(gapMs / speed, LONGEST_PAUSE_MS);
    const earlyMs = dueMs - clock.now().getTime();
    if (earlyMs > 0) await clock.sleep(earlyMs, signal);
    yield entry;
  }
}

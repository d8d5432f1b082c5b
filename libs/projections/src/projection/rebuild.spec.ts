import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#event-store';
import { ReadModelDatabase } from '../database/read-model-database.js';
import { ensureTables } from '../database/versioned-tables.js';
import {
  linkApplied,
  recoveryPlanned,
  recoveryStarted,
  reportStarted,
  stepApplied,
  stepFailed,
  stepSkipped,
  tenantConnected,
} from '../given-log.contract.js';
import { PROJECTION_TABLES } from './projection-tables.js';
import { Projection } from './projection.js';
import { viewTables } from './view-tables.js';

/** Few ids, so that events meet each other's rows. */
const id = (prefix: string) => fc.integer({ min: 1, max: 2 }).map((number) => `${prefix}${number}`);
const step = fc.integer({ min: 0, max: 5 });

const tenantEvent = fc.oneof(
  id('r').map((jobId) => recoveryStarted(jobId)),
  id('d').map((jobId) => reportStarted(jobId)),
  id('b').map((backupId) => ({ type: 'BackupRequested', data: { backupId, trigger: 'request' } })),
  id('b').map((backupId) => ({ type: 'BackupListed', data: { backupId, root: 'root', takenAt: 'then' } })),
  id('r').map((jobId) => ({ type: 'JobEnded', data: { jobId, outcome: 'failed', endedAt: 'then' } })),
  id('d').map((jobId) => ({ type: 'JobRetired', data: { jobId } })),
  id('b').map((backupId) => ({ type: 'BackupPinned', data: { backupId, cause: 'request', reason: null } })),
  id('d').map((reportId) => ({
    type: 'DriftCheckStarted',
    data: { reportId, backupId: 'b1', startedAt: 'then' },
  })),
  id('d').map((reportId) => ({ type: 'NoDriftFound', data: { reportId, backupId: 'b1' } })),
  fc.constant({ type: 'OfALaterVersion', data: {} }),
);
const recoveryEvent = fc.oneof(
  fc.tuple(step, id('o')).map(([number, objectId]) => stepApplied(number, objectId)),
  fc.tuple(step, id('o')).map(([number, objectId]) => linkApplied(number, objectId)),
  step.map((number) => stepFailed(number)),
  step.map((number) => stepSkipped(number)),
  fc.constant(recoveryPlanned(6)),
);
interface Happening {
  readonly stream: string;
  readonly event: { readonly type: string; readonly data: object };
}
const happening: fc.Arbitrary<Happening> = fc.oneof(
  id('t').map((tenantId) => ({ stream: `tenant-${tenantId}`, event: tenantConnected(tenantId) })),
  fc.record({ stream: id('tenant-t'), event: tenantEvent }),
  fc.record({ stream: id('recovery-r'), event: recoveryEvent }),
);
const log = fc
  .array(fc.record({ at: fc.integer({ min: 0, max: 9_999 }), what: happening }), { maxLength: 60 })
  .map((all) => all.map(({ at, what }, index) => recorded(index, at, what.stream, what.event)));

function recorded(
  index: number,
  atMs: number,
  stream: string,
  { type, data }: { type: string; data: object },
): RecordedEvent {
  return {
    id: `event-${index}`,
    stream,
    type,
    data: { ...data },
    metadata: {
      actor: { id: `actor-${index % 3}`, name: 'Somebody' },
      from: 'worker',
      at: new Date(atMs).toISOString(),
      correlationId: 'c',
      causationId: 'c',
      schemaVersion: 1,
    },
    revision: 0,
    position: String(index + 1),
    previousDigest: null,
  };
}

/** All rows of the projection after the events were applied in batches of the given sizes (the last one repeated). */
function rowsAfter(events: readonly RecordedEvent[], batchSizes: readonly number[]) {
  const database = ReadModelDatabase.open(':memory:', (opened) => ensureTables(opened, PROJECTION_TABLES));
  const projection = new Projection(database, viewTables(database), (error) => {
    throw error;
  });
  let from = 0;
  for (let batch = 0; from < events.length; batch += 1) {
    const size = batchSizes[Math.min(batch, batchSizes.length - 1)] ?? events.length;
    projection.apply(events.slice(from, from + size));
    from += size;
  }
  const rows = PROJECTION_TABLES.tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all());
  database.close();
  return rows;
}

describe('Rebuilding', () => {
  it('gives the same rows as following live, however the events were batched', () => {
    fc.assert(
      fc.property(log, fc.array(fc.integer({ min: 1, max: 9 })), (events, sizes) => {
        const rebuilt = rowsAfter(events, [events.length]);
        expect(rowsAfter(events, [1])).toEqual(rebuilt);
        expect(rowsAfter(events, sizes)).toEqual(rebuilt);
      }),
      { numRuns: 150, seed: 20260301 },
    );
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore, NewEvent, RecordedEvent } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';
import { openAggregates } from '#jobs';
import { openReadModels } from '#projections';
import { VERSION_CHAINS } from '#protection';
import { countedIds, systemClock } from '#runtime';
import { EventSchemas } from './event-schemas.js';

const [TENANT, BACKUP, REPORT, RECOVERY, ALARM] = [
  'aaaaaaaa-0000-4000-8000-000000000001',
  '10000000-0000-4000-8000-000000000001',
  '20000000-0000-4000-8000-000000000001',
  '30000000-0000-4000-8000-000000000001',
  'a1000000-0000-4000-8000-000000000001',
];
/** The golden samples of all versions in the order in which their types are listed: a life from beginning to end. */
const samples = [...new EventSchemas().samples().values()].sort(
  (one, other) => order(one.type) - order(other.type),
);
function order(type: string): number {
  return Object.keys(VERSION_CHAINS).indexOf(type);
}

/** The samples hold one job started, the recovery; the report that it recovers from was started like it. */
function reportStarted(): NewEvent {
  const started = samples.find(({ type }) => type === 'JobStarted');
  if (!started) throw new Error('There is no sample of JobStarted.');
  const target = { from: 'backup', backupId: BACKUP };
  return {
    id: 'e0000000-0000-4000-8000-0000000000ff',
    type: 'JobStarted',
    data: { ...started.data, jobId: REPORT, kind: 'differenceReport', target, idempotencyKey: 'report-7' },
    metadata: started.metadata,
  };
}

async function append(store: EventStore, stream: string, events: readonly NewEvent[]): Promise<void> {
  const appended = await store.append(
    stream,
    'noStream',
    events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })),
  );
  expect(appended.appended).toBe(true);
}

describe('a log of golden samples', () => {
  let store: EventStore;

  beforeEach(async () => {
    store = openSqliteEventStore({ file: ':memory:' });
    for (const [stream, events] of Map.groupBy(samples, ({ stream }) => stream))
      await append(store, stream, stream === `tenant-${TENANT}` ? [...events, reportStarted()] : events);
  });
  afterEach(() => store.close());

  it('is folded by the deciders, and nothing that they need is lost', async () => {
    const { tenant, backup, differenceReport, recovery } = aggregatesOver(store);
    const tenantState = (await tenant.load(TENANT)).state;
    const { settings } = dataOf('SettingsChanged');
    expect(tenantState.profile).toEqual({ ...dataOf('TenantConnected'), settings });
    const { root, takenAt } = dataOf('BackupListed');
    expect(tenantState.backups.get(BACKUP)).toEqual({ status: 'retired', root, takenAt });
    const { target, scope, dryRun, requestedBy } = dataOf('JobStarted');
    const { viewedBy } = dataOf('RecoveryPlanViewed');
    const { rejectedBy } = dataOf('RecoveryPlanRejected');
    const { outcome, endedAt, planDigest } = dataOf('JobEnded');
    expect(tenantState.jobs.get(RECOVERY)).toEqual({
      ...{ kind: 'recovery', target, scope, dryRun, recreates: true },
      ...{ status: outcome, endedAt, retired: true, planDigest },
      ...{
        requestedBy,
        review: { decision: 'rejected', by: rejectedBy, expiresAt: null },
        viewedBy: [viewedBy],
      },
    });
    expect([...tenantState.idempotencyKeys.values()]).toEqual([BACKUP, RECOVERY, REPORT]);

    expect((await backup.load(BACKUP)).state).toEqual({ status: 'expired' });
    expect((await differenceReport.load(REPORT)).state).toMatchObject({
      status: 'expired',
      request: dataOf('DifferenceReportRequested'),
      headRoot: dataOf('DifferenceReportCalculationStarted')['headRoot'],
    });
    expect((await recovery.load(RECOVERY)).state).toMatchObject({
      status: 'expired',
      request: dataOf('RecoveryRequested'),
      started: dataOf('RecoveryStarted'),
      plan: { ...dataOf('RecoveryPlanned'), ...dataOf('RecoveryPlanExtended') },
      linksModified: 1,
      failedChanges: 2,
      skippedChanges: 3,
    });
  });

  it.each(samples.map((sample, index) => [sample.type, sample.metadata.schemaVersion, index] as const))(
    'lets %s, version %d, change the state of its stream',
    async (_type, _version, index) => {
      const sample = samples[index];
      if (!sample) throw new Error('There is no such sample.');
      const before = await stateAfter(sample.stream, index);
      const after = await stateAfter(sample.stream, index + 1);
      expect(after).not.toEqual(before);
    },
  );

  it('is projected without error: every event is a line of the audit log', async () => {
    const errors: unknown[] = [];
    const readModels = openReadModels({
      file: ':memory:',
      store,
      onError: (error) => errors.push(error),
    });
    const ending = new AbortController();
    const following = readModels.follow(ending.signal);
    await readModels.caughtUp();
    const { rows } = readModels.models.auditLog(TENANT, {}, { first: 100 });
    const lines = rows.map(({ row }) => [row.activity, row.details]);
    const expected = [...samples, reportStarted()].map(({ type, data }) => [type, data]);
    expect(lines).toHaveLength(expected.length);
    expect(lines).toEqual(expect.arrayContaining(expected));
    expect(readModels.models.recovery(RECOVERY)).toMatchObject({ expired: true, settledSteps: 4 });
    expect(errors).toEqual([]);
    ending.abort();
    await following;
    readModels.close();
  });
});

const aggregatesOver = (store: EventStore) =>
  openAggregates({ store, clock: systemClock, ids: countedIds() });

/** The state of a stream after those of the first `count` samples that belong to it. */
async function stateAfter(stream: string, count: number): Promise<object> {
  const store = openSqliteEventStore({ file: ':memory:' });
  const events = samples.slice(0, count).filter((sample) => sample.stream === stream);
  if (events.length > 0) await append(store, stream, events);
  const { tenant, backup, differenceReport, recovery, alarm } = aggregatesOver(store);
  const states = [
    (await tenant.load(TENANT)).state,
    (await backup.load(BACKUP)).state,
    (await differenceReport.load(REPORT)).state,
    (await recovery.load(RECOVERY)).state,
    (await alarm.load(ALARM)).state,
  ];
  await store.close();
  return states;
}

function dataOf(type: string): RecordedEvent['data'] {
  const sample = samples.findLast((each) => each.type === type);
  if (!sample) throw new Error(`There is no sample of ${type}.`);
  return sample.data;
}

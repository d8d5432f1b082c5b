import { afterEach, describe, expect, it } from '@jest/globals';
import type { DifferenceReportEvent } from '#protection';
import {
  following,
  GivenLog,
  reportStarted,
  tenantConnected,
  type Following,
} from '../given-log.contract.js';

const loading: DifferenceReportEvent = { type: 'DifferenceReportLoadingStarted', data: { workerId: 'w1' } };
const calculating: DifferenceReportEvent = {
  type: 'DifferenceReportCalculationStarted',
  data: {
    backupRoot: 'backup-root',
    headRoot: 'head-root',
    syncedAt: '2026-03-01T00:00:02.000Z',
    partialTypes: [],
  },
};
const completed: DifferenceReportEvent = {
  type: 'DifferenceReportCompleted',
  data: { backupRoot: 'backup-root', headRoot: 'head-root', changedObjects: 7, changedLinks: 2 },
};

describe('The view of a difference report', () => {
  let readModels: Following;
  afterEach(() => readModels.stop());

  it('is requested from the moment its tenant lets it start', async () => {
    const log = new GivenLog();
    const position = await log.happened('tenant', 't1', tenantConnected('t1'), reportStarted('r1'));
    readModels = await following(log.store);

    expect(readModels.models.differenceReport('r1')).toEqual({
      id: 'r1',
      kind: 'differenceReport',
      attribution: null,
      drift: null,
      tenantId: 't1',
      status: 'requested',
      target: { from: 'backup', backupId: 'b1' },
      backupId: 'b1',
      scope: { kind: 'allObjects' },
      requestedAt: '2026-03-01T00:00:01.000Z',
      startedAt: null,
      endedAt: null,
      expired: false,
      changedObjects: null,
      changedLinks: null,
      partialTypes: [],
      failure: null,
      requestedBy: { id: 'alice-id', name: 'Alice' },
      position,
      backupRoot: null,
      headRoot: null,
    });
    expect(readModels.models.tenant('t1')?.runningJobId).toBe('r1');
    expect(readModels.models.recovery('r1')).toBeUndefined();
  });

  it('names each type that is not whole in one of the two states once', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), reportStarted('r1'));
    const partial: DifferenceReportEvent = {
      type: 'DifferenceReportCalculationStarted',
      data: {
        backupRoot: 'backup-root',
        headRoot: 'head-root',
        syncedAt: '2026-03-01T00:00:02.000Z',
        partialTypes: ['group', 'application', 'group'],
      },
    };
    await log.happened('differenceReport', 'r1', loading, partial, completed);
    readModels = await following(log.store);
    expect(readModels.models.differenceReport('r1')?.partialTypes).toEqual(['group', 'application']);
  });

  it('loads, calculates and completes with its counts', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), reportStarted('r1'));
    readModels = await following(log.store);
    const statuses: unknown[] = [];
    for (const event of [loading, loading, calculating, completed]) {
      const position = await log.happened('differenceReport', 'r1', event);
      await readModels.reached(position, AbortSignal.timeout(5_000));
      statuses.push(readModels.models.differenceReport('r1')?.status);
    }

    expect(statuses).toEqual(['loadingData', 'loadingData', 'inProgress', 'completed']);
    expect(readModels.models.differenceReport('r1')).toMatchObject({
      startedAt: '2026-03-01T00:00:02.000Z',
      endedAt: '2026-03-01T00:00:05.000Z',
      changedObjects: 7,
      changedLinks: 2,
      backupRoot: 'backup-root',
      headRoot: 'head-root',
    });
  });

  it('lets its tenant go when the tenant has noted the end, and expires when retired', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), reportStarted('r1'));
    await log.happened('differenceReport', 'r1', loading, calculating, completed);
    await log.happened(
      'tenant',
      't1',
      { type: 'JobEnded', data: { jobId: 'r1', outcome: 'completed', endedAt: '2026-03-01T00:00:04.000Z' } },
      { type: 'JobRetired', data: { jobId: 'r1' } },
    );
    readModels = await following(log.store);

    expect(readModels.models.tenant('t1')?.runningJobId).toBeNull();
    expect(readModels.models.differenceReport('r1')).toMatchObject({ status: 'completed', expired: true });
  });

  it.each([
    [
      'failed',
      { type: 'DifferenceReportFailed', data: { code: 'Forbidden', message: 'Grant it.' } },
      { code: 'Forbidden', message: 'Grant it.' },
    ],
    ['cancelled', { type: 'DifferenceReportCancelled', data: {} }, null],
  ] as const)('ends as %s', async (status, event, failure) => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), reportStarted('r1'));
    await log.happened('differenceReport', 'r1', loading, event);
    readModels = await following(log.store);

    expect(readModels.models.differenceReport('r1')).toMatchObject({
      status,
      failure,
      endedAt: '2026-03-01T00:00:03.000Z',
      changedObjects: null,
    });
  });
});

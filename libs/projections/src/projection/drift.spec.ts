import { afterEach, describe, expect, it } from '@jest/globals';
import type { DriftWatch, TenantEvent } from '#protection';
import {
  following,
  GivenLog,
  reportStarted,
  tenantConnected,
  type Following,
} from '../given-log.contract.js';

const watch: DriftWatch = {
  schedule: '0 * * * *',
  rules: [],
  massChange: { percent: 5, atLeast: 20 },
  proposesPlan: false,
};
const found: TenantEvent = {
  type: 'DriftFound',
  data: {
    reportId: 'd1',
    backupId: 'b1',
    severity: 'high',
    findings: [{ rule: 'Applications', severity: 'high', objects: 2, links: 1, digest: 'ab', isNew: true }],
    massChanges: [],
    alarmId: 'a1',
  },
};
const begun: readonly TenantEvent[] = [
  tenantConnected('t1'),
  { type: 'BackupRequested', data: { backupId: 'b1', trigger: 'request' } },
  { type: 'DriftWatchChanged', data: { watch } },
  reportStarted('d1'),
  { type: 'DriftCheckStarted', data: { reportId: 'd1', backupId: 'b1', startedAt: 'then' } },
];

describe('The view of a drift check', () => {
  let readModels: Following;
  afterEach(() => readModels.stop());

  it('tells what was found, who was told of it, and what has been made of it', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', ...begun, found);
    const reportId = 'd1';
    await log.happened(
      'alarm',
      'a1',
      { type: 'AlarmTaken', data: { alarmId: 'a1', tenantId: 't1', reportId, workerId: 'w1' } },
      { type: 'AlarmDelivered', data: { reportId, destination: 'soc', attempts: 2 } },
      { type: 'AlarmNotDelivered', data: { reportId, destination: 'mail', attempts: 10, code: 'timeout' } },
      { type: 'AlarmSettled', data: { reportId } },
    );
    await log.happened(
      'tenant',
      't1',
      { type: 'RecoveryPlanProposed', data: { reportId, planId: 'p1' } },
      { type: 'DriftAcknowledged', data: { reportId, reason: 'Planned' } },
    );
    readModels = await following(log.store);
    expect(readModels.models.differenceReport('d1')?.drift).toEqual({
      status: 'found',
      severity: 'high',
      findings: [{ rule: 'Applications', severity: 'high', objects: 2, links: 1, isNew: true }],
      massChanges: [],
      acknowledgement: {
        by: { id: 'alice-id', name: 'Alice' },
        at: '2026-03-01T00:00:11.000Z',
        reason: 'Planned',
      },
      proposedPlanId: 'p1',
      raisedAlarm: true,
      deliveries: [
        { destination: 'soc', delivered: true, attempts: 2, code: null, at: '2026-03-01T00:00:07.000Z' },
        {
          destination: 'mail',
          delivered: false,
          attempts: 10,
          code: 'timeout',
          at: '2026-03-01T00:00:08.000Z',
        },
      ],
    });
    expect(readModels.models.tenant('t1')).toMatchObject({ driftWatch: watch, latestDriftReportId: 'd1' });
    const { rows } = readModels.models.auditLog('t1', { subjectId: 'a1' }, { first: 9 });
    expect(rows.map(({ row }) => [row.activity, row.subject.kind, row.outcome])).toEqual([
      ['AlarmTaken', 'alarm', 'success'],
      ['AlarmDelivered', 'alarm', 'success'],
      ['AlarmNotDelivered', 'alarm', 'failure'],
      ['AlarmSettled', 'alarm', 'success'],
    ]);
  });

  it.each([
    [
      { type: 'NoDriftFound', data: { reportId: 'd1', backupId: 'b1' } },
      { status: 'none', raisedAlarm: false },
    ],
    [
      { type: 'DriftCheckFailed', data: { reportId: 'd1', alarmId: 'a1' } },
      { status: 'failed', raisedAlarm: true },
    ],
    [{ type: 'DriftCheckCancelled', data: { reportId: 'd1' } }, { status: 'cancelled' }],
  ] as const)('tells how it ended: %j', async (event, drift) => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', ...begun, event);
    readModels = await following(log.store);
    expect(readModels.models.differenceReport('d1')?.drift).toMatchObject(drift);
  });

  it('shows which backup is pinned, by whom and why', async () => {
    const log = new GivenLog();
    const data = { backupId: 'b1', cause: 'request', reason: 'Before the move' } as const;
    await log.happened('tenant', 't1', ...begun, { type: 'BackupPinned', data });
    readModels = await following(log.store);
    expect(readModels.models.backup('b1')?.pin).toEqual({
      cause: 'request',
      reason: 'Before the move',
      by: { id: 'alice-id', name: 'Alice' },
      at: '2026-03-01T00:00:05.000Z',
    });
    await readModels.stop();
    await log.happened('tenant', 't1', { type: 'BackupUnpinned', data: { backupId: 'b1' } });
    readModels = await following(log.store);
    expect(readModels.models.backup('b1')?.pin).toBeNull();
  });
});

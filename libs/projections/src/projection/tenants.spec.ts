import { describe, expect, it } from '@jest/globals';
import { following, GivenLog, SETTINGS, tenantConnected } from '../given-log.contract.js';

describe('The view of a tenant', () => {
  it('is as the last event left it', async () => {
    const log = new GivenLog();
    const settings = { ...SETTINGS, backupRetentionDays: 30 };
    const position = await log.happened('tenant', 't1', tenantConnected('t1'), {
      type: 'SettingsChanged',
      data: { settings },
    });
    const readModels = await following(log.store);

    expect(readModels.models.tenant('t1')).toEqual({
      id: 't1',
      displayName: 'Tenant t1',
      settings,
      connectedAt: '2026-03-01T00:00:00.000Z',
      runningJobId: null,
      runningBackupId: null,
      driftWatch: null,
      latestDriftReportId: null,
      position,
    });
    await readModels.stop();
  });

  it('keeps naming the running job when another one is noted as ended', async () => {
    const log = new GivenLog();
    await log.happened(
      'tenant',
      't1',
      tenantConnected('t1'),
      { type: 'BackupRequested', data: { backupId: 'b2', trigger: 'request' } },
      { type: 'BackupAbandoned', data: { backupId: 'b1' } },
    );
    const readModels = await following(log.store);
    expect(readModels.models.tenant('t1')?.runningBackupId).toBe('b2');
    await readModels.stop();
  });

  it('is none before the tenant is connected', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', { type: 'JobRetired', data: { jobId: 'r1' } });
    const readModels = await following(log.store);
    expect(readModels.models.tenant('t1')).toBeUndefined();
    await readModels.stop();
  });
});

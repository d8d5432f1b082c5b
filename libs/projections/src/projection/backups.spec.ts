import { afterEach, describe, expect, it } from '@jest/globals';
import type { BackupEvent, TenantEvent } from '#protection';
import { following, GivenLog, tenantConnected, type Following } from '../given-log.contract.js';

const requested: TenantEvent = { type: 'BackupRequested', data: { backupId: 'b1', trigger: 'schedule' } };
const started: BackupEvent = {
  type: 'BackupStarted',
  data: { backupId: 'b1', tenantId: 't1', trigger: 'schedule', workerId: 'w1' },
};
const certificate = [
  { type: 'user' as const, objects: 3, links: 0, pages: 1, mode: 'full' as const, gaps: [] },
];
const completed: BackupEvent = {
  type: 'BackupCompleted',
  data: { root: 'root', takenAt: '2026-03-01T00:00:01.000Z', objects: 3, links: 4, certificate },
};
const listed: TenantEvent = {
  type: 'BackupListed',
  data: { backupId: 'b1', root: 'root', takenAt: '2026-03-01T00:00:01.000Z' },
};

describe('The view of a backup', () => {
  let readModels: Following;
  afterEach(() => readModels.stop());

  it('is running from the request on, and its tenant names it', async () => {
    const log = new GivenLog();
    const position = await log.happened('tenant', 't1', tenantConnected('t1'), requested);
    readModels = await following(log.store);

    expect(readModels.models.backup('b1')).toEqual({
      id: 'b1',
      tenantId: 't1',
      status: 'running',
      trigger: 'schedule',
      importName: null,
      requestedAt: '2026-03-01T00:00:01.000Z',
      takenAt: null,
      endedAt: null,
      root: null,
      objects: null,
      links: null,
      certificate: [],
      failure: null,
      pin: null,
      position,
    });
    expect(readModels.models.tenant('t1')).toMatchObject({ runningBackupId: 'b1', position });
  });

  it('is completed only when its tenant lists it', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), requested);
    await log.happened('backup', 'b1', started, completed);
    readModels = await following(log.store);
    expect(readModels.models.backup('b1')).toMatchObject({ status: 'running', root: null, takenAt: null });

    const position = await log.happened('tenant', 't1', listed);
    await readModels.reached(position, AbortSignal.timeout(5_000));
    expect(readModels.models.backup('b1')).toMatchObject({
      status: 'completed',
      root: 'root',
      takenAt: '2026-03-01T00:00:01.000Z',
      endedAt: '2026-03-01T00:00:04.000Z',
      objects: 3,
      links: 4,
      certificate,
    });
    expect(readModels.models.tenant('t1')?.runningBackupId).toBeNull();
  });

  it('keeps the cause of a failure', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), requested);
    await log.happened('backup', 'b1', started, {
      type: 'BackupFailed',
      data: { code: 'Forbidden', message: 'Grant the permission.' },
    });
    await log.happened('tenant', 't1', { type: 'BackupAbandoned', data: { backupId: 'b1' } });
    readModels = await following(log.store);

    expect(readModels.models.backup('b1')).toMatchObject({
      status: 'failed',
      failure: { code: 'Forbidden', message: 'Grant the permission.' },
      endedAt: '2026-03-01T00:00:03.000Z',
    });
    expect(readModels.models.tenant('t1')?.runningBackupId).toBeNull();
  });

  it('expires when its tenant retires it, and stays in the list', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), requested, listed, {
      type: 'BackupRetired',
      data: { backupId: 'b1' },
    });
    readModels = await following(log.store);

    expect(readModels.models.backups('t1', { first: 10 })).toMatchObject({
      rows: [{ row: { id: 'b1', status: 'expired', root: 'root' } }],
      totalCount: 1,
    });
  });
});

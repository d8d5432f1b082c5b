import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADMINISTRATOR, ALL, Engine, granted, SETTINGS, TENANT } from '../support/engine.js';

const DAY = 24 * 60 * 60 * 1_000;

describe('what happens by the clock', () => {
  let engine: Engine;

  beforeEach(async () => {
    engine = new Engine();
    engine.directory.put('user', 'dddddddd-0000-4000-8000-000000000001', { displayName: 'Ada' });
    await engine.connect({ backupRetentionDays: 2, historyRetentionDays: 2 });
    engine.startWorker();
  });
  afterEach(() => engine.close());

  const statuses = async () => [...(await engine.tenantState()).backups.values()].map(({ status }) => status);

  async function aDayLater(): Promise<void> {
    await engine.clock.sleep(DAY);
    await engine.until(async () => (await engine.tenantState()).profile !== null);
    await engine.keepHouse();
    await engine.until(async () => (await engine.tenantState()).runningBackupId === null);
  }

  it('takes a backup a day, and only one', async () => {
    await engine.keepHouse();
    expect(await statuses()).toEqual([]);
    await aDayLater();
    await engine.keepHouse();
    expect(await statuses()).toEqual(['listed']);
    await aDayLater();
    expect(await statuses()).toEqual(['listed', 'listed']);
  });

  it('retires backups after their retention, but never the only good one', async () => {
    for (let day = 0; day < 4; day += 1) await aDayLater();
    expect(await statuses()).toEqual(['retired', 'retired', 'listed', 'listed']);
    const [first] = (await engine.tenantState()).backups.keys();
    await engine.until(async () => (await engine.eventTypes(`backup-${first}`)).includes('BackupExpired'));
  });

  it('refuses to use a retired backup, and forgets a report after its retention', async () => {
    const backupId = await engine.takeBackup();
    const report = granted(
      await engine.requests.startDifferenceReport(TENANT, { backupId, scope: ALL }, ADMINISTRATOR),
    );
    await engine.ended(report.id);
    for (let day = 0; day < 4; day += 1) await aDayLater();
    const again = await engine.requests.startDifferenceReport(
      TENANT,
      { backupId, scope: ALL },
      ADMINISTRATOR,
    );
    expect(again).toMatchObject({ code: 'BackupExpired' });
    expect((await engine.tenantState()).jobs.get(report.id)?.retired).toBe(true);
    await engine.until(async () =>
      (await engine.eventTypes(`differenceReport-${report.id}`)).includes('DifferenceReportExpired'),
    );
  });

  it('sweeps what no backup names any more, and every backup left still verifies', async () => {
    for (let day = 0; day < 5; day += 1) {
      engine.directory.put('user', `dddddddd-0000-4000-8000-00000000010${day}`, {
        displayName: `New on day ${day}`,
      });
      await aDayLater();
    }
    const vault = engine.vaults.of(TENANT);
    for (const { status, root } of (await engine.tenantState()).backups.values()) {
      if (root === null) continue;
      const { damages } = await vault.verify(root);
      expect(damages.length > 0).toBe(status === 'retired');
    }
  });

  it('refuses settings whose schedule is no schedule', async () => {
    const settings = { ...SETTINGS, backupSchedule: 'every now and then' };
    expect(await engine.requests.changeSettings(TENANT, settings, ADMINISTRATOR)).toMatchObject({
      code: 'InvalidInput',
    });
  });
});

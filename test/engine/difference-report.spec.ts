import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { computeChanges } from '#jobs';
import type { Change, Scope } from '#protection';
import { ADMINISTRATOR, ALL, Engine, granted, TENANT } from '../support/engine.js';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

describe('a difference report', () => {
  let engine: Engine;

  beforeEach(async () => {
    engine = new Engine();
    for (let n = 0; n < 5; n += 1)
      engine.directory.put('user', guid(n), { displayName: `Person ${n}`, city: 'Oslo' });
    engine.directory.put('group', guid(9), { displayName: 'Sales' });
    engine.directory.link(guid(9), guid(0));
    await engine.connect();
    engine.startWorker();
  });
  afterEach(() => engine.close());

  const report = async (backupId: string, scope: Scope): Promise<string> =>
    granted(await engine.requests.startDifferenceReport(TENANT, { backupId, scope }, ADMINISTRATOR)).id;

  async function changesOf(reportId: string, scope: Scope): Promise<readonly Change[]> {
    const { state } = await engine.aggregates.differenceReport.load(reportId);
    return Array.fromAsync(
      computeChanges(engine.vaults.of(TENANT), {
        backupRoot: state.backupRoot ?? '',
        currentRoot: state.headRoot ?? '',
        scope,
        guarded: new Map(),
        partialTypes: [],
      }),
    );
  }

  it('finds nothing where nothing has changed', async () => {
    const id = await report(await engine.takeBackup(), ALL);
    expect(await engine.ended(id)).toBe('completed');
    expect(await changesOf(id, ALL)).toEqual([]);
  });

  it('finds every change and nothing else, in each scope', async () => {
    const backup = await engine.takeBackup();
    engine.directory.put('user', guid(1), { displayName: 'Person 1', city: 'Rome' });
    engine.directory.put('user', guid(2), { displayName: 'Person 2', city: 'Oslo' }, 'softDeleted');
    engine.directory.state.delete(`user/${guid(3)}`);
    engine.directory.link(guid(9), guid(4));
    const found = async (scope: Scope) => {
      const id = await report(backup, scope);
      expect(await engine.ended(id)).toBe('completed');
      return (await changesOf(id, scope)).map(({ type, id: object, kind, action }) => [
        type,
        object,
        kind,
        action,
      ]);
    };
    const users = [
      ['user', guid(1), 'modified', 'update'],
      ['user', guid(2), 'softDeleted', 'restore'],
      ['user', guid(3), 'hardDeleted', null],
    ];
    const groups = [['group', guid(9), 'modified', 'update']];
    expect(await found(ALL)).toEqual([...groups, ...users]);
    expect(await found({ kind: 'objectTypes', objectTypes: ['user'] })).toEqual(users);
    expect(await found({ kind: 'objectIds', objectIds: [guid(9), guid(1)] })).toEqual([...groups, users[0]]);
  });

  it('is cancelled at once, and the tenant is free', async () => {
    const backup = await engine.takeBackup();
    await engine.stopWorker();
    const id = await report(backup, ALL);
    granted(await engine.requests.cancelJob(TENANT, id, ADMINISTRATOR));
    expect((await engine.tenantState()).runningJobId).toBeNull();
    engine.startWorker();
    expect(await engine.ended(await report(backup, ALL))).toBe('completed');
    expect(await engine.eventTypes(`differenceReport-${id}`)).toEqual([
      'DifferenceReportRequested',
      'DifferenceReportCancelled',
    ]);
  });

  it('fails on a damaged backup, and names it and those that are whole', async () => {
    const hurt = await engine.takeBackup();
    engine.directory.put('user', guid(1), { displayName: 'Person 1', city: 'Rome' });
    const chunks = await engine.chunkNames();
    const whole = await engine.takeBackup();
    for (const name of chunks) await engine.blobs.put(name, Buffer.from('not what was written'));
    const id = await report(hurt, ALL);
    expect(await engine.ended(id)).toBe('failed');
    const failed = (await engine.eventsOf(`differenceReport-${id}`)).at(-1);
    expect(failed).toMatchObject({ type: 'DifferenceReportFailed', data: { code: 'BackupDamaged' } });
    expect(String(failed?.data['message'])).toMatch(
      new RegExp(`Hurt are the backups: ${hurt}. Whole are: ${whole}`),
    );
  });

  it('is carried out even if the process died between the claim and the first event of the report', async () => {
    const backupId = await engine.takeBackup();
    await engine.stopWorker();
    const jobId = guid(77);
    const claimed = await engine.aggregates.tenant.execute(
      TENANT,
      { type: 'StartDifferenceReport', jobId, backupId, scope: ALL },
      ADMINISTRATOR,
    );
    expect(claimed.executed).toBe(true);
    engine.startWorker();
    expect(await engine.ended(jobId)).toBe('completed');
  });

  it('compares two backups without reading the tenant’s objects', async () => {
    const earlier = await engine.takeBackup();
    engine.directory.put('user', guid(1), { displayName: 'Person 1', city: 'Rome' });
    const later = await engine.takeBackup();
    engine.directory.put('user', guid(2), { displayName: 'Person 2', city: 'Since' });
    engine.directory.unavailable = true;
    const options = { backupId: earlier, compareWithBackupId: later, scope: ALL };
    const { id } = granted(await engine.requests.startDifferenceReport(TENANT, options, ADMINISTRATOR));
    expect(await engine.ended(id)).toBe('completed');
    expect(await changesOf(id, ALL)).toMatchObject([
      { id: guid(1), attributes: [{ name: 'city', backupValue: 'Oslo', currentValue: 'Rome' }] },
    ]);
  });

  it('of two backups is no source of a recovery', async () => {
    const [earlier, later] = [await engine.takeBackup(), await engine.takeBackup()];
    const options = { backupId: earlier, compareWithBackupId: later, scope: ALL };
    const { id } = granted(await engine.requests.startDifferenceReport(TENANT, options, ADMINISTRATOR));
    await engine.ended(id);
    const from = { differenceReportId: id };
    const answer = await engine.requests.startRecovery(
      TENANT,
      { from, dryRun: false, reason: null },
      ADMINISTRATOR,
    );
    expect(answer).toMatchObject({ code: 'ReportOfTwoBackups' });
  });

  it('with a backup that is not there is refused', async () => {
    const options = { backupId: await engine.takeBackup(), compareWithBackupId: guid(77), scope: ALL };
    const answer = await engine.requests.startDifferenceReport(TENANT, options, ADMINISTRATOR);
    expect(answer).toMatchObject({ code: 'BackupNotFound' });
  });
});

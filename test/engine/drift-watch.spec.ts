import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AlarmNotTold, type Alarm, type AlarmChannel } from '#jobs';
import { RECOMMENDED_MASS_CHANGE, RECOMMENDED_RULES, type DriftWatch } from '#protection';
import { ADMINISTRATOR, ALL, Engine, granted, TENANT } from '../support/engine.js';

const HOUR_MS = 3_600_000;
const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const POLICY = guid(900);
const WATCH: DriftWatch = {
  schedule: '0 * * * *',
  rules: RECOMMENDED_RULES,
  massChange: RECOMMENDED_MASS_CHANGE,
  proposesPlan: false,
};

/** A destination that fails as often as it is told to. */
class Destination implements AlarmChannel {
  readonly told: Alarm[] = [];
  failures = 0;

  constructor(
    readonly name: string,
    private readonly isFinal = false,
  ) {}

  wants(): boolean {
    return true;
  }

  async tell(alarm: Alarm): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new AlarmNotTold('status 503', this.isFinal);
    }
    this.told.push(alarm);
  }
}

describe('the drift watch', () => {
  let engine: Engine;
  let soc: Destination;

  beforeEach(async () => {
    engine = new Engine();
    soc = new Destination('soc');
    engine.alarmChannels.push(soc);
    const { directory } = engine;
    for (let n = 0; n < 100; n += 1)
      directory.put('user', guid(n), {
        displayName: `Person ${n}`,
        department: 'Sales',
        accountEnabled: true,
      });
    putPolicy('enabled');
    await engine.connect();
    engine.startWorker();
  });
  afterEach(() => engine.close());

  const putPolicy = (state: string): void =>
    engine.directory.put('conditionalAccessPolicy', POLICY, { displayName: 'All need MFA', state });
  const switchOn = (over: Partial<DriftWatch> = {}) =>
    engine.drift.changeDriftWatch(TENANT, { ...WATCH, ...over }, ADMINISTRATOR);
  const drift = async () => (await engine.tenantState()).drift;

  /** Lets an hour go by, and the check that is due then come to its end. */
  async function check(): Promise<string> {
    engine.clock.advance(HOUR_MS);
    await engine.keepHouse();
    const { runningJobId } = await engine.tenantState();
    if (runningJobId === null) throw new Error('No check was due.');
    await engine.until(async () => (await drift()).underWay === null);
    return runningJobId;
  }
  const settled = (alarms: number) =>
    engine.until(
      async () =>
        (await Array.fromAsync(engine.store.readAll())).filter(({ type }) => type === 'AlarmSettled')
          .length === alarms,
    );

  it('looks by its schedule, at once after it was switched on, and never while it is off', async () => {
    await engine.takeBackup();
    await engine.keepHouse();
    expect((await engine.tenantState()).runningJobId).toBeNull();
    granted(await switchOn());
    await engine.keepHouse();
    await engine.until(async () => (await drift()).last !== null);
    expect((await drift()).last).toMatchObject({ found: false });
    await engine.keepHouse();
    expect((await drift()).underWay).toBeNull();
    await check();
    granted(await engine.drift.changeDriftWatch(TENANT, null, ADMINISTRATOR));
    await expect(check()).rejects.toThrow('No check was due.');
  });

  it('tells of a drift once, goes on seeing it, and tells when there is more of it', async () => {
    const backup = await engine.takeBackup();
    granted(await switchOn());
    await check();
    putPolicy('disabled');
    const reportId = await check();
    await settled(1);
    expect(soc.told).toEqual([
      expect.objectContaining({
        kind: 'driftFound',
        tenantId: TENANT,
        reportId,
        backupId: backup,
        severity: 'critical',
        findings: [{ rule: 'Conditional Access', severity: 'critical', objects: 1, links: 0, isNew: true }],
        massChanges: [],
      }),
    ]);
    // A backup of the changed state does not make it the known good one.
    await engine.takeBackup();
    await check();
    expect((await drift()).last).toMatchObject({ backupId: backup, found: true, isNews: false });
    expect(soc.told).toHaveLength(1);
    putPolicy('enabledForReportingButNotEnforced');
    await check();
    await settled(2);
    expect(soc.told).toHaveLength(2);
    putPolicy('enabled');
    await check();
    expect((await drift()).last).toMatchObject({ found: false });
    expect(soc.told).toHaveLength(2);
  });

  it('pins the last good backup on a mass change, so that it does not expire', async () => {
    const backup = await engine.takeBackup();
    granted(await switchOn({ rules: [] }));
    await check();
    for (let n = 0; n < 30; n += 1)
      engine.directory.put('user', guid(n), {
        displayName: `Person ${n}`,
        department: 'Hacked',
        accountEnabled: true,
      });
    const reportId = await check();
    await settled(1);
    expect(soc.told[0]).toMatchObject({
      severity: 'critical',
      findings: [],
      massChanges: [{ objectType: 'user', changed: 30, objects: 100 }],
    });
    granted(await engine.drift.acknowledgeDrift(TENANT, { reportId, reason: 'Known' }, ADMINISTRATOR));
    await engine.takeBackup();
    engine.clock.advance(30 * 24 * HOUR_MS);
    await engine.keepHouse();
    expect((await engine.tenantState()).backups.get(backup)?.status).toBe('listed');
    granted(await engine.drift.unpinBackup(TENANT, backup, ADMINISTRATOR));
    await engine.until(async () => (await engine.tenantState()).runningJobId === null);
    await engine.takeBackup();
    await engine.keepHouse();
    expect((await engine.tenantState()).backups.get(backup)?.status).toBe('retired');
  });

  it('proposes a plan that takes the drift back, and applies nothing', async () => {
    await engine.takeBackup();
    granted(await switchOn({ proposesPlan: true }));
    await check();
    putPolicy('disabled');
    await check();
    const before = new Map(engine.directory.state);
    await engine.keepHouse();
    const planId = (await drift()).last?.planId ?? '';
    expect(await engine.ended(planId)).toBe('completed');
    await engine.keepHouse();
    expect(new Map(engine.directory.state)).toEqual(before);
    const { planDigest, dryRun } = (await engine.tenantState()).jobs.get(planId) ?? {};
    expect(dryRun).toBe(true);
    const from = { planId, planDigest: planDigest ?? '' };
    const { id } = granted(
      await engine.requests.startRecovery(TENANT, { from, dryRun: false, reason: null }, ADMINISTRATOR),
    );
    expect(await engine.ended(id)).toBe('completed');
    expect(engine.directory.state.get(`conditionalAccessPolicy/${POLICY}`)).toContain('"enabled"');
  });

  it('makes way for what someone asks for', async () => {
    const backup = await engine.takeBackup();
    granted(await switchOn());
    await engine.stopWorker();
    const { id: checkId } = granted(await engine.drift.startDriftCheck(TENANT, ADMINISTRATOR));
    const asked = { backupId: backup, scope: ALL };
    const { id } = granted(await engine.requests.startDifferenceReport(TENANT, asked, ADMINISTRATOR));
    engine.startWorker();
    expect(await engine.ended(id)).toBe('completed');
    const { jobs, drift: after } = await engine.tenantState();
    expect(jobs.get(checkId)?.status).toBe('cancelled');
    expect(after.underWay).toBeNull();
    expect(soc.told).toEqual([]);
  });

  it('tells that it could not look', async () => {
    await engine.takeBackup();
    granted(await switchOn());
    engine.directory.unavailable = true;
    const reportId = await check();
    await settled(1);
    expect(soc.told[0]).toMatchObject({ kind: 'driftCheckFailed', reportId, backupId: null });
  });

  it('judges a check whose worker died in between', async () => {
    await engine.takeBackup();
    granted(await switchOn());
    await check();
    putPolicy('disabled');
    const { id } = granted(await engine.drift.startDriftCheck(TENANT, ADMINISTRATOR));
    await engine.ended(id);
    await engine.stopWorker();
    engine.startWorker();
    await engine.keepHouse();
    await settled(1);
    expect(soc.told).toHaveLength(1);
  });
});

describe('an alarm', () => {
  it('is told again and again where it is not taken, and given up in the end', async () => {
    const engine = new Engine();
    const [slow, gone, strict] = [
      new Destination('slow'),
      new Destination('gone'),
      new Destination('strict', true),
    ];
    slow.failures = 3;
    gone.failures = 99;
    strict.failures = 99;
    engine.alarmChannels.push(slow, gone, strict);
    engine.directory.put('conditionalAccessPolicy', POLICY, { displayName: 'All', state: 'enabled' });
    await engine.connect();
    engine.startWorker();
    await engine.takeBackup();
    granted(await engine.drift.changeDriftWatch(TENANT, WATCH, ADMINISTRATOR));
    engine.directory.put('conditionalAccessPolicy', POLICY, { displayName: 'All', state: 'disabled' });
    granted(await engine.drift.startDriftCheck(TENANT, ADMINISTRATOR));
    const alarms = async () =>
      (await Array.fromAsync(engine.store.readAll())).filter(({ stream }) => stream.startsWith('alarm-'));
    await engine.until(async () => (await alarms()).some(({ type }) => type === 'AlarmSettled'));
    expect(
      (await alarms()).map(({ type, data }) => [type, data['destination'], data['attempts'], data['code']]),
    ).toEqual(
      expect.arrayContaining([
        ['AlarmDelivered', 'slow', 4, undefined],
        ['AlarmNotDelivered', 'gone', 10, 'status 503'],
        ['AlarmNotDelivered', 'strict', 1, 'status 503'],
      ]),
    );
    await engine.close();
  });
});

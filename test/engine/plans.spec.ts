import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADMINISTRATOR, ALL, Engine, granted, TENANT } from '../support/engine.js';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [GROUP, POLICY, STRANGER] = [guid(900), guid(902), guid(903)];
const person = (n: number, over: Readonly<Record<string, string | boolean>> = {}) => ({
  displayName: `Person ${n}`,
  department: 'Sales',
  jobTitle: 'Clerk',
  accountEnabled: true,
  ...over,
});

describe('a plan', () => {
  let engine: Engine;
  let backup: string;

  beforeEach(async () => {
    engine = new Engine();
    const { directory } = engine;
    for (let n = 0; n < 10; n += 1) directory.put('user', guid(n), person(n));
    directory.put('group', GROUP, { displayName: 'Sales', securityEnabled: true });
    for (let n = 0; n < 5; n += 1) directory.link(GROUP, guid(n));
    directory.put('conditionalAccessPolicy', POLICY, { displayName: 'Require MFA', state: 'enabled' });
    await engine.connect();
    engine.startWorker();
    backup = await engine.takeBackup();
    for (let n = 0; n < 8; n += 1)
      directory.put('user', guid(n), person(n, { department: 'Hacked', jobTitle: 'None' }));
    directory.put('user', guid(8), person(8), 'softDeleted');
    directory.state.delete(`group/${GROUP}/members/${guid(1)}`);
    directory.state.delete(`group/${GROUP}/members/${guid(2)}`);
    directory.put('user', STRANGER, { displayName: 'Stranger', accountEnabled: true });
    directory.link(GROUP, STRANGER);
    directory.put('conditionalAccessPolicy', POLICY, { displayName: 'Require MFA', state: 'disabled' });
  });
  afterEach(() => engine.close());

  const report = async (): Promise<string> => {
    const asked = { backupId: backup, scope: ALL };
    const { id } = granted(await engine.requests.startDifferenceReport(TENANT, asked, ADMINISTRATOR));
    expect(await engine.ended(id)).toBe('completed');
    return id;
  };
  const attributes = (n: number) => engine.directory.object('user', guid(n))?.attributes;
  /** The keys of what differs from an earlier state of the tenant. */
  const touchedSince = (before: ReadonlyMap<string, string>) =>
    engine.directory
      .entries()
      .filter(([key, value]) => before.get(key) !== value)
      .map(([key]) => key);

  it('takes back exactly what was ticked: objects, single attributes, single links', async () => {
    const from = { differenceReportId: await report() };
    const plan = await engine.freezePlan(from, {
      selection: {
        objects: [
          { objectId: guid(0) },
          { objectId: guid(3), attributes: ['department'] },
          { objectId: GROUP, links: [{ link: 'members', target: guid(1) }] },
        ],
      },
    });
    const before = new Map(engine.directory.entries());
    expect(await engine.ended(await engine.startPlan(plan))).toBe('completed');
    expect(touchedSince(before)).toEqual([
      `group/${GROUP}/members/${guid(1)}`,
      `user/${guid(0)}`,
      `user/${guid(3)}`,
    ]);
    expect(attributes(0)).toMatchObject({ department: 'Sales', jobTitle: 'Clerk' });
    expect(attributes(3)).toMatchObject({ department: 'Sales', jobTitle: 'None' });
  });

  it('takes back what a filter chooses, but for what is excepted', async () => {
    const plan = await engine.freezePlan(
      { backupId: backup, scope: ALL },
      {
        selection: {
          filter: { objectTypes: ['user'], actions: ['update'], attributes: ['jobTitle'] },
          exceptObjectIds: [guid(7)],
        },
      },
    );
    const before = new Map(engine.directory.entries());
    expect(await engine.ended(await engine.startPlan(plan))).toBe('completed');
    expect(touchedSince(before)).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `user/${guid(n)}`));
    expect(attributes(6)).toMatchObject({ department: 'Hacked', jobTitle: 'Clerk' });
  });

  it('counts what was ticked and does not differ', async () => {
    const plan = await engine.freezePlan(
      { backupId: backup, scope: ALL },
      { selection: { objects: [{ objectId: guid(9) }, { objectId: guid(0) }] } },
    );
    const { plan: made } = await engine.recoveryState(plan.planId);
    expect(made).toMatchObject({ changedObjects: 1, excluded: { notChanged: 1 } });
  });

  it('is made of what its report has seen, and asks the tenant nothing', async () => {
    const from = { differenceReportId: await report() };
    engine.directory.unavailable = true;
    const { planId } = await engine.freezePlan(from);
    engine.directory.unavailable = false;
    const [frozen, reported] = [
      await engine.recoveryState(planId),
      (await engine.aggregates.differenceReport.load(from.differenceReportId)).state,
    ];
    expect(frozen.started).toMatchObject({
      beforeRoot: reported.headRoot,
      targetRoot: reported.backupRoot,
    });
  });

  it('skips what has moved since, never overwrites it, and keeps both values', async () => {
    const plan = await engine.freezePlan({ differenceReportId: await report() });
    engine.directory.put('user', guid(4), person(4, { department: 'Legal', jobTitle: 'None' }));
    const recovery = await engine.startPlan(plan);
    expect(await engine.ended(recovery)).toBe('completedWithWarnings');
    expect(attributes(4)).toMatchObject({ department: 'Legal', jobTitle: 'None' });
    expect(attributes(5)).toMatchObject({ department: 'Sales', jobTitle: 'Clerk' });
    const skipped = (await engine.eventsOf(`recovery-${recovery}`)).filter(
      ({ type, data }) => type === 'RecoveryStepSkipped' && data['reason'] === 'changedSince',
    );
    expect(skipped.map(({ data }) => data['objectId'])).toEqual([guid(4)]);
    const { step, foundRoot } = skipped[0]?.data ?? {};
    expect(await engine.plans.found(TENANT, String(foundRoot), Number(step))).toMatchObject({
      lifecycle: 'live',
      step: { set: { department: 'Sales' }, seen: { department: 'Hacked' } },
      attributes: { department: 'Legal', jobTitle: 'None' },
    });
    expect(JSON.stringify(skipped)).not.toMatch(/Legal|Hacked/);
  });

  it('overwrites what has moved where it says so', async () => {
    const from = { differenceReportId: await report() };
    const plan = await engine.freezePlan(from, { whatMoved: 'overwrite' });
    engine.directory.put('user', guid(4), person(4, { department: 'Legal', jobTitle: 'None' }));
    expect(await engine.ended(await engine.startPlan(plan))).toBe('completed');
    expect(attributes(4)).toMatchObject({ department: 'Sales', jobTitle: 'Clerk' });
  });

  it('does not put right what someone else has restored and changed', async () => {
    const plan = await engine.freezePlan({ differenceReportId: await report() });
    engine.directory.put('user', guid(8), person(8, { department: 'Legal' }));
    expect(await engine.ended(await engine.startPlan(plan))).toBe('completedWithWarnings');
    expect(attributes(8)).toMatchObject({ department: 'Legal' });
  });

  it('leaves alone what it has not seen, though the backup would have it otherwise', async () => {
    const plan = await engine.freezePlan({ differenceReportId: await report() });
    engine.directory.put('user', guid(9), person(9, { department: 'Hacked later' }));
    expect(await engine.ended(await engine.startPlan(plan))).toBe('completed');
    expect(attributes(9)).toMatchObject({ department: 'Hacked later' });
  });

  it('brings policies back in report-only mode where it says so', async () => {
    const from = { differenceReportId: await report() };
    const plan = await engine.freezePlan(from, { conditionalAccess: 'reportOnly' });
    expect(await engine.ended(await engine.startPlan(plan))).toBe('completed');
    const policy = engine.directory.object('conditionalAccessPolicy', POLICY);
    expect(policy?.attributes['state']).toBe('enabledForReportingButNotEnforced');
    const promoted = await engine.startRecovery(backup, {
      scope: { kind: 'objectIds', objectIds: [POLICY] },
    });
    expect(await engine.ended(promoted)).toBe('completed');
    expect(engine.directory.object('conditionalAccessPolicy', POLICY)?.attributes['state']).toBe('enabled');
  });

  it('is undone like any recovery', async () => {
    const attacked = engine.directory.entries();
    const plan = await engine.freezePlan({ differenceReportId: await report() });
    const recovery = await engine.startPlan(plan);
    await engine.ended(recovery);
    const undo = { recoveryId: recovery, dryRun: false, reason: null };
    const { id } = granted(await engine.requests.undoRecovery(TENANT, undo, ADMINISTRATOR));
    expect(await engine.ended(id)).toBe('completed');
    expect(engine.directory.entries()).toEqual(attacked);
  });

  it('is applied once: started again, it finds all as it wants it', async () => {
    const plan = await engine.freezePlan({ differenceReportId: await report() });
    await engine.ended(await engine.startPlan(plan));
    const { length } = engine.directory.effects;
    expect(await engine.ended(await engine.startPlan(plan))).toBe('completed');
    expect(engine.directory.effects).toHaveLength(length);
  });

  it('is started by its digest alone', async () => {
    const plan = await engine.freezePlan({ backupId: backup, scope: ALL });
    const start = (from: typeof plan) =>
      engine.requests.startRecovery(TENANT, { from, dryRun: false, reason: null }, ADMINISTRATOR);
    expect(await start({ ...plan, planDigest: '0'.repeat(64) })).toMatchObject({
      code: 'PlanDigestMismatch',
    });
    expect(await start({ ...plan, planId: backup })).toMatchObject({ code: 'PlanNotFound' });
    const running = await engine.startRecovery(backup);
    await engine.ended(running);
    expect(await start({ ...plan, planId: running })).toMatchObject({ code: 'PlanNotFound' });
  });

  it('goes on where a dead worker left it, with what that one had found', async () => {
    const plan = await engine.freezePlan({ differenceReportId: await report() });
    engine.directory.put('user', guid(4), person(4, { department: 'Legal', jobTitle: 'None' }));
    let isLost = false;
    engine.directory.fate = (change) => {
      if (!('object' in change) || change.object.type !== 'conditionalAccessPolicy') return 'works';
      engine.clock.hold();
      isLost = true;
      return 'lostBeforeEffect';
    };
    const recovery = await engine.startPlan(plan);
    await engine.until(async () => isLost);
    expect((await engine.recoveryState(recovery)).foundRoot).not.toBeNull();
    await engine.stopWorker();
    engine.directory.fate = () => 'works';
    engine.clock.release();
    engine.startWorker();
    expect(await engine.ended(recovery)).toBe('completedWithWarnings');
    expect(engine.directory.object('conditionalAccessPolicy', POLICY)?.attributes['state']).toBe('enabled');
    expect(attributes(4)).toMatchObject({ department: 'Legal' });
  });
});

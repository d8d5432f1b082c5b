import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADMINISTRATOR, ALL, Engine, granted, TENANT } from '../support/engine.js';
import type { Fate } from '../support/memory-directory.js';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [GROUP, SYNCED, POLICY, STRANGER] = [guid(900), guid(901), guid(902), guid(903)];

/** 60 users, a group with 30 of them, a synced user, a policy. */
function furnish({ directory }: Engine): void {
  for (let n = 0; n < 60; n += 1)
    directory.put('user', guid(n), { displayName: `Person ${n}`, department: 'Sales', accountEnabled: true });
  directory.put('group', GROUP, { displayName: 'Sales', securityEnabled: true });
  for (let n = 0; n < 30; n += 1) directory.link(GROUP, guid(n));
  directory.put('user', SYNCED, { displayName: 'Synced', department: 'Sales', onPremisesSyncEnabled: true });
  directory.put('conditionalAccessPolicy', POLICY, { displayName: 'Require MFA', state: 'enabled' });
}

/** What an intruder does to it. */
function attack({ directory }: Engine): void {
  for (let n = 0; n < 40; n += 1)
    directory.put('user', guid(n), {
      displayName: `Person ${n}`,
      department: 'Hacked',
      accountEnabled: false,
    });
  directory.put(
    'user',
    guid(50),
    { displayName: 'Person 50', department: 'Sales', accountEnabled: true },
    'softDeleted',
  );
  for (let n = 0; n < 5; n += 1) directory.state.delete(`group/${GROUP}/members/${guid(n)}`);
  directory.put('user', STRANGER, { displayName: 'Stranger', accountEnabled: true });
  directory.link(GROUP, STRANGER);
  directory.put('conditionalAccessPolicy', POLICY, { displayName: 'Require MFA', state: 'disabled' });
}

describe('a recovery', () => {
  let engine: Engine;

  beforeEach(async () => {
    engine = new Engine();
    furnish(engine);
    await engine.connect();
    engine.startWorker();
  });
  afterEach(() => engine.close());

  /** The tenant's entries, but for the stranger, who stays as a soft-deleted user. */
  const withoutStranger = () => engine.directory.entries().filter(([key]) => !key.includes(STRANGER));

  it('brings everything in scope back, and says what it did', async () => {
    const before = engine.directory.entries();
    const backup = await engine.takeBackup();
    attack(engine);
    const recovery = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('completed');
    expect(withoutStranger()).toEqual(before);
    expect(engine.directory.object('user', STRANGER)?.lifecycle).toBe('softDeleted');
    const { settled, plan, failedChanges } = await engine.recoveryState(recovery);
    expect(settled.size).toBe(plan?.steps);
    expect(failedChanges).toBe(0);
    expect(plan?.changedObjects).toBe(44);
    expect(plan?.changedLinks).toBe(6);
  });

  it('changes nothing in a dry run, but plans', async () => {
    const backup = await engine.takeBackup();
    attack(engine);
    const attacked = engine.directory.entries();
    const recovery = await engine.startRecovery(backup, { dryRun: true });
    expect(await engine.ended(recovery)).toBe('completed');
    expect(engine.directory.entries()).toEqual(attacked);
    expect((await engine.recoveryState(recovery)).plan?.changedObjects).toBe(44);
    const undo = await engine.requests.undoRecovery(
      TENANT,
      { recoveryId: recovery, dryRun: false, reason: null },
      ADMINISTRATOR,
    );
    expect(undo).toMatchObject({ code: 'NothingToUndo' });
  });

  it('is undone by a recovery to the state before it, which leaves later edits alone', async () => {
    const backup = await engine.takeBackup();
    attack(engine);
    const attacked = engine.directory.entries();
    const recovery = await engine.startRecovery(backup);
    await engine.ended(recovery);
    engine.directory.put('user', guid(55), {
      displayName: 'Person 55',
      department: 'Promoted',
      accountEnabled: true,
    });
    const undo = granted(
      await engine.requests.undoRecovery(
        TENANT,
        { recoveryId: recovery, dryRun: false, reason: 'wrong backup' },
        ADMINISTRATOR,
      ),
    );
    expect(await engine.ended(undo.id)).toBe('completed');
    const later = engine.directory.object('user', guid(55));
    expect(later?.attributes['department']).toBe('Promoted');
    const others = (entries: typeof attacked) => entries.filter(([key]) => !key.includes(guid(55)));
    expect(others(engine.directory.entries())).toEqual(others(attacked));
  });

  it('touches nothing outside its scope', async () => {
    const backup = await engine.takeBackup();
    attack(engine);
    const attacked = new Map(engine.directory.entries());
    const recovery = await engine.startRecovery(backup, {
      scope: { kind: 'objectIds', objectIds: [guid(1), POLICY] },
    });
    expect(await engine.ended(recovery)).toBe('completed');
    const changed = engine.directory.entries().filter(([key, value]) => attacked.get(key) !== value);
    expect(changed.map(([key]) => key)).toEqual([`conditionalAccessPolicy/${POLICY}`, `user/${guid(1)}`]);
  });

  it('lists what the tenant refuses and completes with warnings', async () => {
    const backup = await engine.takeBackup();
    attack(engine);
    engine.directory.fate = (change) =>
      'object' in change && change.object.id === guid(3) ? 'refused' : 'works';
    const recovery = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('completedWithWarnings');
    expect((await engine.recoveryState(recovery)).failedChanges).toBe(1);
  });

  it('leaves synced objects alone and says why', async () => {
    const backup = await engine.takeBackup();
    engine.directory.put('user', SYNCED, {
      displayName: 'Synced',
      department: 'Hacked',
      onPremisesSyncEnabled: true,
    });
    const recovery = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('completed');
    expect((await engine.recoveryState(recovery)).plan).toMatchObject({
      steps: 0,
      excluded: { onPremisesSynced: 1 },
    });
  });

  describe.each<[string, Fate]>([
    ['before it took effect', 'lostBeforeEffect'],
    ['after it took effect', 'lostAfterEffect'],
    ['because the tenant was busy', 'notSent'],
  ])('whose answers are lost now and then, %s', (_, loss) => {
    it('ends with everything back and each change made once', async () => {
      const before = engine.directory.entries();
      const backup = await engine.takeBackup();
      attack(engine);
      let requests = 0;
      engine.directory.fate = () => ((requests += 1) % 3 === 0 ? loss : 'works');
      const recovery = await engine.startRecovery(backup);
      expect(await engine.ended(recovery)).toBe('completed');
      expect(withoutStranger()).toEqual(before);
      const { settled, plan } = await engine.recoveryState(recovery);
      expect(settled.size).toBe(plan?.steps);
      const effects = engine.directory.effects.map((effect) => JSON.stringify(effect));
      expect(new Set(effects).size).toBe(effects.length);
    });
  });

  it('never overwrites what a person has changed while an answer was in doubt', async () => {
    const backup = await engine.takeBackup();
    attack(engine);
    engine.directory.fate = (change) => {
      if (!('object' in change) || change.object.id !== guid(2)) return 'works';
      engine.directory.put('user', guid(2), {
        displayName: 'Person 2',
        department: 'By hand',
        accountEnabled: true,
      });
      return 'lostBeforeEffect';
    };
    const recovery = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('completedWithWarnings');
    expect(engine.directory.object('user', guid(2))?.attributes['department']).toBe('By hand');
  });

  it('goes on under another worker after its own has died in mid-batch, with true counts', async () => {
    const before = engine.directory.entries();
    const backup = await engine.takeBackup();
    attack(engine);
    let batches = 0;
    engine.directory.beforeBatch = () => {
      batches += 1;
      if (batches !== 2) return;
      // The process is gone between intent and answer: nothing it did not store will ever be known.
      throw new Error('killed');
    };
    const recovery = await engine.startRecovery(backup);
    await engine.until(async () => batches >= 2);
    await engine.stopWorker();
    engine.startWorker();
    expect(await engine.ended(recovery)).toBe('completed');
    expect(withoutStranger()).toEqual(before);
    const { settled, plan, open } = await engine.recoveryState(recovery);
    expect([settled.size, open]).toEqual([plan?.steps, 0]);
    expect(await engine.eventTypes(`recovery-${recovery}`)).toContain('RecoveryResumed');
  });

  it('becomes certain of what is in doubt however often its workers die', async () => {
    const backup = await engine.takeBackup();
    attack(engine);
    engine.directory.beforeBatch = () => {
      engine.clock.hold();
      throw new Error('killed');
    };
    const recovery = await engine.startRecovery(backup);
    await engine.until(async () => (await engine.recoveryState(recovery)).open > 0);
    await engine.until(async () => engine.trouble.length > 0);
    const resumptions = async () =>
      (await engine.eventTypes(`recovery-${recovery}`)).filter((type) => type === 'RecoveryResumed').length;
    // Each worker dies before what it waits for has come; together they have lived long enough.
    await engine.stopWorker();
    for (let death = 0; death < 4; death += 1) {
      const seen = await resumptions();
      engine.startWorker();
      await engine.until(async () => (await resumptions()) > seen);
      await engine.stopWorker();
      engine.clock.advance(1_000);
    }
    engine.directory.beforeBatch = () => undefined;
    engine.startWorker();
    await engine.until(async () => (await engine.recoveryState(recovery)).settled.size > 0);
    engine.clock.release();
    expect(await engine.ended(recovery)).toBe('completed');
  });

  it('stops after a cancellation, keeps what it has applied, and can be undone', async () => {
    const backup = await engine.takeBackup();
    attack(engine);
    const attacked = engine.directory.entries();
    let recovery = '';
    engine.directory.beforeBatch = async () => {
      engine.directory.beforeBatch = () => undefined;
      granted(await engine.requests.cancelJob(TENANT, recovery, ADMINISTRATOR));
    };
    recovery = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('cancelled');
    const { settled, plan, modifiedObjects } = await engine.recoveryState(recovery);
    expect(settled.size).toBeLessThan(plan?.steps ?? 0);
    expect(modifiedObjects.size).toBe(engine.directory.effects.length);
    const again = await engine.requests.cancelJob(TENANT, recovery, ADMINISTRATOR);
    expect(again).toMatchObject({ code: 'JobAlreadyEnded' });
    const undo = granted(
      await engine.requests.undoRecovery(
        TENANT,
        { recoveryId: recovery, dryRun: false, reason: null },
        ADMINISTRATOR,
      ),
    );
    expect(await engine.ended(undo.id)).toBe('completed');
    expect(engine.directory.entries()).toEqual(attacked);
  });

  it('takes away what was slipped into an object before its deletion, and comes back with it', async () => {
    const before = engine.directory.entries();
    const backup = await engine.takeBackup();
    engine.directory.link(GROUP, guid(58));
    engine.directory.put('group', GROUP, { displayName: 'Sales', securityEnabled: true }, 'softDeleted');
    const recovery = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('completed');
    expect(engine.directory.entries()).toEqual(before);
    expect(await engine.eventTypes(`recovery-${recovery}`)).toContain('RecoveryPlanExtended');
    expect((await engine.recoveryState(recovery)).linksModified).toBe(1);
  });

  it('takes back in an undo the membership that it had given back to a restored user', async () => {
    const backup = await engine.takeBackup();
    engine.directory.state.delete(`group/${GROUP}/members/${guid(7)}`);
    engine.directory.put(
      'user',
      guid(7),
      { displayName: 'Person 7', department: 'Sales', accountEnabled: true },
      'softDeleted',
    );
    const attacked = engine.directory.entries();
    const recovery = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('completed');
    expect(engine.directory.state.has(`group/${GROUP}/members/${guid(7)}`)).toBe(true);
    const undo = granted(
      await engine.requests.undoRecovery(
        TENANT,
        { recoveryId: recovery, dryRun: false, reason: null },
        ADMINISTRATOR,
      ),
    );
    expect(await engine.ended(undo.id)).toBe('completed');
    expect(engine.directory.entries()).toEqual(attacked);
  });

  it('fails with the reason when the tenant cannot be read, and frees the tenant', async () => {
    const backup = await engine.takeBackup();
    engine.directory.unavailable = true;
    expect(await engine.ended(await engine.startRecovery(backup))).toBe('failed');
    engine.directory.unavailable = false;
    expect(await engine.ended(await engine.startRecovery(backup))).toBe('completed');
  });

  it('is refused while another job runs, with that job named', async () => {
    const backup = await engine.takeBackup();
    await engine.stopWorker();
    const first = await engine.startRecovery(backup);
    const second = await engine.requests.startDifferenceReport(
      TENANT,
      { backupId: backup, scope: ALL },
      ADMINISTRATOR,
    );
    expect(second).toMatchObject({ code: 'JobAlreadyRunning', runningId: first });
  });
});

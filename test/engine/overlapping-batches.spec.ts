import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isLink, parseKey } from '#catalogue';
import type { TenantChange } from '#directory';
import { ADMINISTRATOR, Engine, granted, TENANT } from '../support/engine.js';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [USERS, GROUPS, MEMBERS, POLICIES] = [200, 3, 90, 8];
const groupAt = (n: number): string => guid(1_000 + n);
const locationAt = (n: number): string => guid(2_000 + n);

function furnish({ directory }: Engine, department: string): void {
  for (let n = 0; n < USERS; n += 1)
    directory.put('user', guid(n), { displayName: `Person ${n}`, department });
  for (let n = 0; n < POLICIES; n += 1)
    directory.put('namedLocationPolicy', locationAt(n), { displayName: `Place ${n} of ${department}` });
}

function withGroups({ directory }: Engine): void {
  for (let group = 0; group < GROUPS; group += 1) {
    directory.put('group', groupAt(group), { displayName: `Group ${group}`, securityEnabled: true });
    for (let n = 0; n < MEMBERS; n += 1) directory.link(groupAt(group), guid(n));
  }
}

const ownerOf = (change: TenantChange): string => ('link' in change ? change.link.id : change.object.id);

/** Requests that a test lets go on when it has seen enough of them. */
class Gate {
  readonly arrived: (readonly TenantChange[])[] = [];
  private readonly opened = Promise.withResolvers<boolean>();

  /** Resolves when the gate is opened; rejects where whoever waits is to be killed. */
  async pass(changes: readonly TenantChange[]): Promise<void> {
    this.arrived.push(changes);
    if (!(await this.opened.promise)) throw new Error('killed');
  }

  open(): void {
    this.opened.resolve(true);
  }

  kill(): void {
    this.opened.resolve(false);
  }
}

describe('a recovery with several batches under way', () => {
  let engine: Engine;
  let gate: Gate;
  let backup: string;
  let before: ReturnType<Engine['directory']['entries']>;

  beforeEach(async () => {
    engine = new Engine();
    gate = new Gate();
    furnish(engine, 'Sales');
    withGroups(engine);
    before = engine.directory.entries();
    await engine.connect();
    engine.startWorker();
    backup = await engine.takeBackup();
  });
  afterEach(async () => {
    gate.open();
    await engine.close();
  });

  const dispatchedSteps = async (recovery: string): Promise<number> =>
    (await engine.recoveryState(recovery)).dispatched.size;

  it('has the intent of each on record before it leaves, and never two for one object', async () => {
    furnish(engine, 'Hacked');
    const withoutIntent: number[] = [];
    const twice: string[] = [];
    engine.directory.beforeBatch = async (changes) => {
      const others = gate.arrived.flat().map(ownerOf);
      twice.push(...changes.map(ownerOf).filter((owner) => others.includes(owner)));
      const sent = others.length + changes.length;
      withoutIntent.push(Math.max(0, sent - (await dispatchedSteps(recovery))));
      await gate.pass(changes);
    };
    const recovery = await engine.startRecovery(backup);
    await engine.until(async () => gate.arrived.length >= 5);
    gate.open();
    engine.directory.beforeBatch = () => undefined;
    expect(await engine.ended(recovery)).toBe('completed');
    expect(twice).toEqual([]);
    expect(withoutIntent).toEqual(withoutIntent.map(() => 0));
    expect(engine.directory.entries()).toEqual(before);
  });

  it('sends Conditional Access beside the rest', async () => {
    furnish(engine, 'Hacked');
    engine.directory.beforeBatch = (changes) => gate.pass(changes);
    const recovery = await engine.startRecovery(backup);
    await engine.until(async () => gate.arrived.length >= 5);
    const kinds = gate.arrived.map(([first]) => first && 'object' in first && first.object.type);
    gate.open();
    expect(new Set(kinds)).toEqual(new Set(['user', 'namedLocationPolicy']));
    expect(await engine.ended(recovery)).toBe('completed');
    expect(engine.directory.entries()).toEqual(before);
  });

  it('adds the members of different groups side by side, 20 to a write', async () => {
    for (const [key] of before) {
      const ref = parseKey(key);
      if (isLink(ref)) engine.directory.state.delete(key);
    }
    engine.directory.beforeBatch = (changes) => gate.pass(changes);
    const recovery = await engine.startRecovery(backup);
    await engine.until(async () => gate.arrived.length >= GROUPS);
    gate.open();
    expect(await engine.ended(recovery)).toBe('completed');
    expect(gate.arrived.slice(0, GROUPS).map((changes) => new Set(changes.map(ownerOf)).size)).toEqual([
      1, 1, 1,
    ]);
    expect(gate.arrived[0]).toHaveLength(4 * 20);
    expect(engine.directory.entries()).toEqual(before);
  });

  it('makes each change once when its worker dies with all of them in doubt', async () => {
    furnish(engine, 'Hacked');
    engine.directory.beforeBatch = (changes) => gate.pass(changes);
    const recovery = await engine.startRecovery(backup);
    await engine.until(async () => gate.arrived.length >= 4);
    const inDoubt = gate.arrived.flat().length;
    expect((await engine.recoveryState(recovery)).open).toBe(inDoubt);
    const stopped = engine.stopWorker();
    // Half of what was under way has taken effect, and nobody will ever be told.
    const arrived = gate.arrived.flat();
    engine.directory.beforeBatch = () => undefined;
    await engine.directory.apply(arrived.filter((_, index) => index % 2 === 0));
    gate.kill();
    await stopped;
    engine.startWorker();
    expect(await engine.ended(recovery)).toBe('completed');
    expect(engine.directory.entries()).toEqual(before);
    const effects = engine.directory.effects.map((effect) => JSON.stringify(effect));
    expect(new Set(effects).size).toBe(effects.length);
    const { settled, open, plan } = await engine.recoveryState(recovery);
    expect([settled.size, open]).toEqual([plan?.steps, 0]);
  });

  it('sends none after a cancellation, and says of each that was under way what became of it', async () => {
    furnish(engine, 'Hacked');
    engine.directory.beforeBatch = (changes) => gate.pass(changes);
    const recovery = await engine.startRecovery(backup);
    await engine.until(async () => gate.arrived.length >= 4);
    const underWay = gate.arrived.flat().length;
    granted(await engine.requests.cancelJob(TENANT, recovery, ADMINISTRATOR));
    gate.open();
    expect(await engine.ended(recovery)).toBe('cancelled');
    expect(gate.arrived.flat()).toHaveLength(underWay);
    expect(engine.directory.effects).toHaveLength(underWay);
    const { settled, open, modifiedObjects } = await engine.recoveryState(recovery);
    expect([settled.size, open, modifiedObjects.size]).toEqual([underWay, 0, underWay]);
  });

  it('is cancelled while the tenant takes nothing', async () => {
    furnish(engine, 'Hacked');
    engine.directory.fate = () => 'notSent';
    engine.directory.beforeBatch = async () => {
      engine.directory.beforeBatch = () => undefined;
      granted(await engine.requests.cancelJob(TENANT, recovery, ADMINISTRATOR));
    };
    const recovery: string = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('cancelled');
    expect(engine.directory.effects).toEqual([]);
    expect((await engine.recoveryState(recovery)).open).toBe(0);
  });

  it('stops at all of them when another worker has taken it over', async () => {
    furnish(engine, 'Hacked');
    engine.directory.beforeBatch = (changes) => gate.pass(changes);
    const recovery = await engine.startRecovery(backup);
    await engine.until(async () => gate.arrived.length >= 4);
    const sent = gate.arrived.length;
    await engine.aggregates.recovery.execute(
      recovery,
      { type: 'TakeRecovery', workerId: 'another' },
      ADMINISTRATOR,
    );
    gate.open();
    await engine.until(async () => (await engine.recoveryState(recovery)).workerId === 'another');
    await engine.stopWorker();
    expect(gate.arrived).toHaveLength(sent);
    const { settled } = await engine.recoveryState(recovery);
    expect(settled.size).toBe(0);
  });
});

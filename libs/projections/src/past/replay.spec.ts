import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidPosition, type Position } from '#event-store';
import { VirtualClock } from '#runtime';
import {
  following,
  GivenLog,
  recoveryPlanned,
  recoveryStarted,
  stepApplied,
  tenantConnected,
  type Following,
} from '../given-log.contract.js';
import type { ReplayRequest } from './present-read-models.js';

const { signal } = new AbortController();
const NOON = '2026-07-01T12:00:00Z';

describe('A replay of the audit log', () => {
  let log: GivenLog;
  let clock: VirtualClock;
  let readModels: Following;
  let started: Position;
  beforeEach(async () => {
    log = new GivenLog();
    clock = new VirtualClock(NOON);
    started = await log.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
    await log.happened('tenant', 't2', tenantConnected('t2'));
    log.nowMs += 57_000;
    await log.happened('recovery', 'r1', recoveryPlanned(2), stepApplied(0));
    log.nowMs += 3_600_000;
    await log.happened('recovery', 'r1', stepApplied(1));
    readModels = await following(log.store, { clock });
  });
  afterEach(() => readModels.stop());

  const replay = (request: ReplayRequest = {}) => readModels.models.replay('t1', request, signal);
  const activities = async (request: ReplayRequest = {}) =>
    (await Array.fromAsync(replay(request))).map(({ activity }) => activity);

  it('shows the tenant’s log whole, in its order, as the audit log has it', async () => {
    const page = readModels.models.auditLog('t1', {}, { first: 99 });
    expect(await Array.fromAsync(replay())).toEqual(page.rows.map(({ row }) => row));
  });

  it('ends at the end of the log as of now', async () => {
    const entries = replay();
    await readModels.reached(await log.happened('recovery', 'r1', stepApplied(2)), signal);
    expect(await Array.fromAsync(entries)).toHaveLength(5);
  });

  it('goes on after the last position seen', async () => {
    const [, second] = await Array.fromAsync(replay());
    expect(second?.position).toBe(started);
    expect(await activities({ from: { position: started } })).toEqual([
      'RecoveryPlanned',
      'RecoveryStepApplied',
      'RecoveryStepApplied',
    ]);
  });

  it.each<[string, ReplayRequest, number]>([
    ['from a time on, which is included', { from: { time: '2026-03-01T00:01:01Z' } }, 2],
    ['from after the end', { from: { time: '2026-03-02T00:00:00Z' } }, 0],
    ['until a time, which is included', { until: { time: '2026-03-01T00:01:01Z' } }, 4],
    ['until before the beginning', { until: { time: '2026-02-01T00:00:00Z' } }, 0],
    ['until a position, which is included', { until: { position: '2' } }, 2],
    ['after a position until itself', { from: { position: '2' }, until: { position: '2' } }, 0],
  ])('can be asked for %s', async (_what, request, entries) => {
    expect(await activities(request)).toHaveLength(entries);
  });

  it('shows nothing of a tenant that is not known', async () => {
    expect(await Array.fromAsync(readModels.models.replay('t9', {}, signal))).toEqual([]);
  });

  it.each(['from', 'until'] as const)('takes no position that is none: %s', (bound) => {
    expect(() => replay({ [bound]: { position: 'nonsense' } })).toThrow(InvalidPosition);
  });

  it('comes as fast as it happened, divided by the speed, and never waits longer than 10 s', async () => {
    const seenAt: number[] = [];
    const done = (async () => {
      for await (const entry of replay({ speed: 60 }))
        seenAt.push(entry.at === '' ? NaN : clock.now().getTime() - Date.parse(NOON));
    })();
    for (let tick = 0; tick < 2_000 && seenAt.length < 5; tick += 1) {
      await nextTurn();
      clock.advance(10);
    }
    await done;
    const expected = [0, 1_000 / 60, 60_000 / 60, 61_000 / 60, 61_000 / 60 + 10_000];
    expect(seenAt.map((ms, index) => ms >= (expected[index] ?? 0))).toEqual(Array(5).fill(true));
    expect(seenAt.map((ms, index) => ms - (expected[index] ?? 0) < 30)).toEqual(Array(5).fill(true));
  });

  it('stops waiting when told to', async () => {
    const leaving = new AbortController();
    const entries = readModels.models.replay('t1', { speed: 1 }, leaving.signal)[Symbol.asyncIterator]();
    await entries.next();
    const waiting = entries.next();
    leaving.abort(new Error('Enough.'));
    await expect(waiting).rejects.toThrow('Enough.');
  });
});

it('A replay leaves others their turn', async () => {
  const log = new GivenLog();
  await log.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
  await log.happened('recovery', 'r1', ...Array.from({ length: 1_000 }, (_, step) => stepApplied(step)));
  const readModels = await following(log.store);
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 0);
  expect(await Array.fromAsync(readModels.models.replay('t1', {}, signal))).toHaveLength(1_002);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(1);
  await readModels.stop();
});

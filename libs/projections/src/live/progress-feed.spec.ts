import { afterEach, describe, expect, it } from '@jest/globals';
import type { RecoveryEvent } from '#protection';
import {
  following,
  GivenLog,
  recoveryPlanned,
  recoveryStarted,
  reportStarted,
  stepApplied,
  stepFailed,
  tenantConnected,
  type Following,
} from '../given-log.contract.js';

const soon = () => AbortSignal.timeout(5_000);
const counts = { objectsModified: 4, linksModified: 0, failedChanges: 0, skippedChanges: 0 };
const completed: RecoveryEvent = { type: 'RecoveryCompleted', data: { ...counts, outcome: 'completed' } };

describe('Live progress', () => {
  let readModels: Following;
  afterEach(() => readModels.stop());

  async function givenRecovery(...events: readonly RecoveryEvent[]): Promise<GivenLog> {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
    if (events.length > 0) await log.happened('recovery', 'r1', ...events);
    readModels = await following(log.store);
    return log;
  }

  it('gives the present state first and the end last, then is over', async () => {
    const log = await givenRecovery(recoveryPlanned(4), stepApplied(0));
    const settled: number[] = [];
    for await (const message of readModels.followProgress('r1', soon())) {
      settled.push(message.settledSteps);
      if (settled.length === 1) await log.happened('recovery', 'r1', stepApplied(1));
      if (settled.length === 2)
        await log.happened('recovery', 'r1', stepApplied(2), stepApplied(3), completed);
      if (message.ended) expect(message).toMatchObject({ status: 'completed', secondsLeft: 0 });
    }
    expect(settled).toEqual([1, 2, 4]);
  });

  it('gives one message where the job has ended already', async () => {
    await givenRecovery(recoveryPlanned(1), stepApplied(0), completed);
    const messages = await Array.fromAsync(readModels.followProgress('r1', soon()));
    expect(messages).toMatchObject([{ ended: true, plannedSteps: 1, objectsModified: 4 }]);
  });

  it('gives a slow reader the newest state only', async () => {
    const log = await givenRecovery(recoveryPlanned(50));
    const messages = readModels.followProgress('r1', soon())[Symbol.asyncIterator]();
    await messages.next();
    for (let step = 0; step < 20; step += 1)
      await readModels.reached(await log.happened('recovery', 'r1', stepApplied(step)), soon());
    expect((await messages.next()).value).toMatchObject({ settledSteps: 20 });
    await messages.return?.();
  });

  it('gives at most one message each 100 ms', async () => {
    const log = await givenRecovery(recoveryPlanned(1_000));
    const began = performance.now();
    let messages = 0;
    const reading = (async () => {
      for await (const message of readModels.followProgress('r1', soon())) messages += Number(!message.ended);
    })();
    for (let step = 0; step < 60; step += 1) {
      await readModels.reached(await log.happened('recovery', 'r1', stepApplied(step)), soon());
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await log.happened('recovery', 'r1', completed);
    await reading;
    expect(messages).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - began) / 100));
  });

  it('waits for a job that is not known yet', async () => {
    const log = await givenRecovery();
    const first = readModels.followProgress('r2', soon())[Symbol.asyncIterator]();
    const message = first.next();
    await log.happened('tenant', 't1', reportStarted('r2'));
    expect((await message).value).toMatchObject({
      jobId: 'r2',
      kind: 'differenceReport',
      status: 'requested',
    });
    await first.return?.();
  });

  it('is over at once when the reader leaves or gives up', async () => {
    await givenRecovery();
    const leaving = readModels.followProgress('r1', soon())[Symbol.asyncIterator]();
    await leaving.next();
    const waiting = leaving.next();
    await leaving.return?.();
    expect((await waiting).done).toBe(true);

    const giveUp = new AbortController();
    const givingUp = readModels.followProgress('unknown', giveUp.signal)[Symbol.asyncIterator]();
    const never = givingUp.next();
    giveUp.abort();
    expect((await never).done).toBe(true);
  });

  it('tells the rate and the time left by the times of the events', async () => {
    const log = await givenRecovery(recoveryPlanned(10));
    expect(readModels.progress('r1')).toMatchObject({ ratePerSecond: null, secondsLeft: null });

    const applied = Array.from({ length: 4 }, (_, step) => stepApplied(step));
    await readModels.reached(await log.happened('recovery', 'r1', ...applied), soon());
    await readModels.reached(await log.happened('recovery', 'r1', stepFailed(4)), soon());
    expect(readModels.progress('r1')).toMatchObject({
      ratePerSecond: 1,
      secondsLeft: 5,
      failedChanges: 1,
      at: '2026-03-01T00:00:07.000Z',
    });
  });

  it('of an unknown job there is none', async () => {
    await givenRecovery();
    expect(readModels.progress('unknown')).toBeUndefined();
  });
});

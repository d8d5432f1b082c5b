import { describe, expect, test } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { VirtualClock } from '#runtime';
import { AnswerWatch } from './answer-watch.js';

describe('AnswerWatch', () => {
  const setUp = () => {
    const clock = new VirtualClock('2026-11-24T09:00:00.000Z');
    const ending = new AbortController();
    const passes = async (ms: number): Promise<void> => {
      await nextTurn();
      clock.advance(ms);
      await nextTurn();
    };
    return { watch: new AnswerWatch(clock, 1_000, ending.signal), passes, ending };
  };
  const silence = (): Promise<string> => new Promise(() => undefined);

  test('hands over answers and failures that come in time', async () => {
    const { watch, ending } = setUp();
    expect(await watch.within(Promise.resolve('yes'))).toBe('yes');
    await expect(watch.within(Promise.reject(new Error('no')))).rejects.toThrow('no');
    ending.abort();
  });

  test('gives each answer its own full time', async () => {
    const { watch, passes } = setUp();
    const givenUp: string[] = [];
    const ask = (name: string): void => void watch.within(silence()).catch(() => givenUp.push(name));
    ask('first');
    await passes(600);
    ask('second');
    await passes(399);
    expect(givenUp).toEqual([]);
    await passes(1);
    expect(givenUp).toEqual(['first']);
    await passes(599);
    expect(givenUp).toEqual(['first']);
    await passes(1);
    expect(givenUp).toEqual(['first', 'second']);
  });

  test('watches anew after a time without questions, and no more once it has ended', async () => {
    const { watch, passes, ending } = setUp();
    await watch.within(Promise.resolve('yes'));
    await passes(1_000);
    const late = watch.within(silence());
    late.catch(() => undefined);
    await passes(1_000);
    await expect(late).rejects.toThrow('has not answered');
    let settled = false;
    watch
      .within(silence())
      .finally(() => (settled = true))
      .catch(() => undefined);
    await nextTurn();
    ending.abort();
    await passes(5_000);
    expect(settled).toBe(false);
  });
});

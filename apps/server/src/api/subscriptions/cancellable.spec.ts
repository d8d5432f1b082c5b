import { describe, expect, it } from '@jest/globals';
import { cancellable } from './cancellable.js';

async function* until(signal: AbortSignal): AsyncGenerator<number> {
  yield 1;
  await new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  );
}

describe('a cancellable iteration', () => {
  it('shows what its source yields and ends with it', async () => {
    const source = async function* () {
      yield 1;
      yield 2;
    };
    expect(await Array.fromAsync(cancellable(source, (number) => number * 10))).toEqual([10, 20]);
  });

  it('ends at once when it is left while its source has nothing', async () => {
    const iteration = cancellable(until, (number) => number);
    expect(await iteration.next()).toEqual({ done: false, value: 1 });
    const waiting = iteration.next();
    await iteration.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('passes a fault of its source on', async () => {
    const source = async function* () {
      yield 1;
      throw new Error('no more');
    };
    await expect(Array.fromAsync(cancellable(source, (number) => number))).rejects.toThrow('no more');
  });
});

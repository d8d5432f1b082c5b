import { describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { merged } from './merged.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function* source(name: string, steps: number, fails = false): AsyncGenerator<string, string> {
  for (let step = 1; step <= steps; step += 1) {
    await Promise.resolve();
    yield `${name}${step}`;
  }
  if (fails) throw new Error(`${name} failed`);
  return `end of ${name}`;
}

async function drained(run: AsyncGenerator<string, readonly string[]>) {
  const yielded: string[] = [];
  for (;;) {
    const step = await run.next();
    if (step.done) return { yielded, returned: step.value };
    yielded.push(step.value);
  }
}

describe('merged sources', () => {
  it('keep each their own order, and return in the order of the sources', async () => {
    const { yielded, returned } = await drained(merged([source('a', 3), source('b', 5), source('c', 1)], 2));
    for (const name of ['a', 'b', 'c'])
      expect(yielded.filter((step) => step.startsWith(name))).toEqual(
        yielded.filter((step) => step.startsWith(name)).sort(),
      );
    expect(yielded).toHaveLength(9);
    expect(returned).toEqual(['end of a', 'end of b', 'end of c']);
  });

  it('run side by side, no more at once than allowed', async () => {
    const { yielded } = await drained(merged([source('a', 3), source('b', 3), source('c', 1)], 2));
    expect(yielded.indexOf('b1')).toBeLessThan(yielded.indexOf('a3'));
    expect(yielded.indexOf('c1')).toBeGreaterThan(yielded.indexOf('a3'));
  });

  it('end with the error of the first that fails', async () => {
    await expect(drained(merged([source('a', 9), source('b', 1, true)], 2))).rejects.toThrow('b failed');
  });

  it('let go of what they have yielded while one of them takes its time', async () => {
    let finish = (): void => undefined;
    const slow = (async function* (): AsyncGenerator<object, string> {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      yield {};
      return 'end';
    })();
    const yielded: WeakRef<object>[] = [];
    const quick = (async function* (): AsyncGenerator<object, string> {
      for (let step = 0; step < 100; step += 1) {
        const object = { step };
        yielded.push(new WeakRef(object));
        yield object;
      }
      finish();
      return 'end';
    })();
    let steps = 0;
    let held = 0;
    const run = merged([slow, quick], 2);
    while (!(await run.next()).done) {
      steps += 1;
      if (steps !== 50) continue;
      // What a weak reference was asked for is kept until the turn ends.
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      held = yielded.filter((reference) => reference.deref() !== undefined).length;
    }
    expect(steps).toBe(101);
    expect(held).toBeLessThan(10);
  });
});

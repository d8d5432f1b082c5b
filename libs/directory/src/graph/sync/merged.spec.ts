import { describe, expect, it } from '@jest/globals';
import { merged } from './merged.js';

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
});

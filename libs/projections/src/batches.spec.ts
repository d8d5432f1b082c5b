import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inBatches } from './batches.js';

describe('Batches', () => {
  it('hold what comes at once, up to the most', async () => {
    async function* source() {
      yield* [1, 2, 3, 4, 5];
    }
    expect(await Array.fromAsync(inBatches(source(), 2))).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('end when the source pauses', async () => {
    async function* source() {
      yield* [1, 2];
      await delay(20);
      yield 3;
    }
    expect(await Array.fromAsync(inBatches(source(), 10))).toEqual([[1, 2], [3]]);
  });

  it('come before the failure that ends the source', async () => {
    async function* source() {
      yield* [1, 2];
      throw new Error('The connection is lost.');
    }
    const seen: number[][] = [];
    const reading = (async () => {
      for await (const batch of inBatches(source(), 2)) {
        await delay(20);
        seen.push(batch);
      }
    })();
    await expect(reading).rejects.toThrow('The connection is lost.');
    expect(seen).toEqual([[1, 2]]);
  });
});

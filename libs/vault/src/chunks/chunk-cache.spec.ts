import { describe, expect, it } from '@jest/globals';
import { ChunkCache } from './chunk-cache.js';

describe('the cache of chunks', () => {
  it('keeps what was used last within its bytes', () => {
    const cache = new ChunkCache<{ size: number }>(100);
    for (const name of ['a', 'b', 'c']) cache.set(name, { size: 33 });
    cache.get('a');
    cache.set('d', { size: 33 });
    expect(['a', 'b', 'c', 'd'].filter((name) => cache.get(name))).toEqual(['a', 'c', 'd']);
  });

  it('counts a chunk set again once, and keeps none that alone is too large', () => {
    const cache = new ChunkCache<{ size: number }>(100);
    for (let n = 0; n < 10; n += 1) cache.set('a', { size: 60 });
    cache.set('b', { size: 40 });
    expect(cache.get('a')).toBeDefined();
    cache.set('c', { size: 101 });
    expect(['a', 'b', 'c'].filter((name) => cache.get(name))).toEqual([]);
  });
});

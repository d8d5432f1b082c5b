import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyKey, anyPrefix } from '../edit-model.contract.js';
import { KeyPrefixes } from './key-prefixes.js';

const anyPrefixes = fc.array(anyPrefix, { maxLength: 8 });

describe('a set of prefixes', () => {
  it('covers the keys that begin with one of them', () => {
    fc.assert(
      fc.property(anyPrefixes, anyKey, (prefixes, key) => {
        expect(new KeyPrefixes(prefixes).covers(key)).toBe(prefixes.some((prefix) => key.startsWith(prefix)));
      }),
      { numRuns: 500 },
    );
  });

  it('never misses a range that holds such a key, nor claims one that holds another', () => {
    fc.assert(
      fc.property(anyPrefixes, fc.uniqueArray(anyKey, { minLength: 1 }), (prefixes, keys) => {
        const wanted = new KeyPrefixes(prefixes);
        const sorted = keys.sort();
        const [first = '', last = ''] = [sorted[0], sorted.at(-1)];
        if (sorted.some((key) => wanted.covers(key))) expect(wanted.meetsRange(first, last)).toBe(true);
        if (wanted.coversRange(first, last)) expect(sorted.every((key) => wanted.covers(key))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('does not meet a range that lies apart', () => {
    const wanted = new KeyPrefixes(['group/', 'user/']);
    expect(wanted.meetsRange('a', 'group')).toBe(false);
    expect(wanted.meetsRange('group0', 'user')).toBe(false);
    expect(wanted.meetsRange('user0', 'z')).toBe(false);
    expect(wanted.meetsRange('a', 'z')).toBe(true);
  });
});

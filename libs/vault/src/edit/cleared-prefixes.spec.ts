import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyKey, anyPrefix } from '../edit-model.contract.js';
import { ClearedPrefixes } from './cleared-prefixes.js';

describe('the prefixes that an edit has cleared', () => {
  it('tell the latest clearing of each key', () => {
    fc.assert(
      fc.property(fc.array(anyPrefix, { maxLength: 12 }), fc.uniqueArray(anyKey), (prefixes, keys) => {
        const cleared = new ClearedPrefixes();
        for (const prefix of prefixes) cleared.add(prefix);
        const latest = cleared.inKeyOrder();
        for (const key of keys.sort())
          expect(latest(key)).toBe(prefixes.findLastIndex((prefix) => key.startsWith(prefix)));
        expect(cleared.turns).toBe(prefixes.length);
      }),
      { numRuns: 500 },
    );
  });
});

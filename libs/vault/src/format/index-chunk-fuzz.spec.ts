import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyBytes, anyHarm, anyJson, deepJson, valueOrRefusal } from '../../../../test/fuzz/hostile.js';
import { decodeIndex, encodeIndex, type ChunkRef } from './index-chunk.js';
import { MalformedError } from './malformed.js';

const family = fc.oneof(fc.constantFrom('user', 'group/members', '__proto__', 'constructor'), fc.string());
const refs: fc.Arbitrary<readonly ChunkRef[]> = fc
  .uniqueArray(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 8 })
  .map((keys) => keys.sort((a, b) => (a < b ? -1 : 1)))
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc.record({
          level: fc.constant(0),
          digest: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
          firstKey: fc.constant(key),
          lastKey: fc.constant(key),
          counts: fc.array(fc.tuple(family, fc.integer({ min: 1, max: 9 }))).map((each) => new Map(each)),
        }),
      ),
    ),
  );

const indexLike = anyJson(['format', 'level', 'families', 'chunks']).map((value) =>
  Buffer.from(
    JSON.stringify({ format: 'known-good index 1', level: 1, families: ['user'], chunks: [value] }),
  ),
);

describe('bytes that are read as an index chunk', () => {
  it('give the chunks that were written', () => {
    fc.assert(
      fc.property(refs, (some) => {
        expect(decodeIndex(encodeIndex(1, some)).chunks).toEqual(some);
      }),
    );
  });

  it('are an index chunk of exactly these bytes, or malformed', () => {
    const hurt = fc.tuple(refs, anyHarm).map(([some, harm]) => harm(encodeIndex(1, some)));
    fc.assert(
      fc.property(fc.oneof(anyBytes, indexLike, hurt), (bytes) => {
        const read = valueOrRefusal(() => decodeIndex(bytes), MalformedError);
        if (read === 'refused') return;
        expect(encodeIndex(read.value.level, read.value.chunks).equals(bytes)).toBe(true);
      }),
    );
  });

  it.each([
    ['nothing but depth', deepJson()],
    ['depth in a row', `{"format":"known-good index 1","level":1,"families":[],"chunks":${deepJson()}}`],
  ])('are malformed where they hold %s', (_what, text) => {
    expect(() => decodeIndex(Buffer.from(text))).toThrow(MalformedError);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyBytes, anyHarm, valueOrRefusal } from '../../../../test/fuzz/hostile.js';
import { Leaf, LEAF_MAGIC } from './leaf.js';
import { LeafEncoder } from './leaf-encoder.js';
import { MalformedError } from './malformed.js';

const entries = fc
  .uniqueArray(fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' })), {
    selector: ([key]) => key,
    minLength: 1,
    maxLength: 12,
  })
  .map((some) => some.sort(([a], [b]) => (a < b ? -1 : 1)));

const encoded = (some: readonly (readonly [string, string])[]): Buffer => {
  const encoder = new LeafEncoder();
  for (const [key, value] of some) encoder.add(key, Buffer.from(value));
  return Buffer.from(encoder.finish());
};
const entriesOf = (leaf: Leaf): [string, string][] =>
  leaf.keys.map((key, place): [string, string] => [key, leaf.value(place)]);

/** Bytes that begin like a leaf, so that more than the magic number is read of them. */
const leafLike = fc
  .tuple(fc.nat(8), fc.array(fc.nat(6), { maxLength: 16 }), anyBytes)
  .map(([count, lengths, rest]) => {
    const numbers = Buffer.alloc(4 + 4 * lengths.length);
    [count, ...lengths].forEach((number, place) => numbers.writeUInt32LE(number, 4 * place));
    return Buffer.concat([LEAF_MAGIC, numbers, rest]);
  });

describe('bytes that are read as a leaf', () => {
  it('give the entries that were written', () => {
    fc.assert(
      fc.property(entries, (some) => {
        expect(entriesOf(Leaf.decode(encoded(some)))).toEqual(some);
      }),
    );
  });

  it('are a leaf of exactly these bytes, or malformed', () => {
    const hurt = fc.tuple(entries, anyHarm).map(([some, harm]) => harm(encoded(some)));
    fc.assert(
      fc.property(fc.oneof(anyBytes, leafLike, hurt), (bytes) => {
        const read = valueOrRefusal(() => Leaf.decode(bytes), MalformedError);
        if (read === 'refused') return;
        expect(encoded(entriesOf(read.value)).equals(bytes)).toBe(true);
      }),
    );
  });

  it('take no memory for entries that they only announce', () => {
    const bytes = Buffer.concat([LEAF_MAGIC, Buffer.alloc(4, 0xff)]);
    expect(() => Leaf.decode(bytes)).toThrow(MalformedError);
  });
});

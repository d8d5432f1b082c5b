import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyHarmOfText, anyText, valueOrRefusal } from '../../../test/fuzz/hostile.js';
import { isLink, linkKey, linksPrefix, NotASnapshotKey, objectKey, parseKey, type LinkRef } from './keys.js';
import { OBJECT_TYPES } from './object-types.js';

const type = fc.constantFrom(...OBJECT_TYPES);
const id = fc.string({ unit: 'binary', minLength: 1 });
const link: fc.Arbitrary<LinkRef> = fc.record({
  type,
  id,
  link: fc.constantFrom('members', 'owners', '__proto__'),
  target: id,
});

describe('a key of a snapshot', () => {
  it('names what it was made of, and the link stands below its object', () => {
    fc.assert(
      fc.property(link, (ref) => {
        expect(parseKey(objectKey(ref))).toEqual({ type: ref.type, id: ref.id });
        expect(parseKey(linkKey(ref))).toEqual(ref);
        expect(linkKey(ref).startsWith(linksPrefix(ref))).toBe(true);
      }),
    );
  });

  it('is one that was made, or is refused: no two texts name one thing', () => {
    const hurt = fc.tuple(link, anyHarmOfText).map(([ref, harm]) => harm(linkKey(ref)));
    const keyLike = fc.tuple(type, anyText, anyText).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.oneof(hurt, keyLike, anyText), (text) => {
        const read = valueOrRefusal(() => parseKey(text), NotASnapshotKey);
        if (read === 'refused') return;
        expect(isLink(read.value) ? linkKey(read.value) : objectKey(read.value)).toBe(text);
      }),
    );
  });
});

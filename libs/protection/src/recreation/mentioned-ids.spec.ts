import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Json } from '#catalogue';
import { idsIn, withIds } from './mentioned-ids.js';

const ids = fc.uuid();
const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(null, true, 3, 'All'),
    ids,
    ids.map((id) => `user.memberOf -any (group.objectId -in ['${id.toUpperCase()}'])`),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('includeGroups', 'id', 'rule'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

describe('Ids within values', () => {
  it('are replaced wherever they stand, and nothing else is', () => {
    fc.assert(
      fc.property(values, (value) => {
        const named = [...idsIn(value)];
        const there = new Map(
          named.map((id, n) => [id, `00000000-0000-4000-8000-${`${n}`.padStart(12, '0')}`]),
        );
        const back = new Map([...there].map(([one, other]) => [other, one]));
        expect([...idsIn(withIds(value, there))].sort()).toEqual([...there.values()].sort());
        expect(JSON.stringify(withIds(withIds(value, there), back)).toLowerCase()).toBe(
          JSON.stringify(value).toLowerCase(),
        );
      }),
    );
  });

  it('stay where nothing is known of them', () => {
    fc.assert(fc.property(values, (value) => expect(withIds(value, new Map())).toEqual(value)));
  });
});

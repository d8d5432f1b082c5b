import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IdTable } from './id-table.js';

const id = fc.oneof(
  fc.uuid(),
  fc
    .integer({ min: 0, max: 3_000 })
    .map((count) => `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`),
  fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
);
const entry = fc.tuple(id, fc.constantFrom('live', 'softDeleted', 'gone'));

describe('a table of ids', () => {
  it('holds what a map holds, however many there are', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 2_500, size: 'max' }), id, (entries, other) => {
        const table = new IdTable<string>();
        for (const [key, value] of entries) table.set(key, value);
        const map = new Map(entries);
        expect(table.size).toBe(map.size);
        expect(new Map(table)).toEqual(map);
        expect(table.get(other)).toBe(map.get(other));
        expect(table.count('live')).toBe([...map.values()].filter((value) => value === 'live').length);
      }),
      { numRuns: 12 },
    );
  });

  it('can be emptied', () => {
    const table = new IdTable<string>();
    table.set('7d54cb02-aaa3-4016-9f9c-a4b49422dd9b', 'live');
    table.set('u1', 'live');
    table.clear();
    expect([...table]).toEqual([]);
    expect(table.has('u1')).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import widthOf from 'fast-string-width';
import { table, type Column } from './table.js';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Id', of: ({ id }) => id, whole: true },
  { title: 'Name', of: ({ name }) => name },
  { title: 'Count', of: ({ count }) => count, right: true, whole: true },
];

describe('a table', () => {
  it('is as wide as it needs where nothing bounds it', () => {
    expect(table(COLUMNS, [{ id: 'a1', name: 'Ada', count: 7 }], undefined)).toBe(
      'Id  Name  Count\na1  Ada       7',
    );
  });

  it('cuts names before ids', () => {
    const row = { id: 'aaaa-bbbb', name: 'A very long display name', count: 7 };
    expect(table(COLUMNS, [row], 28).split('\n')).toEqual([
      'Id         Name        Count',
      'aaaa-bbbb  A very lo…      7',
    ]);
  });

  it('counts cells, not characters', () => {
    const lines = table(COLUMNS, [{ id: 'a', name: '日本語の名前です', count: 1 }], 20).split('\n');
    expect(lines.map((line) => widthOf(line) <= 20)).toEqual([true, true]);
  });

  it('fits whatever names there are, each on one line, and lets none of them move the cursor', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id: fc.uuid(), name: fc.string({ unit: 'grapheme' }), count: fc.nat() })),
        fc.integer({ min: 30, max: 200 }),
        (rows, width) => {
          const lines = table(COLUMNS, rows, width).split('\n');
          expect(lines).toHaveLength(rows.length + 1);
          expect(lines.every((line) => widthOf(line) <= width && !/\p{Cc}/u.test(line))).toBe(true);
        },
      ),
    );
  });

  it('shows no escape sequence of a name', () => {
    expect(table(COLUMNS, [{ id: 'a', name: '\u001b[2JGone\n', count: 1 }], undefined)).toContain('[2JGone');
    expect(table(COLUMNS, [{ id: 'a', name: '\u001b[2JGone\n', count: 1 }], undefined)).not.toContain(
      '\u001b',
    );
  });
});

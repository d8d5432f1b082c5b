import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#catalogue';
import { anyJson, streamed } from '../format/objects.contract.js';
import { recordsOfCsv, valueOfCell } from './rfc4180.contract.js';
import { tableAsCsv, tableAsLines, type CsvOptions, type Row } from './table.js';

const COLUMNS = ['one', 'two'] as const;
type Rows = Row<'one' | 'two'>[];

const csvOf = async (rows: Rows, options?: CsvOptions): Promise<string> =>
  (await Array.fromAsync(tableAsCsv(COLUMNS, streamed(rows), options))).join('');

const cellsOf = async (value: Json): Promise<string | undefined> =>
  recordsOfCsv(await csvOf([{ one: value }]))[1]?.[0];

/** Well-formed, as every value of a tenant is: UTF-8 has no form for half a character. */
const wellFormed = anyJson.filter((value) => !/\\ud[89a-f]/i.test(JSON.stringify(value)));
const anyRow = fc.record({ one: wellFormed, two: wellFormed }, { requiredKeys: [] });

describe('a table as CSV', () => {
  it('has the names of the columns first, every cell in quotes, and CRLF', async () => {
    expect(await csvOf([{ one: 'a', two: 'say "x", \r\ny' }, { two: null }])).toBe(
      '"one","two"\r\n"a","say ""x"", \r\ny"\r\n"","null"\r\n',
    );
  });

  it('can begin with a byte-order mark', async () => {
    expect(await csvOf([], { byteOrderMark: true })).toBe('\uFEFF"one","two"\r\n');
  });

  it('writes text as it is, everything else as JSON, and text that looks like JSON as JSON too', async () => {
    expect(await cellsOf('Sales')).toBe('Sales');
    expect(await cellsOf(['a', 1])).toBe('["a",1]');
    expect(await cellsOf(true)).toBe('true');
    expect(await cellsOf('true')).toBe('"true"');
    expect(await cellsOf('')).toBe('""');
  });

  it('holds any value, so that it can be had back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 8 }), fc.boolean(), async (rows, byteOrderMark) => {
        const bytes = new TextEncoder().encode(await csvOf(rows, { byteOrderMark }));
        const [header, ...records] = recordsOfCsv(new TextDecoder().decode(bytes));
        expect(header).toEqual([...COLUMNS]);
        expect(records.map((cells) => cells.map(valueOfCell))).toEqual(
          rows.map((row) => COLUMNS.map((column) => row[column])),
        );
      }),
    );
  });

  it('has no cell that a spreadsheet could run', async () => {
    expect(await cellsOf('=HYPERLINK("http://x","y")')).toBe('\'=HYPERLINK("http://x","y")');
    expect(await cellsOf(-1)).toBe("'-1");
    expect(await cellsOf("'quoted")).toBe("''quoted");
    const begin = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' =', '\u00A0@', '＝', '');
    const text = fc.tuple(begin, fc.string({ unit: 'grapheme' })).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        expect(await cellsOf(value)).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
      }),
    );
  });

  it('comes in pieces, and takes rows as it is read', async () => {
    let taken = 0;
    async function* rows(): AsyncGenerator<Row<'one' | 'two'>> {
      for (;;) {
        taken += 1;
        yield { one: taken };
      }
    }
    const pieces = tableAsCsv(COLUMNS, rows());
    await pieces.next();
    for await (const piece of pieces) {
      expect(recordsOfCsv(piece)).toHaveLength(taken);
      expect(taken).toBeLessThan(1_000);
      break;
    }
  });
});

describe('a table as JSON lines', () => {
  it('has the header first, and no member where there is no value', async () => {
    const rows: Rows = [{ two: null, one: 'a' }, {}];
    const lines = await Array.fromAsync(tableAsLines(COLUMNS, { format: 'x' }, streamed(rows)));
    expect(lines).toEqual(['{"format":"x"}\n', '{"one":"a","two":null}\n', '{}\n']);
  });
});

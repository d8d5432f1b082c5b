import { stringify } from 'csv-stringify/sync';
import type { Json, JsonObject } from '#catalogue';
import { cellOf } from './csv-cell.js';
import { line } from './json-lines.js';

/** A row by column; columns without a value are left out. */
export type Row<Column extends string> = Readonly<Partial<Record<Column, Json>>>;

export interface CsvOptions {
  /** Whether to begin with a byte-order mark, by which Excel tells UTF-8. Default: false. */
  readonly byteOrderMark?: boolean;
}

/** Rows that are put into text at a time. */
const BATCH = 200;

/**
 * CSV as RFC 4180 says: commas, CRLF, every cell in quotes, the names of the columns first. Cells cannot be taken for
 * formulas.
 */
export async function* tableAsCsv<Column extends string>(
  columns: readonly Column[],
  rows: AsyncIterable<Row<Column>>,
  { byteOrderMark = false }: CsvOptions = {},
): AsyncGenerator<string> {
  yield csvText([[...columns]], byteOrderMark);
  let cells: string[][] = [];
  for await (const row of rows) {
    cells.push(columns.map((column) => cellOf(row[column])));
    if (cells.length < BATCH) continue;
    yield csvText(cells);
    cells = [];
  }
  if (cells.length > 0) yield csvText(cells);
}

/** JSON lines: the header, then one line a row, columns in order. */
export async function* tableAsLines<Column extends string>(
  columns: readonly Column[],
  header: JsonObject,
  rows: AsyncIterable<Row<Column>>,
): AsyncGenerator<string> {
  yield line(header);
  for await (const row of rows)
    yield line(
      Object.fromEntries(
        columns.flatMap((column): [string, Json][] => {
          const value = row[column];
          return value === undefined ? [] : [[column, value]];
        }),
      ),
    );
}

function csvText(cells: readonly (readonly string[])[], bom = false): string {
  return stringify(
    cells.map((row) => [...row]),
    { bom, quoted: true, quoted_empty: true, record_delimiter: 'windows' },
  );
}

import widthOf from 'fast-string-width';
import { shownText } from './shown-text.js';

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => unknown;
  /** Kept whole as long as anything else can be cut: ids, numbers, moments. */
  readonly whole?: boolean;
  /** Numbers stand to the right. */
  readonly right?: boolean;
}

const GAP = '  ';
const NARROWEST = 4;
const GRAPHEMES = new Intl.Segmenter();

/**
 * Rows in columns that fit `width` cells: the widest columns are cut (…) until they do, those to be kept whole last.
 * As wide as it needs where `width` is left out.
 */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number | undefined,
  heading: (title: string) => string = (title) => title,
): string {
  const cells = rows.map((row) => columns.map(({ of }) => shownText(of(row))));
  const natural = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...cells.map((line) => widthOf(line[index] ?? ''))),
  );
  const widths = width === undefined ? natural : fitted(natural, columns, width);
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => inCell(text, widths[index] ?? 0, columns[index]?.right ?? false))
      .join(GAP)
      .trimEnd();
  return [heading(line(columns.map(({ title }) => title))), ...cells.map(line)].join('\n');
}

function fitted(
  natural: readonly number[],
  columns: readonly Pick<Column<never>, 'whole'>[],
  width: number,
): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (widths.length - 1) - width;
  for (const whole of [false, true])
    while (excess > 0) {
      const widest = widestOf(widths, (index) => (columns[index]?.whole ?? false) === whole);
      if (widest === undefined) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
      excess -= 1;
    }
  return widths;
}

function widestOf(widths: readonly number[], mayShrink: (index: number) => boolean): number | undefined {
  let widest: number | undefined;
  for (const [index, width] of widths.entries())
    if (mayShrink(index) && width > NARROWEST && width > (widths[widest ?? -1] ?? 0)) widest = index;
  return widest;
}

function inCell(text: string, width: number, right: boolean): string {
  const cut = cutTo(text, width);
  const padding = ' '.repeat(Math.max(0, width - widthOf(cut)));
  return right ? padding + cut : cut + padding;
}

/** The beginning of a text, with … where something is left out. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (widthOf(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

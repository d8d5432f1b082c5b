import { styleText } from 'node:util';
import { table, type Column } from './table.js';

/** A stream that may be a terminal. */
export type Stream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

type Style = 'bold' | 'red' | 'green' | 'yellow' | 'cyan';

/**
 * Where a command writes: results to standard output, what goes on to standard error. With `--json` it is lines of JSON
 * on standard output instead, each an object with an `event`.
 */
export class Output {
  constructor(
    readonly json: boolean,
    readonly out: Stream = process.stdout,
    readonly err: Stream = process.stderr,
  ) {}

  /** A line of the result, for readers. */
  line(text: string): void {
    if (!this.json) this.out.write(`${text}\n`);
  }

  /** A line about what goes on, for readers. */
  note(text: string): void {
    if (!this.json) this.err.write(`${text}\n`);
  }

  /** A line of the result, for programs. */
  record(event: string, fields: object): void {
    if (this.json) this.out.write(`${JSON.stringify({ event, ...fields })}\n`);
  }

  /** Rows as a table, or a record for each. `none` is said where there are no rows. */
  rows<Row extends object>(
    event: string,
    columns: readonly Column<Row>[],
    rows: readonly Row[],
    none: string,
  ): void {
    for (const row of rows) this.record(event, row);
    if (rows.length === 0) this.line(none);
    else this.line(table(columns, rows, this.width, (title) => this.styled('bold', title)));
  }

  /** Facts about one thing, each on a line of its own; those without a value are left out. */
  facts(facts: readonly (readonly [name: string, value: unknown])[]): void {
    const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
    const widest = Math.max(...known.map(([name]) => name.length));
    for (const [name, value] of known)
      this.line(`${this.styled('bold', name.padEnd(widest))}  ${String(value)}`);
  }

  /** Text in a style on a terminal; plain where it is piped, or `NO_COLOR` is set. */
  styled(style: Style, text: string): string {
    return this.out.isTTY === true ? styleText(style, text, { stream: process.stdout }) : text;
  }

  /** Cells of the terminal; `undefined` where there is none. */
  get width(): number | undefined {
    return this.out.isTTY === true ? this.out.columns : undefined;
  }
}

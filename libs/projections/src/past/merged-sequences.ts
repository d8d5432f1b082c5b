import { integer } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';

/** As many numbers of one series as are read ahead. */
const READ_AHEAD = 256;

/** Numbers of the events in `series` after `after`, up to `until`, in order: each series is read once, by its index. */
export function* mergedSequences(
  database: ReadModelDatabase,
  series: readonly number[],
  after: number,
  until: number,
): Generator<number> {
  const runs = series.map((each) => new Run(database, each, after, until));
  for (;;) {
    let next: Run | undefined;
    for (const run of runs)
      if (run.head !== undefined && (next?.head === undefined || run.head < next.head)) next = run;
    if (next?.head === undefined) return;
    yield next.head;
    next.advance();
  }
}

/** The numbers of one series, read bit by bit. */
class Run {
  private numbers: readonly number[] = [];
  private at = 0;

  constructor(
    private readonly database: ReadModelDatabase,
    private readonly series: number,
    after: number,
    private readonly until: number,
  ) {
    this.read(after);
  }

  get head(): number | undefined {
    return this.numbers[this.at];
  }

  advance(): void {
    const { head } = this;
    this.at += 1;
    if (head !== undefined && this.at === READ_AHEAD) this.read(head);
  }

  private read(after: number): void {
    this.at = 0;
    this.numbers = this.database
      .prepare(
        `SELECT seq FROM audit INDEXED BY audit_by_series
         WHERE series = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ${READ_AHEAD}`,
      )
      .all(this.series, after, this.until)
      .map((row) => integer(row, 'seq'));
  }
}

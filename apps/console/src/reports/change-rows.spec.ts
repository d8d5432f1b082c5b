import { describe, expect, it } from '@jest/globals';
import { ChangeRows, type ChangeRow } from './change-rows.js';

function rowOf(index: number): ChangeRow {
  return {
    objectType: 'user',
    objectId: `${index}`,
    displayName: null,
    kind: 'modified',
    action: 'update',
    recoverable: true,
    attributes: [],
    links: [],
    madeBy: [],
  };
}

/** A report of so many changes, and what is asked of it. */
class Report {
  readonly asked: number[] = [];
  failing = false;
  readonly changes: ChangeRows;
  private settle: () => void = () => undefined;

  constructor(private readonly total: number) {
    this.changes = new ChangeRows(
      async (first, after) => this.page(first, Number(after ?? 0)),
      () => this.settle(),
    );
  }

  /** Wants a row and waits until it is there, or nothing more comes. */
  async want(index: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.settle = () => {
        const { changes } = this;
        if (changes.at(index) || changes.problem || index >= (changes.total ?? Infinity)) resolve();
      };
      this.changes.want(index);
    });
  }

  private page(first: number, from: number) {
    this.asked.push(first);
    if (this.failing) throw new Error('The server does not answer.');
    const to = Math.min(this.total, from + first);
    return {
      totalCount: this.total,
      nodes: Array.from({ length: to - from }, (_each, index) => rowOf(from + index)),
      pageInfo: { hasNextPage: to < this.total, endCursor: `${to}` },
    };
  }
}

describe('the rows of a report', () => {
  it('are read no further than they are wanted, the first few at once', async () => {
    const report = new Report(100_000);
    await report.want(0);
    expect(report.changes.total).toBe(100_000);
    expect(report.asked).toEqual([100]);
    await report.want(1_500);
    expect(report.asked).toEqual([100, 999, 999]);
    expect(report.changes.at(1_500)?.objectId).toBe('1500');
    expect(report.changes.at(50_000)).toBeUndefined();
  });

  it('are in order to the last one', async () => {
    const report = new Report(2_500);
    await report.want(2_499);
    const ids = Array.from({ length: 2_500 }, (_each, index) => report.changes.at(index)?.objectId);
    expect(ids).toEqual(Array.from({ length: 2_500 }, (_each, index) => `${index}`));
    expect(report.changes.at(2_500)).toBeUndefined();
  });

  it('are asked for again after a page that did not come', async () => {
    const report = new Report(10);
    report.failing = true;
    await report.want(0);
    expect(report.changes.problem).toBe('The server does not answer.');
    report.failing = false;
    await report.want(9);
    expect(report.changes.problem).toBeUndefined();
    expect(report.changes.at(9)?.objectId).toBe('9');
  });
});

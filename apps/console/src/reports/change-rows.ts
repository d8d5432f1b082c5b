import type { ChangeRowsQuery } from '../api/generated.js';

type Changes = NonNullable<ChangeRowsQuery['differenceReport']>['changes'];
/** One change, as the table shows it. */
export type ChangeRow = Changes['nodes'][number];
/** Answers a page of changes behind a cursor. */
export type ReadPage = (first: number, after: string | null, signal: AbortSignal) => Promise<Changes>;

/** Small, so that the first rows are there at once. */
const FIRST_PAGE = 100;
/** As many as the API gives at a time. */
const FURTHER_PAGES = 999;

/**
 * The changes of a report in one order and filter, read page by page as far as they are wanted. Their number is known
 * from the first page on, so that a table can have its full height before its rows are there.
 */
export class ChangeRows {
  private readonly rows: ChangeRow[] = [];
  private cursor: string | null = null;
  private hasMore = true;
  private wanted = 0;
  private reading = false;
  private readonly closing = new AbortController();
  /** The number of changes; `undefined` until the first page is there. */
  total: number | undefined;
  /** Why the next page could not be read. */
  problem: string | undefined;

  constructor(
    private readonly readPage: ReadPage,
    private readonly onChange: () => void,
  ) {}

  /** The row at an index; `undefined` while it has not been read. */
  at(index: number): ChangeRow | undefined {
    return this.rows[index];
  }

  /** Reads on until the row at `index` is there. */
  want(index: number): void {
    this.wanted = Math.max(this.wanted, index);
    if (!this.reading) void this.readOn();
  }

  /** Nothing is read any more. */
  close(): void {
    this.closing.abort();
  }

  private async readOn(): Promise<void> {
    const { signal } = this.closing;
    this.reading = true;
    try {
      while (this.hasMore && this.rows.length <= this.wanted && !signal.aborted) {
        const first = this.rows.length === 0 ? FIRST_PAGE : FURTHER_PAGES;
        this.take(await this.readPage(first, this.cursor, signal));
      }
    } catch (error) {
      if (!signal.aborted) this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.reading = false;
      if (!signal.aborted) this.onChange();
    }
  }

  private take({ nodes, totalCount, pageInfo }: Changes): void {
    this.rows.push(...nodes);
    this.total = totalCount;
    this.cursor = pageInfo.endCursor;
    this.hasMore = pageInfo.hasNextPage;
    this.problem = undefined;
    this.onChange();
  }
}

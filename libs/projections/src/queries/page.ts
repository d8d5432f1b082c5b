import type { Page, PageRequest } from '../read-models.js';
import type { Cursors, Place } from './cursor.js';
import { InvalidPageSizeError } from './errors.js';

/** The most rows that a page holds. */
export const MOST_ROWS = 999;

/** How a list is read, page by page. */
export interface PagedList<At extends Place, Row> {
  readonly cursors: Cursors<At>;
  /** Up to `limit` rows after a place (from the start where there is none), in the list's order. */
  readonly rowsAfter: (
    after: At | undefined,
    limit: number,
  ) => readonly { readonly place: At; readonly row: Row }[];
  readonly count: () => number;
}

/** Reads one page. Throws {@link InvalidPageSizeError} unless `first` is 1 to 999, and `InvalidCursorError`. */
export function readPage<At extends Place, Row>(list: PagedList<At, Row>, request: PageRequest): Page<Row> {
  const { first, after } = request;
  if (!Number.isInteger(first) || first < 1 || first > MOST_ROWS) throw new InvalidPageSizeError(MOST_ROWS);
  const place = after === undefined ? undefined : list.cursors.read(after);
  const found = list.rowsAfter(place, first + 1);
  return {
    rows: found.slice(0, first).map((each) => ({ cursor: list.cursors.write(each.place), row: each.row })),
    hasNextPage: found.length > first,
    totalCount: list.count(),
  };
}

import type { Change } from '#protection';
import { integer, json, text } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import { Cursors } from '../queries/cursor.js';
import { readPage } from '../queries/page.js';
import type { ChangeFilter, ChangeOrder, ChangeOrderField, Page, PageRequest } from '../read-models.js';
import {
  allOf,
  amongThoseWithAttribute,
  hasAttribute,
  keyConditions,
  type Condition,
} from './change-conditions.js';
import { keptCount } from './change-counts.js';
import { changeId, placeOf } from './change-rows.js';

/** Up to so many matches are gathered and sorted; beyond, walking along the order finds the next ones sooner. */
const MOST_TO_SORT = 5_000;
/** Counts of filters that had to be counted out are kept: a filled report never changes. */
const MOST_COUNTS = 1_000;

const COLUMNS: Readonly<Record<ChangeOrderField, string>> = {
  objectType: 'object_type',
  displayName: 'name_key',
  action: 'action',
  kind: 'kind',
  attribute: 'attribute_key',
};

/** A row's key in the order asked for, and its number in the report. */
type ChangePlace = readonly [string, number];

interface FilledReport {
  readonly report: number;
  readonly reportId: string;
}

/** Filters, sorts and pages over one report's changes. */
export class ChangeQuery {
  private readonly counts = new Map<string, number>();

  constructor(private readonly database: ReadModelDatabase) {}

  page(
    { report, reportId }: FilledReport,
    filter: ChangeFilter,
    order: ChangeOrder,
    request: PageRequest,
  ): Page<Change> {
    const total = this.count(report, filter);
    return readPage(
      {
        cursors: new Cursors(`changes/${reportId}/${order.field}/${order.direction}`, isChangePlace),
        rowsAfter: (after, limit) => (total === 0 ? [] : this.rowsAfter(report, filter, order, after, limit)),
        count: () => total,
      },
      request,
    );
  }

  private rowsAfter(
    report: number,
    filter: ChangeFilter,
    order: ChangeOrder,
    after: ChangePlace | undefined,
    limit: number,
  ): { place: ChangePlace; row: Change }[] {
    const column = COLUMNS[order.field];
    const { source, conditions } = this.matches(report, filter, column);
    const where = allOf([...conditions, ...ahead(order, report, after)]);
    const way = order.direction === 'ascending' ? 'ASC' : 'DESC';
    const body = this.database.prepare('SELECT body FROM changes WHERE id = ?');
    return this.database
      .prepare(
        `SELECT id, ${column} AS place_key FROM ${source} WHERE ${where.sql}
         ORDER BY ${column} ${way}, id ${way} LIMIT ?`,
      )
      .all(...where.values, limit)
      .map((row) => ({
        place: [text(row, 'place_key'), placeOf(integer(row, 'id'))] as const,
        row: json<Change>(body.get(integer(row, 'id')) ?? {}, 'body'),
      }));
  }

  private count(report: number, filter: ChangeFilter): number {
    const kept = keptCount(this.database, report, filter);
    if (kept !== undefined) return kept;
    const name = JSON.stringify([report, filter]);
    const known = this.counts.get(name);
    if (known !== undefined) return known;
    const { source, conditions } = this.matches(report, filter, 'object_type');
    const where = allOf(conditions);
    const row = this.database
      .prepare(`SELECT count(*) AS changes FROM ${source} WHERE ${where.sql}`)
      .get(...where.values);
    const count = integer(row ?? {}, 'changes');
    if (this.counts.size >= MOST_COUNTS) this.counts.clear();
    this.counts.set(name, count);
    return count;
  }

  /** Either gathers the few changes that have the attributes asked for, or walks along the index of the order. */
  private matches(
    report: number,
    filter: ChangeFilter,
    column: string,
  ): { readonly source: string; readonly conditions: readonly Condition[] } {
    const keys = keyConditions(filter);
    const { attributes } = filter;
    if (attributes && this.countOfAttributes(report, attributes) <= MOST_TO_SORT)
      return {
        source: 'changes NOT INDEXED',
        conditions: [amongThoseWithAttribute(report, attributes), ...keys],
      };
    return {
      source: `changes INDEXED BY changes_by_${column}`,
      conditions: [{ sql: 'report = ?', values: [report] }, ...keys, ...hasAttribute(report, attributes)],
    };
  }

  private countOfAttributes(report: number, attributes: readonly string[]): number {
    const counts = attributes.map((each) => keptCount(this.database, report, { attributes: [each] }) ?? 0);
    return counts.reduce((sum, count) => sum + count, 0);
  }
}

/** Keeps to what comes after a place in the order. */
function ahead(order: ChangeOrder, report: number, after: ChangePlace | undefined): readonly Condition[] {
  if (after === undefined) return [];
  const [key, place] = after;
  const comparison = order.direction === 'ascending' ? '>' : '<';
  return [
    { sql: `(${COLUMNS[order.field]}, id) ${comparison} (?, ?)`, values: [key, changeId(report, place)] },
  ];
}

function isChangePlace(place: readonly unknown[]): place is ChangePlace {
  return place.length === 2 && typeof place[0] === 'string' && Number.isSafeInteger(place[1]);
}

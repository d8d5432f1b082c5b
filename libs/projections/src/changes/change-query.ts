import type { Change } from '#protection';
import { integer, json, text } from '../database/columns.js';
import type { ReadModelDatabase } from '../database/read-model-database.js';
import { Cursors } from '../queries/cursor.js';
import { readPage } from '../queries/page.js';
import type { ChangeFilter, ChangeOrder, ChangeOrderField, Page, PageRequest } from '../read-models.js';
import {
  allOf,
  doingConditions,
  eachHasAttribute,
  isAmongThoseWithAttribute,
  keyConditions,
  onlyThoseWithAttribute,
  type Condition,
} from './change-conditions.js';
import { keptCount } from './change-counts.js';
import { changeId } from './change-rows.js';

/** So many matches are found sooner by gathering them all; with more, walking along the order soon meets the next. */
const FEW = 5_000;
/** Counts of filters that had to be counted out are kept: a filled report never changes. */
const MOST_COUNTS = 1_000;

const COLUMNS: Readonly<Record<ChangeOrderField, string>> = {
  objectType: 'object_type',
  displayName: 'name_key',
  action: 'action',
  kind: 'kind',
  attribute: 'attribute_key',
};

/** A filter that asks nothing of whoever made the changes. */
const NO_DOINGS = {
  actorId: undefined,
  actorName: undefined,
  changedAfter: undefined,
  changedBefore: undefined,
} as const;

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
        rowsAfter: (after, limit) =>
          total === 0 ? [] : this.rowsAfter(report, filter, order, after, limit, total),
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
    total: number,
  ): { place: ChangePlace; row: Change }[] {
    const column = COLUMNS[order.field];
    const { source, conditions } = this.matches(report, filter, column, total);
    const where = allOf([...conditions, ...ahead(order, after)]);
    const way = order.direction === 'ascending' ? 'ASC' : 'DESC';
    const body = this.database.prepare('SELECT body FROM changes WHERE id = ?');
    return this.database
      .prepare(
        `SELECT place, ${column} AS place_key FROM ${source} WHERE ${where.sql}
         ORDER BY ${column} ${way}, place ${way} LIMIT ?`,
      )
      .all(...where.values, limit)
      .map((row) => ({
        place: [text(row, 'place_key'), integer(row, 'place')] as const,
        row: json<Change>(body.get(changeId(report, integer(row, 'place'))) ?? {}, 'body'),
      }));
  }

  private count(report: number, filter: ChangeFilter): number {
    const kept = keptCount(this.database, report, filter);
    if (kept !== undefined) return kept;
    const name = JSON.stringify([report, filter]);
    const known = this.counts.get(name);
    if (known !== undefined) return known;
    const { source, conditions } = this.matches(report, filter, 'object_type', undefined);
    const where = allOf(conditions);
    const row = this.database
      .prepare(`SELECT count(*) AS changes FROM ${source} WHERE ${where.sql}`)
      .get(...where.values);
    const count = integer(row ?? {}, 'changes');
    if (this.counts.size >= MOST_COUNTS) this.counts.clear();
    this.counts.set(name, count);
    return count;
  }

  /** The cheapest way to the matches in an order; `total` is their number, where it is known already. */
  private matches(
    report: number,
    filter: ChangeFilter,
    column: string,
    total: number | undefined,
  ): { readonly source: string; readonly conditions: readonly Condition[] } {
    const inOrder = `changes INDEXED BY changes_by_${column}`;
    const ofReport = { sql: 'report = ?', values: [report] };
    const keys = [...keyConditions(filter), ...doingConditions(report, filter)];
    const { attributes } = filter;
    if (attributes === undefined) return { source: inOrder, conditions: [ofReport, ...keys] };
    const having = this.countOfAttributes(report, attributes);
    if (having <= FEW)
      return {
        source: 'changes NOT INDEXED',
        conditions: [onlyThoseWithAttribute(report, attributes), ...keys],
      };
    // Gathering costs a step for each change that has an attribute, asking one for each that the rest lets through.
    const asked = keptCount(this.database, report, {
      ...filter,
      attributes: undefined,
      nameContains: undefined,
      ...NO_DOINGS,
    });
    const gather = (total ?? 0) <= FEW && (asked ?? 0) > having;
    const attribute = gather ? isAmongThoseWithAttribute : eachHasAttribute;
    return { source: inOrder, conditions: [ofReport, ...keys, attribute(report, attributes)] };
  }

  private countOfAttributes(report: number, attributes: readonly string[]): number {
    const counts = attributes.map((each) => keptCount(this.database, report, { attributes: [each] }) ?? 0);
    return counts.reduce((sum, count) => sum + count, 0);
  }
}

/** Keeps to what comes after a place in the order. */
function ahead(order: ChangeOrder, after: ChangePlace | undefined): readonly Condition[] {
  if (after === undefined) return [];
  const comparison = order.direction === 'ascending' ? '>' : '<';
  return [{ sql: `(${COLUMNS[order.field]}, place) ${comparison} (?, ?)`, values: after }];
}

function isChangePlace(place: readonly unknown[]): place is ChangePlace {
  return place.length === 2 && typeof place[0] === 'string' && Number.isSafeInteger(place[1]);
}

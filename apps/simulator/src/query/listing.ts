import type { Json } from '#catalogue';
import { ok, type Exchange } from '../graph/exchange.js';
import { GraphError, unsupportedQuery } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import { decodeToken, encodeToken } from '../graph/opaque-token.js';
import type { EntityType } from '../model/entity-type.js';
import type { TenantObject } from '../tenant/collection.js';
import { expandInto } from './expansion.js';
import { isAdvanced, matches } from './filter-match.js';
import { MAX_PAGE } from './query-options.js';
import { checkSelect, contextSelection, present, propertyReader, type View } from './presentation.js';

const DEFAULT_PAGE = 100;

/** An object at its place in a list. */
export interface Listed {
  readonly sequence: number;
  readonly object: TenantObject;
}

/** A list that can be read in pages. */
export interface Listing {
  /** The type that `$select` is checked against; `undefined` where the list is of mixed types. */
  readonly type: EntityType | undefined;
  /** What stands after `$metadata#` in the context address. */
  readonly set: string;
  /** The objects after a place in the list, in order. */
  readonly from: (sequence: number) => Iterable<Listed>;
  readonly typed?: boolean;
  /** Policies are counted without the consistency header, and listed on one page unless `$top` asks for less. */
  readonly outsideDirectory?: boolean;
}

/** Answers one page of a list, with `$select`, `$filter`, `$orderby`, `$expand`, `$top` and `$count`. */
export function listPage(exchange: Exchange, listing: Listing): GraphResponse {
  const { query } = exchange;
  checkListQuery(exchange, listing);
  const view = viewOf(exchange, listing.typed ?? false);
  const after = placeOf(exchange);
  const page = pageOf(exchange, listing, view, after);
  const count =
    query.count && query.skipToken === undefined ? { '@odata.count': countOf(exchange, listing, view) } : {};
  return ok({
    '@odata.context': `${exchange.root}/$metadata#${listing.set}${contextSelection(query.select)}`,
    ...count,
    ...(page.next === undefined ? {} : { '@odata.nextLink': nextLink(exchange, page.next) }),
    value: page.listed.map(({ object }) => shown(object, view, exchange)),
  });
}

/** The number of objects in a list that satisfy the filter, as plain text. */
export function listCount(exchange: Exchange, listing: Listing): GraphResponse {
  if (!exchange.query.eventual && !listing.outsideDirectory)
    throw new GraphError(400, 'Request_BadRequest', '$count is not currently supported.');
  const count = countOf(exchange, listing, viewOf(exchange, false));
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(count) };
}

/** Answers a single object. */
export function oneObject(
  exchange: Exchange,
  object: TenantObject,
  type: EntityType,
  typed = false,
): GraphResponse {
  const { query } = exchange;
  checkSelect(type, query.select, exchange.beta, 'single');
  const view = viewOf(exchange, typed);
  return ok({
    '@odata.context': `${exchange.root}/$metadata#${type.set}${contextSelection(query.select)}/$entity`,
    ...shown(object, view, exchange),
  });
}

export function viewOf(exchange: Exchange, typed: boolean): View {
  const { tenant, beta, root, query } = exchange;
  return { tenant, beta, root, select: query.select, typed };
}

function checkListQuery(exchange: Exchange, listing: Listing): void {
  const { query } = exchange;
  if (listing.type) checkSelect(listing.type, query.select, exchange.beta, 'collection');
  const advanced =
    query.count ||
    (query.filter !== undefined && isAdvanced(query.filter)) ||
    (query.filter !== undefined && query.orderBy.length > 0);
  if (!advanced || listing.outsideDirectory) return;
  const counted = query.count || query.skipToken !== undefined;
  if (!query.eventual || !counted)
    throw unsupportedQuery(
      "Request with $filter, $orderby or $count of this form is supported only with the header 'ConsistencyLevel: eventual' and the query option '$count=true'.",
    );
  if (query.expand.length > 0)
    throw unsupportedQuery('$expand is not supported together with advanced query options.');
}

function shown(object: TenantObject, view: View, exchange: Exchange): Record<string, Json> {
  return expandInto(present(object, view), object, exchange);
}

function pageOf(
  exchange: Exchange,
  listing: Listing,
  view: View,
  after: number,
): { readonly listed: readonly Listed[]; readonly next: number | undefined } {
  const top = exchange.query.top ?? (listing.outsideDirectory ? MAX_PAGE : DEFAULT_PAGE);
  const candidates =
    exchange.query.orderBy.length > 0 ? sorted(exchange, listing, view, after) : listing.from(after);
  const listed: Listed[] = [];
  for (const candidate of candidates) {
    if (!isWanted(candidate.object, exchange, view)) continue;
    if (listed.length === top) return { listed, next: listed.at(-1)?.sequence };
    listed.push(candidate);
  }
  return { listed, next: undefined };
}

/** The whole list in the order asked for; the places are counted within it. */
function sorted(exchange: Exchange, listing: Listing, view: View, after: number): Listed[] {
  const keyed = [...listing.from(-1)].map(({ object }) => {
    const read = propertyReader(object, view);
    return { object, keys: exchange.query.orderBy.map(({ property }) => orderKey(read(property))) };
  });
  const directions = exchange.query.orderBy.map(({ descending }) => (descending ? -1 : 1));
  keyed.sort((a, b) => {
    for (const [index, direction] of directions.entries()) {
      const [left = '', right = ''] = [a.keys[index], b.keys[index]];
      if (left !== right) return left < right ? -direction : direction;
    }
    return a.object.sequence - b.object.sequence;
  });
  return keyed.map(({ object }, index) => ({ object, sequence: index })).slice(after + 1);
}

function orderKey(value: Json): string {
  return typeof value === 'string' ? value.toLowerCase() : value === null ? '' : JSON.stringify(value);
}

function isWanted(object: TenantObject, exchange: Exchange, view: View): boolean {
  const { filter } = exchange.query;
  return filter === undefined || matches(filter, propertyReader(object, view));
}

function countOf(exchange: Exchange, listing: Listing, view: View): number {
  let count = 0;
  for (const { object } of listing.from(-1)) if (isWanted(object, exchange, view)) count += 1;
  return count;
}

/** The link to the page that begins after a place in the list. */
export function nextLink(exchange: Exchange, sequence: number): string {
  const query = new URLSearchParams(exchange.query.repeatable);
  query.set('$skiptoken', encodeToken({ path: exchange.request.path.toLowerCase(), after: sequence }));
  return `${exchange.root}${exchange.request.path}?${query.toString().replaceAll('%24', '$')}`;
}

/** The place after which the page begins that a request asks for; -1 for the first page. */
export function placeOf(exchange: Exchange): number {
  const token = exchange.query.skipToken;
  if (token === undefined) return -1;
  const payload = decodeToken(token);
  const after = payload?.['after'];
  if (payload?.['path'] !== exchange.request.path.toLowerCase() || typeof after !== 'number')
    throw new GraphError(
      400,
      'Directory_ExpiredPageToken',
      'The specified page token value has expired and can no longer be included in your request.',
    );
  return after;
}

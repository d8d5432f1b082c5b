import { badRequest } from '../graph-error.js';
import type { QueryOptions } from './query-options.js';

type Fields = Readonly<Record<string, unknown>>;

/** One page of a list: its rows, and where the next one begins. */
export interface CollectionPage {
  readonly rows: readonly Fields[];
  /** The query option, with its value, that asks for the page after this one. */
  readonly next: readonly ['$skip' | '$skiptoken', string] | undefined;
  readonly total: number;
}

/** The page of a list that is at hand whole. */
export function pageOf(all: readonly Fields[], { top, skip, skipToken }: QueryOptions): CollectionPage {
  if (skipToken !== undefined)
    throw badRequest("This collection gives no '$skiptoken'; follow its nextLink.");
  const rows = all.slice(skip, skip + top);
  const end = skip + rows.length;
  return { rows, next: end < all.length ? ['$skip', `${end}`] : undefined, total: all.length };
}

/**
 * A page as Graph answers it. The next page's link repeats the request's own options; clients follow it as it is
 * (https://learn.microsoft.com/graph/paging). `url` is the whole address that was asked for. Object types that
 * the caller’s role is not for are named in an annotation: their rows are left out.
 */
export function collection(
  page: CollectionPage,
  options: QueryOptions,
  url: URL,
  withheldTypes: readonly string[] = [],
): Fields {
  return {
    '@odata.context': contextOf(url),
    ...(withheldTypes.length > 0 && { '@knownGood.withheldTypes': withheldTypes }),
    ...(options.count && { '@odata.count': page.total }),
    ...(page.next && { '@odata.nextLink': linkTo(url, page.next) }),
    value: page.rows.map((row) => selected(row, options.select)),
  };
}

/** One entity as Graph answers it. */
export function single(entity: Fields, { select }: QueryOptions, url: URL): Fields {
  return { '@odata.context': `${contextOf(url)}/$entity`, ...selected(entity, select) };
}

function contextOf(url: URL): string {
  const [, path = ''] = /\/v1\.0\/(.*)$/.exec(url.pathname) ?? [];
  return `${url.origin}/v1.0/$metadata#${path}`;
}

function linkTo(url: URL, [name, value]: readonly [string, string]): string {
  const next = new URL(url);
  next.searchParams.delete('$skip');
  next.searchParams.delete('$skiptoken');
  const rest = [...next.searchParams].map(([key, text]) => `${key}=${encodeURIComponent(text)}`);
  return `${url.origin}${url.pathname}?${[...rest, `${name}=${encodeURIComponent(value)}`].join('&')}`;
}

/** The chosen properties; what describes the row itself (`@odata…`) always stays. */
function selected(row: Fields, select: readonly string[] | undefined): Fields {
  if (select === undefined || select.includes('*')) return row;
  const unknown = select.find((name) => !Object.hasOwn(row, name));
  if (unknown !== undefined) throw badRequest(`Could not find a property named '${unknown}' to $select.`);
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name.startsWith('@odata') || select.includes(name)),
  );
}

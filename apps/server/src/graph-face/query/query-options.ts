import { badRequest } from '../graph-error.js';

/** The OData query options of one request, read and judged. */
export interface QueryOptions {
  /** Rows on a page: 1 to 999, 100 where left out. */
  readonly top: number;
  readonly skip: number;
  /** Where the page before ended, as its `@odata.nextLink` said. */
  readonly skipToken: string | undefined;
  readonly select: readonly string[] | undefined;
  readonly filter: string | undefined;
  readonly count: boolean;
}

/** The options as the URL has them. */
export type RawQuery = Readonly<Record<string, unknown>>;

const DEFAULT_TOP = 100;
const MOST_ROWS = 999;

/**
 * Reads `$top`, `$skip`, `$skiptoken`, `$select`, `$count` and, where `offered` names it, `$filter`. Throws a GraphError for
 * any other option that begins with `$`, rather than answering something else than was asked for
 * (https://learn.microsoft.com/graph/query-parameters).
 */
export function queryOptions(raw: RawQuery, offered: { readonly filter: boolean }): QueryOptions {
  for (const name of Object.keys(raw))
    if (name.startsWith('$') && !isOffered(name, offered.filter))
      throw badRequest(`The query option '${name}' is not supported here.`);
  return {
    top: number(raw, '$top', DEFAULT_TOP, 1, MOST_ROWS),
    skip: number(raw, '$skip', 0, 0, Number.MAX_SAFE_INTEGER),
    skipToken: text(raw, '$skiptoken'),
    select: text(raw, '$select')
      ?.split(',')
      .map((name) => name.trim()),
    filter: text(raw, '$filter'),
    count: text(raw, '$count')?.toLowerCase() === 'true',
  };
}

function isOffered(name: string, filter: boolean): boolean {
  return (
    ['$top', '$skip', '$skiptoken', '$select', '$count'].includes(name) || (filter && name === '$filter')
  );
}

function text(raw: RawQuery, name: string): string | undefined {
  const value = raw[name];
  if (value === undefined || typeof value === 'string') return value;
  throw badRequest(`The query option '${name}' is given more than once.`);
}

function number(raw: RawQuery, name: string, fallback: number, least: number, most: number): number {
  const given = text(raw, name);
  if (given === undefined) return fallback;
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw badRequest(`The query option '${name}' must be a whole number from ${least} to ${most}.`);
}

import { GraphError, malformed, unsupportedQuery } from '../graph/graph-error.js';
import { parseFilter, type Filter } from './filter.js';
import { parseExpand, type Expand } from './expand.js';

const SYSTEM_OPTIONS = new Set([
  '$select',
  '$top',
  '$count',
  '$filter',
  '$expand',
  '$orderby',
  '$search',
  '$skip',
  '$skiptoken',
  '$deltatoken',
  '$format',
]);

export const MAX_PAGE = 999;

/** The query options of a request, read and checked for form; each route says which of them it supports. */
export interface QueryOptions {
  readonly select: readonly string[] | undefined;
  readonly top: number | undefined;
  /** `$count=true`. */
  readonly count: boolean;
  readonly filter: Filter | undefined;
  readonly expand: readonly Expand[];
  readonly orderBy: readonly { readonly property: string; readonly descending: boolean }[];
  readonly skipToken: string | undefined;
  readonly deltaToken: string | undefined;
  /** The header `ConsistencyLevel: eventual`. */
  readonly eventual: boolean;
  /** All options but the skip token, to be repeated in a next link. */
  readonly repeatable: URLSearchParams;
}

/** Reads the query of a request. Throws Graph's refusals of malformed options. */
export function parseQuery(query: string, headers: Readonly<Record<string, string>>): QueryOptions {
  const options = systemOptions(query);
  const repeatable = new URLSearchParams([...options].filter(([name]) => name !== '$skiptoken'));
  if (options.has('$search')) throw unsupportedQuery('$search is not supported by this resource.');
  if (options.has('$skip')) throw malformed("'$skip' is not supported by the service.");
  return {
    select: names(options.get('$select')),
    top: pageSize(options.get('$top')),
    count: flag(options.get('$count')),
    filter: mapped(options.get('$filter'), parseFilter),
    expand: mapped(options.get('$expand'), parseExpand) ?? [],
    orderBy: orderings(options.get('$orderby')),
    skipToken: options.get('$skiptoken'),
    deltaToken: options.get('$deltatoken'),
    eventual: headers['consistencylevel']?.toLowerCase() === 'eventual',
    repeatable,
  };
}

/** Graph takes system options with or without their dollar sign; it ignores what it does not know. */
function systemOptions(query: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const lower = name.toLowerCase();
    const system = lower.startsWith('$') ? lower : `$${lower}`;
    if (SYSTEM_OPTIONS.has(system)) {
      if (options.has(system))
        throw malformed(
          `Query option '${system}' was specified more than once, but it must be specified at most once.`,
        );
      options.set(system, value);
    } else if (lower.startsWith('$')) throw malformed(`The query parameter '${name}' is not supported.`);
  }
  return options;
}

function names(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const list = text.split(',').map((name) => name.trim());
  if (list.includes(''))
    throw malformed(
      `Parsing OData Select and Expand failed: Term '${text}' is not valid in a $select or $expand expression.`,
    );
  return list.includes('*') ? undefined : list;
}

function pageSize(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text))
    throw malformed(
      `Invalid value '${text}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  const top = Number(text);
  if (top < 1 || top > MAX_PAGE)
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      `Invalid page size specified: '${text}'. Must be between 1 and ${MAX_PAGE} inclusive.`,
    );
  return top;
}

function flag(text: string | undefined): boolean {
  if (text === undefined || text.toLowerCase() === 'false') return false;
  if (text.toLowerCase() === 'true') return true;
  throw malformed(
    `Invalid value '${text}' for $count query option found. Valid values are 'true' and 'false'.`,
  );
}

function orderings(text: string | undefined): QueryOptions['orderBy'] {
  return (text ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [property = '', direction = 'asc', ...rest] = part.trim().split(/\s+/);
      if (rest.length > 0 || !['asc', 'desc'].includes(direction.toLowerCase()))
        throw malformed(`Syntax error in the $orderby expression '${text}'.`);
      return { property, descending: direction.toLowerCase() === 'desc' };
    });
}

function mapped<T>(text: string | undefined, parse: (text: string) => T): T | undefined {
  return text === undefined ? undefined : parse(text);
}

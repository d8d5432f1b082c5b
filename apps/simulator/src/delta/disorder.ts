import { isJsonObject, type Json } from '#catalogue';
import type { Random } from '#runtime';
import type { GraphResponse, Wrapper } from '../graph/message.js';
import { decodeToken } from '../graph/opaque-token.js';
import { textOf } from '../model/json-text.js';

/** What Graph does not promise of delta rounds, and clients must bear. */
export interface DisorderOptions {
  /** Pages tell some of what they, or the page before them in the round, have told already. */
  readonly repeats?: boolean;
  /** The entries of a page come in any order. */
  readonly reordered?: boolean;
}

const DELTA = /\/(microsoft\.graph\.)?delta(\(\))?$/i;
const REPEATED_SHARE = 0.3;

/** Repeats and reorders the entries of delta pages: https://learn.microsoft.com/graph/delta-query-overview#replays */
export function disordered(options: DisorderOptions, random: Random): Wrapper {
  const lastPages = new Map<string, readonly Json[]>();
  return (next) => async (request) => {
    const response = await next(request);
    const entries = entriesOf(response);
    if (request.method !== 'GET' || !DELTA.test(request.path) || !entries) return response;
    const before = lastPages.get(roundOf(request.query)) ?? [];
    lastPages.delete(roundOf(request.query));
    const following = roundOf(nextQuery(response));
    if (following !== '') lastPages.set(following, entries);
    const again = options.repeats ? [...before, ...entries].filter(() => random.next() < REPEATED_SHARE) : [];
    return withEntries(response, arranged([...entries, ...again], options, random));
  };
}

/** What a round's pages have in common; empty where the query begins one. */
function roundOf(query: string): string {
  const token = new URLSearchParams(query).get('$skiptoken');
  const { kind, select, ids, since, until } = (token === null ? undefined : decodeToken(token)) ?? {};
  return until === undefined ? '' : JSON.stringify({ kind, select, ids, since, until });
}

function nextQuery({ body }: GraphResponse): string {
  const link = isJsonObject(body) ? textOf(body['@odata.nextLink']) : '';
  return link.slice(link.indexOf('?') + 1);
}

function arranged(entries: readonly Json[], { reordered }: DisorderOptions, random: Random): readonly Json[] {
  if (!reordered) return entries;
  return entries
    .map((entry) => ({ entry, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ entry }) => entry);
}

function entriesOf({ body }: GraphResponse): readonly Json[] | undefined {
  const value = isJsonObject(body) ? body['value'] : undefined;
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

function withEntries(response: GraphResponse, value: readonly Json[]): GraphResponse {
  return isJsonObject(response.body) ? { ...response, body: { ...response.body, value } } : response;
}

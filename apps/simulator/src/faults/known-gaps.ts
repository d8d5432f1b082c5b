import { isJsonObject, type Json } from '#catalogue';
import type { GraphRequest, GraphResponse, Handler, Wrapper } from '../graph/message.js';
import { textOf } from '../model/json-text.js';

/** Ways in which a list can be incomplete without saying so, or more complete than Graph's. */
export interface GapOptions {
  /** v1.0 lists service principals among the members of groups; Graph leaves them out. */
  readonly showPrincipalMembers?: boolean;
  /** `$expand` shows all objects; Graph stops after 20 without a word. */
  readonly expandAll?: boolean;
  /** Lists of members end after so many, without a next link. Counts stay right. */
  readonly truncateMembers?: number;
  /**
   * Lists whose second page is lost: the first page's link leads to the third. `all`, or paths with `{id}` for ids, such
   * as `/users`, `/groups/{id}/members` and `/groups/delta`. Counts stay right.
   */
  readonly losePages?: 'all' | readonly string[];
}

const MEMBERS = /^\/groups(?:\/[^/]+|\([^/]+\))\/(?:transitive)?members(?:\/|$)/i;
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The behaviours for the gaps that are wished for. */
export function gapWrappers(options: GapOptions): readonly Wrapper[] {
  const { showPrincipalMembers = false, truncateMembers, losePages = [] } = options;
  return [
    ...(losePages.length > 0 ? [losingSecondPages(losePages)] : []),
    ...(truncateMembers === undefined ? [] : [truncatingMembers(truncateMembers)]),
    ...(showPrincipalMembers ? [showingPrincipalMembers] : []),
  ];
}

function losingSecondPages(paths: 'all' | readonly string[]): Wrapper {
  const wanted = paths === 'all' ? undefined : paths.map((path) => path.toLowerCase());
  return (next) => async (request) => {
    const first = await next(request);
    const path = request.path.replaceAll(GUID, '{id}').toLowerCase();
    const link = linkIn(first);
    const isFirst = skipToken(request.query) === '';
    if (request.method !== 'GET' || link === '' || !isFirst || (wanted && !wanted.includes(path)))
      return first;
    return withLinksOf(first, await next({ ...request, query: queryOf(link) }));
  };
}

/** The first page, going on where the second does. */
function withLinksOf(first: GraphResponse, second: GraphResponse): GraphResponse {
  if (!isJsonObject(first.body) || !isJsonObject(second.body)) return first;
  const isLink = ([name]: readonly [string, Json]): boolean => /^@odata\.(next|delta)Link$/.test(name);
  const own = Object.entries(first.body).filter((member) => !isLink(member));
  const links = Object.entries(second.body).filter(isLink);
  return { ...first, body: Object.fromEntries([...links, ...own]) };
}

function truncatingMembers(atMost: number): Wrapper {
  /** How many the pages before have told, by the token that the next one is asked for with. */
  const toldBefore = new Map<string, number>();
  return (next) => async (request) => {
    const response = await next(request);
    const { body } = response;
    const members = isJsonObject(body) ? body['value'] : undefined;
    if (
      request.method !== 'GET' ||
      !MEMBERS.test(request.path) ||
      !isJsonObject(body) ||
      !Array.isArray(members)
    )
      return response;
    const { '@odata.nextLink': link = null, ...rest } = body;
    const before = toldBefore.get(skipToken(request.query)) ?? 0;
    const value = (members as readonly Json[]).slice(0, atMost - before);
    const told = before + value.length;
    if (link === null || told >= atMost) return { ...response, body: { ...rest, value } };
    toldBefore.set(skipToken(queryOf(textOf(link))), told);
    return response;
  };
}

function skipToken(query: string): string {
  return new URLSearchParams(query).get('$skiptoken') ?? '';
}

const queryOf = (link: string): string => link.slice(link.indexOf('?') + 1);

/** The beta endpoint lists them: it answers, in the name of v1.0. */
const showingPrincipalMembers: Wrapper = (next: Handler) => async (request: GraphRequest) => {
  if (request.version === 'beta' || request.method !== 'GET' || !MEMBERS.test(request.path))
    return next(request);
  const response = await next({ ...request, version: 'beta' });
  if (!isJsonObject(response.body)) return response;
  const named = Object.entries(response.body).map(([name, value]): [string, Json] =>
    name.startsWith('@odata.') && typeof value === 'string'
      ? [name, value.replace('/beta/', '/v1.0/')]
      : [name, value],
  );
  return { ...response, body: Object.fromEntries(named) };
};

function linkIn({ body }: GraphResponse): string {
  return isJsonObject(body) ? textOf(body['@odata.nextLink']) : '';
}

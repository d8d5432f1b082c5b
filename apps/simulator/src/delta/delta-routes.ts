import type { Exchange } from '../graph/exchange.js';
import { badRequest, unsupportedQuery } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import type { Filter } from '../query/filter.js';
import { checkSelect } from '../query/presentation.js';
import type { Kind } from '../tenant/kinds.js';
import { deltaPage, nextRound } from './delta-page.js';
import { stateOf, type DeltaState } from './delta-token.js';

const DELTA_KINDS: readonly Kind[] = [
  'user',
  'group',
  'application',
  'servicePrincipal',
  'oAuth2PermissionGrant',
];
const FILTER_IDS_AT_MOST = 50;

/** Delta queries: https://learn.microsoft.com/graph/delta-query-overview */
export function addDeltaRoutes(router: Router): void {
  for (const kind of DELTA_KINDS)
    for (const name of ['delta', 'microsoft.graph.delta'])
      router.add('GET', `/${ENTITY_TYPES[kind].set}/${name}`, (exchange) => delta(exchange, kind));
}

function delta(exchange: Exchange, kind: Kind): GraphResponse {
  const { query } = exchange;
  const { skipToken } = query;
  const deltaToken = query.deltaToken === '' ? undefined : query.deltaToken;
  if (skipToken !== undefined) return deltaPage(exchange, kind, stateOf(kind, skipToken, exchange));
  if (deltaToken !== undefined && deltaToken !== 'latest') return nextPage(exchange, kind, deltaToken);
  const state = firstRound(exchange, kind);
  // "From now on": a round that begins and ends here.
  return deltaPage(exchange, kind, deltaToken === 'latest' ? nextRound(state) : state);
}

function nextPage(exchange: Exchange, kind: Kind, token: string): GraphResponse {
  const state = stateOf(kind, token, exchange);
  return deltaPage(exchange, kind, { ...state, until: exchange.tenant.sequence });
}

function firstRound(exchange: Exchange, kind: Kind): DeltaState {
  const { query, tenant } = exchange;
  if (query.top !== undefined || query.expand.length > 0 || query.orderBy.length > 0 || query.count)
    throw unsupportedQuery(
      '$top, $expand, $orderby and $count are not supported by delta queries of this resource.',
    );
  const select = query.select;
  checkSelect(
    ENTITY_TYPES[kind],
    select?.filter((name) => kind !== 'group' || name.toLowerCase() !== 'members'),
    exchange.beta,
    'collection',
  );
  const ids = query.filter && filteredIds(query.filter);
  return { select, ids, since: undefined, until: tenant.sequence, after: -1, within: -1, memberAfter: -1 };
}

/** Delta queries can be narrowed to some ids, and in no other way. */
function filteredIds(filter: Filter): readonly string[] {
  const ids = idsOf(filter);
  if (ids.length > FILTER_IDS_AT_MOST)
    throw badRequest(`The filter of a delta query may name at most ${FILTER_IDS_AT_MOST} ids.`);
  return ids;
}

function idsOf(filter: Filter): readonly string[] {
  if (filter.op === 'or') return [...idsOf(filter.left), ...idsOf(filter.right)];
  if (
    filter.op === 'compare' &&
    filter.with === 'eq' &&
    filter.property === 'id' &&
    typeof filter.value === 'string'
  )
    return [filter.value.toLowerCase()];
  throw unsupportedQuery("Delta queries support only filters of the form id eq '…' or id eq '…'.");
}

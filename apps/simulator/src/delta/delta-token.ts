import { type Json, type JsonObject } from '#catalogue';
import type { Exchange } from '../graph/exchange.js';
import { GraphError } from '../graph/graph-error.js';
import { decodeToken, encodeToken } from '../graph/opaque-token.js';
import { DELTA_RETENTION_MS } from '../tenant/change-log.js';
import type { Kind } from '../tenant/kinds.js';

/** What the client asked for in the first request of a round; tokens carry it on. */
export interface DeltaQuestion {
  readonly select: readonly string[] | undefined;
  /** `$filter=id eq '…' or …`. */
  readonly ids: readonly string[] | undefined;
}

/** Where a delta round stands. Sequences are the tenant's counts of changes. */
export interface DeltaState extends DeltaQuestion {
  /** Changes after this one are told; `undefined` in a first round, which tells every object. */
  readonly since: number | undefined;
  /** The round tells the changes up to this one; the next round begins there. */
  readonly until: number;
  /** The page goes on after the item at this place. */
  readonly after: number;
  /** The page goes on within the item at this place, behind its member at `memberAfter`; -1 where it does not. */
  readonly within: number;
  readonly memberAfter: number;
}

/** The text of a `$skiptoken` (within a round) or a `$deltatoken` (between rounds). */
export function tokenOf(kind: Kind, state: DeltaState, exchange: Exchange): string {
  return encodeToken({
    kind,
    tenant: exchange.tenant.identity.id,
    at: exchange.now.getTime(),
    select: state.select ?? null,
    ids: state.ids ?? null,
    since: state.since ?? null,
    until: state.until,
    after: state.after,
    within: state.within,
    memberAfter: state.memberAfter,
  });
}

/**
 * Reads a token back. A token of another tenant or resource, a damaged one and one older than seven days are
 * answered 410 with the address at which a full round begins.
 */
export function stateOf(kind: Kind, token: string, exchange: Exchange): DeltaState {
  const payload = decodeToken(token);
  const at = payload?.['at'];
  const good =
    payload?.['kind'] === kind &&
    payload['tenant'] === exchange.tenant.identity.id &&
    typeof at === 'number' &&
    at + DELTA_RETENTION_MS >= exchange.now.getTime();
  if (!payload || !good) throw resyncRequired(exchange);
  return {
    select: textList(payload, 'select'),
    ids: textList(payload, 'ids'),
    since: count(payload, 'since'),
    until: count(payload, 'until') ?? 0,
    after: count(payload, 'after') ?? -1,
    within: count(payload, 'within') ?? -1,
    memberAfter: count(payload, 'memberAfter') ?? -1,
  };
}

function resyncRequired(exchange: Exchange): GraphError {
  const location = `${exchange.root}${exchange.request.path}?$deltatoken=`;
  return new GraphError(
    410,
    'resyncRequired',
    'The delta token is no longer valid, and the application must reset its state.',
    [],
    { Location: location },
  );
}

function count(payload: JsonObject, name: string): number | undefined {
  const value = payload[name];
  return typeof value === 'number' ? value : undefined;
}

function textList(payload: JsonObject, name: string): readonly string[] | undefined {
  const value = payload[name];
  return Array.isArray(value)
    ? (value as readonly Json[]).filter((item) => typeof item === 'string')
    : undefined;
}

import type { Clock, Random } from '#runtime';
import type { GraphRequest } from '../graph/message.js';
import { objectPath } from '../graph/object-path.js';
import type { Tenant } from '../tenant/tenant.js';
import { Replica } from './replica.js';

/** How far the replicas lag behind that answer for single objects, besides the tenant itself: shares of the lag. */
const OBJECT_LAGS = [0.5];

/** Those of lists and searches lag more. */
const LIST_LAGS = [0.75, 1];

/** The audit log lags by itself, and is no part of the directory's replicas. */
const AUDIT = /^\/auditLogs\//i;

/** Actions that are sent by POST and only read. */
const QUESTION = /\/(microsoft\.graph\.)?getByIds$/i;

/** Parts of an object that are read with it, unlike its links. */
const OWN_PARTS = /^(authentication|authenticationMethodConfigurations)$/i;

/** A delta round and those that follow it are answered by one replica: a token of another would mean other changes. */
const DELTA = /\/(microsoft\.graph\.)?delta(\(\))?$/i;

/**
 * The state in which a request sees the tenant while its copies agree only after a while: each read is answered by one
 * of several replicas, drawn by `random`. Writes see what is.
 */
export function replicated(
  tenant: Tenant,
  { clock, random, lagMs }: { readonly clock: Clock; readonly random: Random; readonly lagMs: number },
): (request: GraphRequest) => Tenant {
  const replicas = (shares: readonly number[]): readonly Replica[] =>
    shares.map((share) => new Replica(tenant, share * lagMs));
  const ofLists = replicas(LIST_LAGS);
  const ofObjects = [undefined, ...replicas(OBJECT_LAGS)];
  const chosen = (request: GraphRequest): Replica | undefined => {
    if (!isRead(request) || AUDIT.test(request.path)) return undefined;
    if (DELTA.test(request.path)) return ofLists.at(-1);
    const choice = isOfOneObject(request) ? ofObjects : ofLists;
    return choice[Math.floor(random.next() * choice.length)];
  };
  return (request) => chosen(request)?.at(clock.now().getTime()) ?? tenant;
}

function isRead({ method, path }: GraphRequest): boolean {
  return method === 'GET' || (method === 'POST' && QUESTION.test(path));
}

function isOfOneObject({ path }: GraphRequest): boolean {
  if (QUESTION.test(path)) return true;
  const object = objectPath(path);
  return object !== undefined && (object.rest.length === 0 || OWN_PARTS.test(object.rest[0] ?? ''));
}

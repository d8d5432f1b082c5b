import { noContent, ok, type Exchange } from '../graph/exchange.js';
import { notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { listPage, oneObject } from '../query/listing.js';
import type { TenantObject } from '../tenant/collection.js';
import { refuseTooManyPolicies } from './conditional-access.js';
import { deletedListing } from './deleted-items.js';
import { refuseTooManyLocations } from './named-locations.js';

type PolicyKind = 'conditionalAccessPolicy' | 'namedLocation';

/** Soft-deleted policies and named locations: https://learn.microsoft.com/graph/api/conditionalaccesspolicy-restore */
export function addConditionalAccessDeletedItemRoutes(router: Router): void {
  addPath(router, '/identity/conditionalAccess/deletedItems/policies', 'conditionalAccessPolicy');
  addPath(router, '/identity/conditionalAccess/deletedItems/namedLocations', 'namedLocation');
}

function addPath(router: Router, path: string, kind: PolicyKind): void {
  router
    .add('GET', path, (exchange) =>
      listPage(exchange, {
        ...deletedListing(exchange.tenant, kind),
        set: path.slice(1),
        outsideDirectory: true,
      }),
    )
    .add('GET', `${path}/{id}`, (exchange) =>
      oneObject(exchange, deleted(exchange, kind), ENTITY_TYPES[kind]),
    )
    .add('POST', `${path}/{id}/restore`, (exchange) => restore(exchange, kind))
    .add('POST', `${path}/{id}/microsoft.graph.restore`, (exchange) => restore(exchange, kind))
    .add('DELETE', `${path}/{id}`, (exchange) => {
      exchange.commit({ change: 'remove', kind, id: deleted(exchange, kind).id });
      return noContent;
    });
}

function deleted(exchange: Exchange, kind: PolicyKind): TenantObject {
  const id = exchange.parameter('id');
  const object = exchange.tenant.collection(kind).deleted(id.toLowerCase());
  if (!object) throw notFound(id);
  return object;
}

/** A restored named location is no longer trusted. */
function restore(exchange: Exchange, kind: PolicyKind): GraphResponse {
  const object = deleted(exchange, kind);
  if (kind === 'conditionalAccessPolicy') refuseTooManyPolicies(exchange);
  else refuseTooManyLocations(exchange);
  const untrusted = kind === 'namedLocation' && 'isTrusted' in object.entity;
  exchange.commit({ change: 'restore', kind, id: object.id, set: untrusted ? { isTrusted: false } : {} });
  return ok(oneObject(exchange, object, ENTITY_TYPES[kind]).body ?? null);
}

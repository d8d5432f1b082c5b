import type { JsonObject } from '#catalogue';
import { noContent, type Exchange } from '../graph/exchange.js';
import { badRequest, GraphError, notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { misfit } from '../model/shape.js';
import { USER } from '../model/user.js';
import { ruleOf } from '../model/entity-type.js';
import { listCount, listPage, oneObject, type Listed, type Listing } from '../query/listing.js';
import type { TenantObject } from '../tenant/collection.js';
import { DIRECTORY_OBJECT_KINDS, type Kind } from '../tenant/kinds.js';
import type { Tenant } from '../tenant/tenant.js';
import { refuseConflict } from './directory-writes.js';

/** Soft-deleted directory objects: https://learn.microsoft.com/graph/api/resources/directory */
export function addDeletedItemRoutes(router: Router): void {
  const path = '/directory/deletedItems';
  for (const kind of DIRECTORY_OBJECT_KINDS) {
    const cast = `${path}/microsoft.graph.${kind}`;
    router
      .add('GET', cast, (exchange) => listPage(exchange, deletedListing(exchange.tenant, kind)))
      .add('GET', `${cast}/$count`, (exchange) => listCount(exchange, deletedListing(exchange.tenant, kind)));
  }
  router
    .add('GET', path, () => {
      throw badRequest(
        'The type of the deleted items must be given as a segment, such as microsoft.graph.user.',
      );
    })
    .add('GET', `${path}/{id}`, (exchange) => {
      const object = deletedObject(exchange);
      return oneObject(exchange, object, ENTITY_TYPES[object.kind], true);
    })
    .add('DELETE', `${path}/{id}`, (exchange) => {
      const { kind, id } = deletedObject(exchange);
      exchange.commit({ change: 'remove', kind, id });
      return noContent;
    })
    .add('POST', `${path}/{id}/restore`, restore)
    .add('POST', `${path}/{id}/microsoft.graph.restore`, restore);
}

/** The soft-deleted objects of a kind as a list. */
export function deletedListing(tenant: Tenant, kind: Kind): Listing {
  const type = ENTITY_TYPES[kind];
  return { type, set: type.set, from: (sequence) => places(tenant, kind, sequence) };
}

function* places(tenant: Tenant, kind: Kind, sequence: number): Generator<Listed> {
  for (const deletion of tenant.collection(kind).deletedAfter(sequence))
    yield { sequence: deletion.sequence, object: deletion.object };
}

function deletedObject(exchange: Exchange): TenantObject {
  const id = exchange.parameter('id');
  const object = exchange.tenant.directoryObject(id.toLowerCase(), 'deleted');
  if (!object) throw notFound(id);
  return object;
}

/** https://learn.microsoft.com/graph/api/directory-deleteditems-restore */
function restore(exchange: Exchange): GraphResponse {
  const object = deletedObject(exchange);
  const set = newName(exchange, object);
  const entity = { ...object.entity, ...set };
  refuseConflict(exchange, object.kind, object.id, entity);
  exchange.commit({ change: 'restore', kind: object.kind, id: object.id, set });
  return oneObject(exchange, object, ENTITY_TYPES[object.kind], true);
}

/** The body may give a user another principal name, where the old one is taken by now. */
function newName(exchange: Exchange, object: TenantObject): JsonObject {
  if (exchange.request.body === undefined || exchange.request.body === null) return {};
  const { newUserPrincipalName = null } = exchange.body;
  if (newUserPrincipalName === null) return {};
  if (object.kind !== 'user')
    throw badRequest('newUserPrincipalName can be given only when a user is restored.');
  const rule = ruleOf(USER, 'userPrincipalName', false);
  if (!rule || misfit(rule.shape, newUserPrincipalName) !== undefined)
    throw new GraphError(
      400,
      'Request_BadRequest',
      'The value of newUserPrincipalName is not a user principal name.',
    );
  return { userPrincipalName: newUserPrincipalName };
}

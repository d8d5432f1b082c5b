import { noContent, type Exchange } from '../graph/exchange.js';
import { badRequest, GraphError, invalidValue, notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { checkedProperties, requireProperties } from '../model/checked-properties.js';
import { PERMISSION_GRANT } from '../model/policies.js';
import { listPage, oneObject, type Listed } from '../query/listing.js';
import { textOf } from '../model/json-text.js';
import { found, liveListing } from './found.js';
import { created } from './created.js';

const kind = 'oAuth2PermissionGrant';

/** https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant */
export function addPermissionGrantRoutes(router: Router): void {
  router
    .add('GET', '/oauth2PermissionGrants', (exchange) =>
      listPage(exchange, liveListing(exchange.tenant, kind)),
    )
    .add('POST', '/oauth2PermissionGrants', createGrant)
    .add('GET', '/oauth2PermissionGrants/{id}', (exchange) =>
      oneObject(exchange, found(exchange, kind), PERMISSION_GRANT),
    )
    .add('PATCH', '/oauth2PermissionGrants/{id}', updateGrant)
    .add('DELETE', '/oauth2PermissionGrants/{id}', (exchange) => {
      exchange.commit({ change: 'remove', kind, id: found(exchange, kind).id });
      return noContent;
    })
    .add('GET', '/servicePrincipals/{id}/oauth2PermissionGrants', (exchange) =>
      grantsOf(exchange, found(exchange, 'servicePrincipal').id, 'clientId'),
    )
    .add('GET', '/users/{id}/oauth2PermissionGrants', (exchange) =>
      grantsOf(exchange, found(exchange, 'user').id, 'principalId'),
    );
}

function grantsOf(exchange: Exchange, id: string, end: 'clientId' | 'principalId'): GraphResponse {
  return listPage(exchange, {
    type: PERMISSION_GRANT,
    set: PERMISSION_GRANT.set,
    from: function* (sequence): Generator<Listed> {
      for (const object of exchange.tenant.linksOf(kind, id, sequence))
        if (object.entity[end] === id) yield { sequence: object.sequence, object };
    },
  });
}

function createGrant(exchange: Exchange): GraphResponse {
  const { body, tenant } = exchange;
  requireProperties(PERMISSION_GRANT, body, ['clientId', 'consentType', 'resourceId']);
  const set = checkedProperties(PERMISSION_GRANT, body, { to: 'create', beta: exchange.beta, present: {} });
  const client = textOf(set['clientId']);
  const resource = textOf(set['resourceId']);
  const principal = textOf(set['principalId']);
  for (const id of [client, resource]) if (!tenant.live('servicePrincipal', id)) throw notFound(id);
  if ((set['consentType'] === 'Principal') !== (principal !== ''))
    throw invalidValue('principalId', PERMISSION_GRANT.label);
  if (principal !== '' && !tenant.live('user', principal)) throw notFound(principal);
  const id = grantId(client, resource, principal);
  if (tenant.collection(kind).get(id) || grantExists(exchange, client, resource, principal))
    throw new GraphError(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.');
  const entity = { scope: null, ...set, principalId: principal === '' ? null : principal };
  exchange.commit({ change: 'create', kind, id, entity });
  return created(exchange, kind, id);
}

/** Imported grants keep the ids they came with, so the ends are compared. */
function grantExists({ tenant }: Exchange, client: string, resource: string, principal: string): boolean {
  for (const { entity } of tenant.linksOf(kind, client))
    if (
      entity['clientId'] === client &&
      entity['resourceId'] === resource &&
      textOf(entity['principalId']) === principal
    )
      return true;
  return false;
}

function updateGrant(exchange: Exchange): GraphResponse {
  const grant = found(exchange, kind);
  const set = checkedProperties(PERMISSION_GRANT, exchange.body, {
    to: 'patch',
    beta: exchange.beta,
    present: grant.entity,
  });
  if (set['scope'] === null || (typeof set['scope'] === 'string' && set['scope'].trim() === ''))
    throw badRequest('The scope of a grant cannot be empty; delete the grant instead.');
  if (Object.keys(set).length > 0) exchange.commit({ change: 'update', kind, id: grant.id, set });
  return noContent;
}

/** A grant's id is made of the ids of its ends, so that the same grant has the same id again. */
export function grantId(...ends: readonly string[]): string {
  const bytes = ends.filter((end) => end !== '').map((end) => Buffer.from(end.replaceAll('-', ''), 'hex'));
  return Buffer.concat(bytes).toString('base64url');
}

import { hash } from 'node:crypto';
import { isJsonObject, type Json } from '#catalogue';
import { noContent, type Exchange } from '../graph/exchange.js';
import { badRequest, notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { requireProperties } from '../model/checked-properties.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { APP_ROLE_ASSIGNMENT } from '../model/policies.js';
import { listPage, oneObject, type Listed, type Listing } from '../query/listing.js';
import type { TenantObject } from '../tenant/collection.js';
import type { Kind } from '../tenant/kinds.js';
import { graphTime } from '../tenant/visible-entity.js';
import { found } from './found.js';
import { textOf } from '../model/json-text.js';
import { created } from './created.js';

/** The role that stands for access without any role. */
export const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';
const PER_PRINCIPAL_AT_MOST = 1500;

type End = 'resourceId' | 'principalId';

/** https://learn.microsoft.com/graph/api/resources/approleassignment */
export function addAppRoleAssignmentRoutes(router: Router): void {
  addPath(router, 'servicePrincipal', 'appRoleAssignedTo', 'resourceId');
  for (const kind of ['user', 'group', 'servicePrincipal'] as const)
    addPath(router, kind, 'appRoleAssignments', 'principalId');
}

function addPath(router: Router, kind: Kind, name: string, end: End): void {
  const path = `/${ENTITY_TYPES[kind].set}/{id}/${name}`;
  router
    .add('GET', path, (exchange) => listPage(exchange, listing(exchange, kind, name, end)))
    .add('POST', path, (exchange) => assign(exchange, kind, end))
    .add('GET', `${path}/{linkId}`, (exchange) =>
      oneObject(exchange, assignment(exchange, kind, end), APP_ROLE_ASSIGNMENT),
    )
    .add('DELETE', `${path}/{linkId}`, (exchange) => {
      const { id } = assignment(exchange, kind, end);
      exchange.commit({ change: 'remove', kind: 'appRoleAssignment', id });
      return noContent;
    });
}

function listing(exchange: Exchange, kind: Kind, name: string, end: End): Listing {
  const { id } = found(exchange, kind);
  return {
    type: APP_ROLE_ASSIGNMENT,
    set: `${ENTITY_TYPES[kind].set}('${id}')/${name}`,
    from: (sequence) => places(exchange, id, end, sequence),
  };
}

function* places(exchange: Exchange, id: string, end: End, sequence: number): Generator<Listed> {
  for (const object of exchange.tenant.linksOf('appRoleAssignment', id, sequence))
    if (object.entity[end] === id) yield { sequence: object.sequence, object };
}

function assignment(exchange: Exchange, kind: Kind, end: End): TenantObject {
  const owner = found(exchange, kind);
  const link = found(exchange, 'appRoleAssignment', 'linkId');
  if (link.entity[end] !== owner.id) throw notFound(link.id);
  return link;
}

function assign(exchange: Exchange, kind: Kind, end: End): GraphResponse {
  const { body, tenant } = exchange;
  const owner = found(exchange, kind);
  requireProperties(APP_ROLE_ASSIGNMENT, body, ['principalId', 'resourceId', 'appRoleId']);
  const principalId = textOf(body['principalId']).toLowerCase();
  const resourceId = textOf(body['resourceId']).toLowerCase();
  const appRoleId = textOf(body['appRoleId']).toLowerCase();
  if ({ principalId, resourceId }[end] !== owner.id)
    throw badRequest(`The value of '${end}' must be the id of the object in the request's path.`);
  const resource = tenant.live('servicePrincipal', resourceId);
  const principal = tenant.directoryObject(principalId);
  if (!resource) throw notFound(resourceId);
  if (!principal || principal.kind === 'application') throw notFound(principalId);
  checkRole(resource, appRoleId);
  checkPresent(exchange, principalId, resourceId, appRoleId);
  const id = assignmentId(exchange.newId());
  const createdDateTime = graphTime(exchange.now.getTime());
  exchange.commit({
    change: 'create',
    kind: 'appRoleAssignment',
    id,
    entity: { principalId, resourceId, appRoleId, createdDateTime },
  });
  return created(exchange, 'appRoleAssignment', id);
}

function checkRole(resource: TenantObject, appRoleId: string): void {
  const roles = resource.entity['appRoles'];
  const known = (Array.isArray(roles) ? (roles as readonly Json[]) : []).some(
    (role) => isJsonObject(role) && role['id'] === appRoleId && role['isEnabled'] !== false,
  );
  if (!known && appRoleId !== DEFAULT_ACCESS)
    throw badRequest(
      `Permission being assigned was not found on application '${textOf(resource.entity['appId'])}'.`,
    );
}

function checkPresent(exchange: Exchange, principalId: string, resourceId: string, appRoleId: string): void {
  let held = 0;
  for (const { entity } of exchange.tenant.linksOf('appRoleAssignment', principalId)) {
    if (entity['principalId'] !== principalId) continue;
    held += 1;
    if (entity['resourceId'] === resourceId && entity['appRoleId'] === appRoleId)
      throw badRequest('Permission being assigned already exists on the object');
  }
  if (held >= PER_PRINCIPAL_AT_MOST)
    throw badRequest(`A principal can hold at most ${PER_PRINCIPAL_AT_MOST} app role assignments.`);
}

/** Assignments have ids in base64 that say nothing. */
export function assignmentId(text: string): string {
  return hash('sha256', text, 'base64url');
}

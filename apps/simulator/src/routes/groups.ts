import { type Json, type JsonObject } from '#catalogue';
import { noContent, type Exchange } from '../graph/exchange.js';
import { badRequest, invalidValue } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { checkedProperties, requireProperties } from '../model/checked-properties.js';
import { GROUP } from '../model/group.js';
import { listCount, listPage, oneObject } from '../query/listing.js';
import type { TenantChange } from '../tenant/change.js';
import type { TenantObject } from '../tenant/collection.js';
import { isDynamic, isMailManaged, isUnified } from '../tenant/group-kinds.js';
import { graphTime } from '../tenant/visible-entity.js';
import { mailManagedRefusal, refuseConflict, refuseSynced } from './directory-writes.js';
import { found, liveListing } from './found.js';
import { boundMembers } from './member-writes.js';
import { created } from './created.js';

/** https://learn.microsoft.com/graph/api/resources/group */
export function addGroupRoutes(router: Router): void {
  router
    .add('GET', '/groups', (exchange) => listPage(exchange, liveListing(exchange.tenant, 'group')))
    .add('GET', '/groups/$count', (exchange) => listCount(exchange, liveListing(exchange.tenant, 'group')))
    .add('POST', '/groups', createGroup)
    .add('GET', '/groups/{id}', (exchange) => oneObject(exchange, found(exchange, 'group'), GROUP))
    .add('PATCH', '/groups/{id}', updateGroup)
    .add('DELETE', '/groups/{id}', deleteGroup);
}

function createGroup(exchange: Exchange): GraphResponse {
  const { body } = exchange;
  requireProperties(GROUP, body, ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled']);
  const set = checkedProperties(GROUP, body, { to: 'create', beta: exchange.beta, present: {} });
  const id = exchange.newId();
  const createdDateTime = graphTime(exchange.now.getTime());
  const entity: JsonObject = {
    groupTypes: [],
    ...set,
    createdDateTime,
    renewedDateTime: createdDateTime,
    ...address(exchange, set),
    ...visibilityOf(set),
  };
  checkNewGroup(entity);
  refuseConflict(exchange, 'group', id, entity);
  const group: TenantObject = { kind: 'group', id, sequence: 0, entity, deletedAt: undefined };
  const members = boundMembers(exchange, group, body['members@odata.bind'] ?? []);
  exchange.commit(
    { change: 'create', kind: 'group', id, entity },
    ...members.map((member): TenantChange => ({ change: 'addMember', group: id, member })),
  );
  return created(exchange, 'group', id);
}

/** Only Microsoft 365 and cloud security groups can be made through Graph. */
function checkNewGroup(entity: JsonObject): void {
  if (isMailManaged(entity) || (entity['mailEnabled'] === true && !isUnified(entity)))
    throw mailManagedRefusal();
  if (!isUnified(entity) && entity['securityEnabled'] !== true)
    throw invalidValue('securityEnabled', 'Group');
  if (isUnified(entity) && entity['mailEnabled'] !== true) throw invalidValue('mailEnabled', 'Group');
  if (entity['isAssignableToRole'] === true && isDynamic(entity))
    throw invalidValue('isAssignableToRole', 'Group');
  checkRule(entity);
}

function visibilityOf(set: JsonObject): JsonObject {
  if (set['isAssignableToRole'] === true) return { visibility: 'Private' };
  if (set['visibility'] !== undefined) return {};
  return isUnified(set) ? { visibility: 'Public' } : {};
}

function updateGroup(exchange: Exchange): GraphResponse {
  const group = found(exchange, 'group');
  const { body } = exchange;
  const set = checkedProperties(GROUP, body, { to: 'patch', beta: exchange.beta, present: group.entity });
  const binds = body['members@odata.bind'];
  if (Object.keys(set).length > 0) {
    refuseSynced(group);
    if (isMailManaged(group.entity)) throw mailManagedRefusal();
    checkUpdatedGroup(exchange, group, set);
  }
  const members = binds === undefined ? [] : boundMembers(exchange, group, binds);
  const changes = members.map((member): TenantChange => ({ change: 'addMember', group: group.id, member }));
  if (Object.keys(set).length > 0)
    changes.push({
      change: 'update',
      kind: 'group',
      id: group.id,
      set: { ...set, ...addressUpdate(exchange, group, set) },
    });
  exchange.commit(...changes);
  return noContent;
}

function checkUpdatedGroup(exchange: Exchange, group: TenantObject, set: JsonObject): void {
  const result = { ...group.entity, ...set };
  if (isUnified(result) !== isUnified(group.entity)) throw invalidValue('groupTypes', 'Group');
  const before = group.entity['visibility'] ?? null;
  const after = result['visibility'] ?? null;
  if (before !== after && (before === 'HiddenMembership' || after === 'HiddenMembership'))
    throw invalidValue('visibility', 'Group');
  if (result['isAssignableToRole'] === true && (isDynamic(result) || after !== 'Private'))
    throw invalidValue(isDynamic(result) ? 'groupTypes' : 'visibility', 'Group');
  checkRule(result);
  refuseConflict(exchange, 'group', group.id, result);
}

function checkRule(entity: JsonObject): void {
  const rule: Json = entity['membershipRule'] ?? null;
  if (isDynamic(entity) && (typeof rule !== 'string' || rule.trim() === ''))
    throw badRequest("A value is required for property 'membershipRule' of resource 'Group'.");
  if (!isDynamic(entity) && rule !== null && rule !== '')
    throw badRequest('The membership rule can be set only for groups of the type DynamicMembership.');
}

/** A Microsoft 365 group's address follows its nickname. */
function address(exchange: Exchange, set: JsonObject): JsonObject {
  const nickname = set['mailNickname'];
  if (!isUnified(set) || typeof nickname !== 'string') return {};
  const mail = `${nickname}@${exchange.tenant.identity.verifiedDomains[0] ?? ''}`;
  return { mail, proxyAddresses: [`SMTP:${mail}`] };
}

function addressUpdate(exchange: Exchange, group: TenantObject, set: JsonObject): JsonObject {
  if (set['mailNickname'] === undefined || set['mailNickname'] === group.entity['mailNickname']) return {};
  return address(exchange, { ...group.entity, ...set });
}

/** Groups that Exchange manages have no soft delete. */
function deleteGroup(exchange: Exchange): GraphResponse {
  const { id, entity } = found(exchange, 'group');
  exchange.commit({ change: isMailManaged(entity) ? 'remove' : 'softDelete', kind: 'group', id });
  return noContent;
}

import { isJsonObject, type JsonObject } from '#catalogue';
import { noContent, type Exchange } from '../graph/exchange.js';
import { badRequest } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { checkedProperties, requireProperties } from '../model/checked-properties.js';
import { USER } from '../model/user.js';
import { listCount, listPage, oneObject } from '../query/listing.js';
import { graphTime } from '../tenant/visible-entity.js';
import { refuseConflict, refuseSynced } from './directory-writes.js';
import { found, liveListing } from './found.js';
import { textOf } from '../model/json-text.js';
import { created } from './created.js';

/** https://learn.microsoft.com/graph/api/resources/user */
export function addUserRoutes(router: Router): void {
  router
    .add('GET', '/users', (exchange) => listPage(exchange, liveListing(exchange.tenant, 'user')))
    .add('GET', '/users/$count', (exchange) => listCount(exchange, liveListing(exchange.tenant, 'user')))
    .add('POST', '/users', createUser)
    .add('GET', '/users/{id}', (exchange) => oneObject(exchange, found(exchange, 'user'), USER))
    .add('PATCH', '/users/{id}', updateUser)
    .add('DELETE', '/users/{id}', (exchange) => {
      exchange.commit({ change: 'softDelete', kind: 'user', id: found(exchange, 'user').id });
      return noContent;
    });
}

function createUser(exchange: Exchange): GraphResponse {
  requireProperties(USER, exchange.body, [
    'accountEnabled',
    'displayName',
    'mailNickname',
    'userPrincipalName',
    'passwordProfile',
  ]);
  const set = checkedProperties(USER, exchange.body, { to: 'create', beta: exchange.beta, present: {} });
  const id = exchange.newId();
  const entity = {
    userType: 'Member',
    ...set,
    createdDateTime: graphTime(exchange.now.getTime()),
    ...addresses(set),
  };
  checkPrincipalName(exchange, id, entity);
  exchange.commit({ change: 'create', kind: 'user', id, entity });
  return created(exchange, 'user', id);
}

function updateUser(exchange: Exchange): GraphResponse {
  const user = found(exchange, 'user');
  const set = checkedProperties(USER, exchange.body, {
    to: 'patch',
    beta: exchange.beta,
    present: user.entity,
  });
  if (Object.keys(set).length === 0) return noContent;
  refuseSynced(user);
  const whole = { ...set, ...wholeOrgData(set), ...addresses(set) };
  if ('userPrincipalName' in set) checkPrincipalName(exchange, user.id, { ...user.entity, ...set });
  exchange.commit({ change: 'update', kind: 'user', id: user.id, set: whole });
  return noContent;
}

/** The structure is replaced whole: a member that is left out becomes null. */
function wholeOrgData({ employeeOrgData }: JsonObject): JsonObject {
  if (!isJsonObject(employeeOrgData)) return {};
  const { costCenter = null, division = null } = employeeOrgData;
  return { employeeOrgData: { costCenter, division } };
}

function addresses({ mail }: JsonObject): JsonObject {
  return typeof mail === 'string' ? { proxyAddresses: [`SMTP:${mail}`] } : {};
}

function checkPrincipalName(exchange: Exchange, id: string, entity: JsonObject): void {
  const name = textOf(entity['userPrincipalName']);
  const domain = name.slice(name.indexOf('@') + 1).toLowerCase();
  if (!exchange.tenant.identity.verifiedDomains.includes(domain)) {
    const message =
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.';
    throw badRequest(message, [{ code: 'InvalidValue', message, target: 'userPrincipalName' }]);
  }
  refuseConflict(exchange, 'user', id, entity);
}

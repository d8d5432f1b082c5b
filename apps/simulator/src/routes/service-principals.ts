import { type Json, type JsonObject } from '#catalogue';
import { noContent, type Exchange } from '../graph/exchange.js';
import { badRequest } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { checkedProperties, requireProperties } from '../model/checked-properties.js';
import { SERVICE_PRINCIPAL } from '../model/service-principal.js';
import { listCount, listPage, oneObject } from '../query/listing.js';
import { graphTime } from '../tenant/visible-entity.js';
import { refuseConflict } from './directory-writes.js';
import { found, liveListing } from './found.js';
import { copiedFromApplication, namesOf } from './service-principal-copy.js';
import { textOf } from '../model/json-text.js';
import { created } from './created.js';

const kind = 'servicePrincipal';

/** https://learn.microsoft.com/graph/api/resources/serviceprincipal */
export function addServicePrincipalRoutes(router: Router): void {
  router
    .add('GET', '/servicePrincipals', (exchange) => listPage(exchange, liveListing(exchange.tenant, kind)))
    .add('GET', '/servicePrincipals/$count', (exchange) =>
      listCount(exchange, liveListing(exchange.tenant, kind)),
    )
    .add('POST', '/servicePrincipals', createServicePrincipal)
    .add('GET', '/servicePrincipals/{id}', (exchange) =>
      oneObject(exchange, found(exchange, kind), SERVICE_PRINCIPAL),
    )
    .add('PATCH', '/servicePrincipals/{id}', updateServicePrincipal)
    .add('DELETE', '/servicePrincipals/{id}', (exchange) => {
      exchange.commit({ change: 'softDelete', kind, id: found(exchange, kind).id });
      return noContent;
    });
}

function createServicePrincipal(exchange: Exchange): GraphResponse {
  requireProperties(SERVICE_PRINCIPAL, exchange.body, ['appId']);
  const set = checkedProperties(SERVICE_PRINCIPAL, exchange.body, {
    to: 'create',
    beta: exchange.beta,
    present: {},
  });
  const application = applicationOf(exchange, textOf(set['appId']));
  const id = exchange.newId();
  const entity: JsonObject = {
    accountEnabled: true,
    appOwnerOrganizationId: exchange.tenant.identity.id,
    servicePrincipalType: 'Application',
    ...copiedFromApplication(application, Object.keys(application), {}),
    servicePrincipalNames: namesOf(application),
    ...set,
    createdDateTime: graphTime(exchange.now.getTime()),
  };
  refuseConflict(exchange, kind, id, entity);
  exchange.commit({ change: 'create', kind, id, entity });
  return created(exchange, kind, id);
}

function applicationOf(exchange: Exchange, appId: string): JsonObject {
  const { tenant } = exchange;
  const id = tenant.unique.holder('application', { property: 'appId', value: appId });
  const application = id === undefined ? undefined : tenant.live('application', id);
  if (!application)
    throw badRequest(
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    );
  return application.entity;
}

function updateServicePrincipal(exchange: Exchange): GraphResponse {
  const principal = found(exchange, kind);
  const sent = checkedProperties(SERVICE_PRINCIPAL, exchange.body, {
    to: 'patch',
    beta: exchange.beta,
    present: principal.entity,
  });
  if (Object.keys(sent).length === 0) return noContent;
  const set = { ...sent, ...keptNames(sent, principal.entity) };
  refuseConflict(exchange, kind, principal.id, { ...principal.entity, ...set });
  exchange.commit({ change: 'update', kind, id: principal.id, set });
  return noContent;
}

/** The names always hold the application's id. */
function keptNames({ servicePrincipalNames }: JsonObject, entity: JsonObject): JsonObject {
  const appId: Json = entity['appId'] ?? null;
  if (!Array.isArray(servicePrincipalNames) || servicePrincipalNames.includes(appId)) return {};
  return { servicePrincipalNames: [appId, ...(servicePrincipalNames as readonly Json[])] };
}

import type { JsonObject } from '#catalogue';
import { noContent, type Exchange } from '../graph/exchange.js';
import { badRequest } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { APPLICATION } from '../model/application.js';
import { checkedProperties, requireProperties } from '../model/checked-properties.js';
import { listCount, listPage, oneObject } from '../query/listing.js';
import type { TenantChange } from '../tenant/change.js';
import type { TenantObject } from '../tenant/collection.js';
import type { Tenant } from '../tenant/tenant.js';
import { graphTime } from '../tenant/visible-entity.js';
import { refuseConflict } from './directory-writes.js';
import { textOf, textsOf } from '../model/json-text.js';
import { found, liveListing } from './found.js';
import { copiedFromApplication } from './service-principal-copy.js';
import { created } from './created.js';

/** https://learn.microsoft.com/graph/api/resources/application */
export function addApplicationRoutes(router: Router): void {
  router
    .add('GET', '/applications', (exchange) =>
      listPage(exchange, liveListing(exchange.tenant, 'application')),
    )
    .add('GET', '/applications/$count', (exchange) =>
      listCount(exchange, liveListing(exchange.tenant, 'application')),
    )
    .add('POST', '/applications', createApplication)
    .add('GET', '/applications/{id}', (exchange) =>
      oneObject(exchange, found(exchange, 'application'), APPLICATION),
    )
    .add('PATCH', '/applications/{id}', updateApplication)
    .add('DELETE', '/applications/{id}', deleteApplication);
}

function createApplication(exchange: Exchange): GraphResponse {
  requireProperties(APPLICATION, exchange.body, ['displayName']);
  const set = checkedProperties(APPLICATION, exchange.body, {
    to: 'create',
    beta: exchange.beta,
    present: {},
  });
  const id = exchange.newId();
  const entity: JsonObject = {
    signInAudience: 'AzureADMyOrg',
    ...set,
    appId: exchange.newId(),
    createdDateTime: graphTime(exchange.now.getTime()),
    publisherDomain: exchange.tenant.identity.verifiedDomains[0] ?? null,
  };
  checkIdentifierUris(exchange, id, entity, []);
  exchange.commit({ change: 'create', kind: 'application', id, entity });
  return created(exchange, 'application', id);
}

function updateApplication(exchange: Exchange): GraphResponse {
  const application = found(exchange, 'application');
  const sent = checkedProperties(APPLICATION, exchange.body, {
    to: 'patch',
    beta: exchange.beta,
    present: application.entity,
  });
  if (Object.keys(sent).length === 0) return noContent;
  const set = { ...sent, ...keptLogo(application, sent) };
  const entity = { ...application.entity, ...set };
  checkIdentifierUris(exchange, application.id, entity, textsOf(application.entity['identifierUris']));
  const changes: TenantChange[] = [{ change: 'update', kind: 'application', id: application.id, set }];
  const principal = principalOf(exchange.tenant, application);
  const copied = copiedFromApplication(entity, Object.keys(set), principal?.entity ?? {});
  if (principal && Object.keys(copied).length > 0) {
    refuseConflict(exchange, 'servicePrincipal', principal.id, { ...principal.entity, ...copied });
    changes.push({ change: 'update', kind: 'servicePrincipal', id: principal.id, set: copied });
  }
  exchange.commit(...changes);
  return noContent;
}

/** The logo is set by its own upload; writing `info` leaves it as it is. */
function keptLogo(application: TenantObject, { info }: JsonObject): JsonObject {
  const before = application.entity['info'];
  if (!info || !before) return {};
  return { info: { ...(info as JsonObject), logoUrl: (before as JsonObject)['logoUrl'] ?? null } };
}

/** With an application goes its service principal in the application's own tenant. */
function deleteApplication(exchange: Exchange): GraphResponse {
  const application = found(exchange, 'application');
  const principal = principalOf(exchange.tenant, application);
  exchange.commit(
    { change: 'softDelete', kind: 'application', id: application.id },
    ...(principal ? [{ change: 'softDelete', kind: 'servicePrincipal', id: principal.id } as const] : []),
  );
  return noContent;
}

function principalOf(tenant: Tenant, application: TenantObject): TenantObject | undefined {
  const appId = application.entity['appId'];
  const id =
    typeof appId === 'string'
      ? tenant.unique.holder('servicePrincipal', { property: 'appId', value: appId })
      : undefined;
  return id === undefined ? undefined : tenant.live('servicePrincipal', id);
}

/** New identifier URIs must name a verified domain, the tenant or the application, and be unique. */
function checkIdentifierUris(
  exchange: Exchange,
  id: string,
  entity: JsonObject,
  before: readonly string[],
): void {
  const { verifiedDomains, id: tenantId } = exchange.tenant.identity;
  const named = [...verifiedDomains, tenantId, textOf(entity['appId'])];
  for (const uri of textsOf(entity['identifierUris'])) {
    if (before.includes(uri) || named.some((name) => uri.toLowerCase().includes(name))) continue;
    throw badRequest(
      `Failed to add identifier URI ${uri}. All newly added URIs must contain a tenant verified domain, tenant ID, or app ID, as per the default tenant policy of your organization.`,
    );
  }
  refuseConflict(exchange, 'application', id, entity);
}

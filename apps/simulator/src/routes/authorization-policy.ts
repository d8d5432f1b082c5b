import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { noContent, type Exchange } from '../graph/exchange.js';
import { GraphError, malformed, notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { AUTHORIZATION_POLICY, AUTHORIZATION_POLICY_ID } from '../model/authorization-policy.js';
import { checkedProperties } from '../model/checked-properties.js';
import { listPage, oneObject } from '../query/listing.js';
import type { TenantObject } from '../tenant/collection.js';
import { liveListing } from './found.js';

const kind = 'authorizationPolicy';
const PATH = '/policies/authorizationPolicy';

/**
 * The one authorization policy: by itself in v1.0, the only element of a collection in beta.
 * https://learn.microsoft.com/graph/api/resources/authorizationpolicy
 */
export function addAuthorizationPolicyRoutes(router: Router): void {
  router
    .add('GET', PATH, (exchange) =>
      exchange.beta
        ? listPage(exchange, { ...liveListing(exchange.tenant, kind), outsideDirectory: true })
        : oneObject(exchange, policy(exchange), AUTHORIZATION_POLICY),
    )
    .add('PATCH', PATH, (exchange) => {
      if (exchange.beta)
        throw new GraphError(
          405,
          'Request_BadRequest',
          'Specified HTTP method is not allowed for the request target.',
        );
      return updatePolicy(exchange);
    })
    .add('GET', `${PATH}/{id}`, (exchange) =>
      oneObject(exchange, elementOfBeta(exchange), AUTHORIZATION_POLICY),
    )
    .add('PATCH', `${PATH}/{id}`, (exchange) => {
      elementOfBeta(exchange);
      return updatePolicy(exchange);
    });
}

function policy({ tenant }: Exchange): TenantObject {
  const object = tenant.live(kind, AUTHORIZATION_POLICY_ID);
  if (!object) throw notFound(AUTHORIZATION_POLICY_ID);
  return object;
}

function elementOfBeta(exchange: Exchange): TenantObject {
  const id = exchange.parameter('id');
  if (!exchange.beta) throw malformed(`Resource not found for the segment '${id}'.`);
  if (id.toLowerCase() !== AUTHORIZATION_POLICY_ID.toLowerCase()) throw notFound(id);
  return policy(exchange);
}

function updatePolicy(exchange: Exchange): GraphResponse {
  const { id, entity } = policy(exchange);
  const sent = checkedProperties(AUTHORIZATION_POLICY, exchange.body, {
    to: 'patch',
    beta: exchange.beta,
    present: entity,
  });
  if (Object.keys(sent).length === 0) return noContent;
  exchange.commit({ change: 'update', kind, id, set: { ...sent, ...mergedPermissions(entity, sent) } });
  return noContent;
}

/** The page's own example sends one of the default permissions and leaves the others as they are. */
function mergedPermissions(entity: JsonObject, { defaultUserRolePermissions: sent }: JsonObject): JsonObject {
  const present: Json = entity['defaultUserRolePermissions'] ?? null;
  if (!isJsonObject(sent) || !isJsonObject(present)) return {};
  return { defaultUserRolePermissions: { ...present, ...sent } };
}

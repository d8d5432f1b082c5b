import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { noContent, ok, type Exchange } from '../graph/exchange.js';
import { badRequest, malformed, notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { AUTHENTICATION_METHODS_POLICY, METHODS_POLICY_ID } from '../model/authentication-methods-policy.js';
import { checkedProperties } from '../model/checked-properties.js';
import type { MethodConfiguration } from '../model/method-configuration.js';
import { methodConfigurationOf } from '../model/method-configurations.js';
import { oneObject } from '../query/listing.js';
import type { TenantObject } from '../tenant/collection.js';
import { shownConfiguration } from '../tenant/visible-policies.js';
import { graphTime } from '../tenant/visible-entity.js';

const kind = 'authenticationMethodsPolicy';
const PATH = '/policies/authenticationMethodsPolicy';
const CONFIGURATIONS = 'authenticationMethodConfigurations';

/** https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicies-overview */
export function addAuthenticationMethodRoutes(router: Router): void {
  router
    .add('GET', PATH, (exchange) => oneObject(exchange, policy(exchange), AUTHENTICATION_METHODS_POLICY))
    .add('PATCH', PATH, updatePolicy)
    .add('GET', `${PATH}/${CONFIGURATIONS}`, (exchange) =>
      ok({
        '@odata.context': context(exchange),
        value: configurations(policy(exchange)).map((one) => shownConfiguration(one, exchange.root)),
      }),
    )
    .add('GET', `${PATH}/${CONFIGURATIONS}/{id}`, (exchange) =>
      ok({
        '@odata.context': `${context(exchange)}/$entity`,
        ...shownConfiguration(configuration(exchange).present, exchange.root),
      }),
    )
    .add('PATCH', `${PATH}/${CONFIGURATIONS}/{id}`, updateConfiguration);
}

function context({ root }: Exchange): string {
  return `${root}/$metadata#${AUTHENTICATION_METHODS_POLICY.set}/${CONFIGURATIONS}`;
}

function policy({ tenant }: Exchange): TenantObject {
  const object = tenant.live(kind, METHODS_POLICY_ID);
  if (!object) throw notFound(METHODS_POLICY_ID);
  return object;
}

function configurations({ entity }: TenantObject): readonly JsonObject[] {
  const value = entity[CONFIGURATIONS];
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

function configuration(exchange: Exchange): {
  readonly method: MethodConfiguration;
  readonly present: JsonObject;
} {
  const id = exchange.parameter('id');
  const method = methodConfigurationOf(id);
  const present = configurations(policy(exchange)).find((one) => one['id'] === method?.id);
  if (!method || !present) throw notFound(id);
  return { method, present };
}

function updatePolicy(exchange: Exchange): GraphResponse {
  const sent = checkedProperties(AUTHENTICATION_METHODS_POLICY, exchange.body, {
    to: 'patch',
    beta: exchange.beta,
    present: policy(exchange).entity,
  });
  if (Object.keys(sent).length > 0) change(exchange, sent);
  return noContent;
}

/** What is sent replaces what is there, structures and targets whole; the rest stays. */
function updateConfiguration(exchange: Exchange): GraphResponse {
  const { method, present } = configuration(exchange);
  const { id, ...body } = exchange.body;
  if (id !== undefined && id !== method.id) throw malformed('The id of a configuration cannot be changed.');
  if (body['@odata.type'] !== method.odataType)
    throw malformed(`The configuration of this method needs its @odata.type: ${method.odataType}.`);
  const sent = checkedProperties(method.type, body, { to: 'patch', beta: exchange.beta, present });
  if (Object.keys(sent).length === 0) return noContent;
  const updated = { ...present, ...sent };
  checkLifetimes(updated);
  const others = configurations(policy(exchange)).map((one) => (one['id'] === method.id ? updated : one));
  change(exchange, { [CONFIGURATIONS]: others });
  return noContent;
}

/** The lifetime that a temporary access pass gets by default lies between the shortest and the longest. */
function checkLifetimes(configuration: JsonObject): void {
  const [shortest, usual, longest] = [
    'minimumLifetimeInMinutes',
    'defaultLifetimeInMinutes',
    'maximumLifetimeInMinutes',
  ].map((name) => configuration[name]);
  if (typeof shortest !== 'number' || typeof usual !== 'number' || typeof longest !== 'number') return;
  if (shortest > usual || usual > longest)
    throw badRequest('defaultLifetimeInMinutes must lie between the minimum and the maximum lifetime.');
}

function change(exchange: Exchange, set: JsonObject): void {
  const lastModifiedDateTime = graphTime(exchange.now.getTime());
  exchange.commit({
    change: 'update',
    kind,
    id: METHODS_POLICY_ID,
    set: { ...set, lastModifiedDateTime },
  });
}

import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { noContent, ok, type Exchange } from '../graph/exchange.js';
import { invalidValue, malformed, notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { checkedProperties } from '../model/checked-properties.js';
import { COMBINATION_KINDS, type CombinationKind } from '../model/combination-configuration.js';
import { textsOf } from '../model/json-text.js';
import { AUTHENTICATION_STRENGTH } from '../model/policies.js';
import type { TenantObject } from '../tenant/collection.js';
import { graphTime } from '../tenant/visible-entity.js';
import { customStrength, kind } from './custom-strength.js';
import { found } from './found.js';

const NAME = 'combinationConfigurations';

/**
 * What narrows the combinations of a strength further, below the path of the strength.
 * https://learn.microsoft.com/graph/api/resources/authenticationcombinationconfiguration
 */
export function addCombinationConfigurationRoutes(router: Router, strength: string): void {
  const path = `${strength}/${NAME}`;
  router
    .add('GET', path, (exchange) =>
      ok({ '@odata.context': context(exchange), value: configurationsOf(found(exchange, kind)) }),
    )
    .add('POST', path, createConfiguration)
    .add('GET', `${path}/{configurationId}`, (exchange) =>
      ok({
        '@odata.context': `${context(exchange)}/$entity`,
        ...configurationIn(found(exchange, kind), exchange),
      }),
    )
    .add('PATCH', `${path}/{configurationId}`, updateConfiguration)
    .add('DELETE', `${path}/{configurationId}`, deleteConfiguration);
}

/** The configurations as a new strength brings them along, each checked and with an id of its own. */
export function newConfigurations(
  exchange: Exchange,
  sent: Json,
  combinations: readonly string[],
): readonly JsonObject[] {
  if (!Array.isArray(sent)) throw invalidValue(NAME, AUTHENTICATION_STRENGTH.label);
  return (sent as readonly Json[]).map((one) => {
    if (!isJsonObject(one)) throw invalidValue(NAME, AUTHENTICATION_STRENGTH.label);
    return newConfiguration(exchange, one, combinations);
  });
}

function context({ root, parameters }: Exchange): string {
  return `${root}/$metadata#${AUTHENTICATION_STRENGTH.set}('${parameters['id'] ?? ''}')/${NAME}`;
}

function configurationsOf({ entity }: TenantObject): readonly JsonObject[] {
  const value = entity[NAME];
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

function configurationIn(strength: TenantObject, exchange: Exchange): JsonObject {
  const id = exchange.parameter('configurationId').toLowerCase();
  const configuration = configurationsOf(strength).find((one) => one['id'] === id);
  if (!configuration) throw notFound(id);
  return configuration;
}

function createConfiguration(exchange: Exchange): GraphResponse {
  const strength = customStrength(exchange);
  const created = newConfiguration(exchange, exchange.body, textsOf(strength.entity['allowedCombinations']));
  put(exchange, strength, [...configurationsOf(strength), created]);
  return { status: 201, body: { '@odata.context': `${context(exchange)}/$entity`, ...created } };
}

function newConfiguration(exchange: Exchange, body: JsonObject, combinations: readonly string[]): JsonObject {
  const combinationKind = kindOf(body);
  // A client that puts back what it has read sends the old id along; the new one is Graph's to give.
  const sent = Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'id'));
  const set = checkedProperties(combinationKind.type, sent, {
    to: 'create',
    beta: exchange.beta,
    present: {},
  });
  const configuration: JsonObject = {
    '@odata.type': combinationKind.odataType,
    id: exchange.newId(),
    ...emptyLists(combinationKind),
    ...set,
  };
  checkCombinations(configuration, combinationKind, combinations);
  return configuration;
}

function emptyLists({ type }: CombinationKind): JsonObject {
  const lists = type.properties.filter(({ shape }) => shape.is === 'list');
  return Object.fromEntries(lists.map(({ name }) => [name, []]));
}

function updateConfiguration(exchange: Exchange): GraphResponse {
  const strength = customStrength(exchange);
  const present = configurationIn(strength, exchange);
  const combinationKind = kindOf(present);
  if (exchange.body['@odata.type'] !== combinationKind.odataType)
    throw malformed(`A combination configuration needs its @odata.type: ${combinationKind.odataType}.`);
  const set = checkedProperties(combinationKind.type, exchange.body, {
    to: 'patch',
    beta: exchange.beta,
    present,
  });
  const updated = { ...present, ...set };
  checkCombinations(updated, combinationKind, textsOf(strength.entity['allowedCombinations']));
  put(
    exchange,
    strength,
    configurationsOf(strength).map((one) => (one === present ? updated : one)),
  );
  return noContent;
}

function deleteConfiguration(exchange: Exchange): GraphResponse {
  const strength = customStrength(exchange);
  const present = configurationIn(strength, exchange);
  put(
    exchange,
    strength,
    configurationsOf(strength).filter((one) => one !== present),
  );
  return noContent;
}

function kindOf({ '@odata.type': type }: JsonObject): CombinationKind {
  const combinationKind = COMBINATION_KINDS.find(({ odataType }) => odataType === type);
  if (!combinationKind)
    throw malformed(
      `A combination configuration needs its @odata.type: ${COMBINATION_KINDS.map(({ odataType }) => odataType).join(' or ')}.`,
    );
  return combinationKind;
}

/** It applies to combinations of its own kind that the strength allows, and to at least one. */
function checkCombinations(
  configuration: JsonObject,
  { combinations, type }: CombinationKind,
  allowed: readonly string[],
): void {
  const names = textsOf(configuration['appliesToCombinations']);
  if (names.length === 0 || names.some((name) => !combinations.includes(name) || !allowed.includes(name)))
    throw invalidValue('appliesToCombinations', type.label);
}

function put(exchange: Exchange, { id }: TenantObject, configurations: readonly JsonObject[]): void {
  const modifiedDateTime = graphTime(exchange.now.getTime());
  exchange.commit({ change: 'update', kind, id, set: { [NAME]: configurations, modifiedDateTime } });
}

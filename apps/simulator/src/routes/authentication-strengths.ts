import { type Json, type JsonObject } from '#catalogue';
import { noContent, ok, type Exchange } from '../graph/exchange.js';
import { badRequest, invalidValue, malformed } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { isKnownCombination, requirementsSatisfied } from '../model/authentication-modes.js';
import { checkedProperties, requireProperties } from '../model/checked-properties.js';
import { AUTHENTICATION_STRENGTH } from '../model/policies.js';
import { listPage, oneObject, viewOf } from '../query/listing.js';
import { memberOf } from '../query/filter-match.js';
import { present } from '../query/presentation.js';
import type { TenantObject } from '../tenant/collection.js';
import { graphTime } from '../tenant/visible-entity.js';
import { addCombinationConfigurationRoutes, newConfigurations } from './combination-configurations.js';
import { created } from './created.js';
import { customStrength, kind } from './custom-strength.js';
import { found, liveListing } from './found.js';

const PATHS = [
  '/policies/authenticationStrengthPolicies',
  '/identity/conditionalAccess/authenticationStrength/policies',
];

/** https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy */
export function addAuthenticationStrengthRoutes(router: Router): void {
  for (const path of PATHS) {
    router
      .add('GET', path, (exchange) =>
        listPage(exchange, { ...liveListing(exchange.tenant, kind), outsideDirectory: true }),
      )
      .add('POST', path, createStrength)
      .add('GET', `${path}/{id}`, (exchange) =>
        oneObject(exchange, found(exchange, kind), AUTHENTICATION_STRENGTH),
      )
      .add('PATCH', `${path}/{id}`, updateStrength)
      .add('DELETE', `${path}/{id}`, deleteStrength)
      .add('GET', `${path}/{id}/usage`, usage)
      .add('POST', `${path}/{id}/updateAllowedCombinations`, updateCombinations)
      .add('POST', `${path}/{id}/microsoft.graph.updateAllowedCombinations`, updateCombinations);
    addCombinationConfigurationRoutes(router, `${path}/{id}`);
  }
}

function createStrength(exchange: Exchange): GraphResponse {
  requireProperties(AUTHENTICATION_STRENGTH, exchange.body, ['displayName', 'allowedCombinations']);
  const {
    policyType,
    requirementsSatisfied: satisfied,
    combinationConfigurations: configurations,
    ...body
  } = exchange.body;
  if (policyType !== undefined && policyType !== 'custom')
    throw invalidValue('policyType', AUTHENTICATION_STRENGTH.label);
  const set = checkedProperties(AUTHENTICATION_STRENGTH, body, {
    to: 'create',
    beta: exchange.beta,
    present: {},
  });
  const combinations = checkedCombinations(set['allowedCombinations']);
  const id = exchange.newId();
  const now = graphTime(exchange.now.getTime());
  const entity: JsonObject = {
    ...set,
    policyType: 'custom',
    requirementsSatisfied: satisfied ?? requirementsSatisfied(combinations),
    combinationConfigurations: newConfigurations(exchange, configurations ?? [], combinations),
    createdDateTime: now,
    modifiedDateTime: now,
  };
  exchange.commit({ change: 'create', kind, id, entity });
  return created(exchange, kind, id);
}

function updateStrength(exchange: Exchange): GraphResponse {
  const strength = customStrength(exchange);
  const set = checkedProperties(AUTHENTICATION_STRENGTH, exchange.body, {
    to: 'patch',
    beta: exchange.beta,
    present: strength.entity,
  });
  if (Object.keys(set).length > 0) change(exchange, strength, set);
  return noContent;
}

/** https://learn.microsoft.com/graph/api/authenticationstrengthpolicy-updateallowedcombinations */
function updateCombinations(exchange: Exchange): GraphResponse {
  const strength = customStrength(exchange);
  const combinations = checkedCombinations(exchange.body['allowedCombinations']);
  const previousCombinations = strength.entity['allowedCombinations'] ?? [];
  const conditionalAccessReferences = policiesUsing(exchange, strength.id).map((policy) => policy.id);
  change(exchange, strength, {
    allowedCombinations: combinations,
    requirementsSatisfied: requirementsSatisfied(combinations),
  });
  return ok({
    '@odata.context': `${exchange.root}/$metadata#microsoft.graph.updateAllowedCombinationsResult`,
    additionalInformation: '',
    conditionalAccessReferences,
    currentCombinations: combinations,
    previousCombinations,
  });
}

/** Deleting is for good, and refused while a policy uses the strength. */
function deleteStrength(exchange: Exchange): GraphResponse {
  const strength = customStrength(exchange);
  const [user] = policiesUsing(exchange, strength.id);
  if (user)
    throw badRequest(
      `The authentication strength is used by the Conditional Access policy '${user.id}' and cannot be deleted.`,
    );
  exchange.commit({ change: 'remove', kind, id: strength.id });
  return noContent;
}

/** https://learn.microsoft.com/graph/api/authenticationstrengthpolicy-usage */
function usage(exchange: Exchange): GraphResponse {
  const { id } = found(exchange, kind);
  const view = viewOf(exchange, false);
  const mfa = policiesUsing(exchange, id).map((policy) => present(policy, view));
  return ok({
    '@odata.context': `${exchange.root}/$metadata#microsoft.graph.authenticationStrengthUsage`,
    none: [],
    mfa,
  });
}

function policiesUsing(exchange: Exchange, strength: string): readonly TenantObject[] {
  return [...exchange.tenant.collection('conditionalAccessPolicy').liveAfter(-1)].filter(
    (policy) => memberOf(policy.entity, 'grantControls/authenticationStrength/id') === strength,
  );
}

function checkedCombinations(value: Json | undefined): readonly string[] {
  const combinations = Array.isArray(value) ? (value as readonly Json[]) : [];
  const texts = combinations.filter((item) => typeof item === 'string');
  if (texts.length === 0) throw malformed("A value is required for 'allowedCombinations'.");
  const unknown = combinations.find((item) => typeof item !== 'string' || !isKnownCombination(item));
  if (unknown !== undefined) throw invalidValue('allowedCombinations', AUTHENTICATION_STRENGTH.label);
  return texts;
}

function change(exchange: Exchange, strength: TenantObject, set: JsonObject): void {
  const modifiedDateTime = graphTime(exchange.now.getTime());
  exchange.commit({ change: 'update', kind, id: strength.id, set: { ...set, modifiedDateTime } });
}

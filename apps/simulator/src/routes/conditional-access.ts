import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { noContent, type Exchange } from '../graph/exchange.js';
import { malformed } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { checkedProperties, requireProperties } from '../model/checked-properties.js';
import { completePolicy } from '../model/conditional-access-defaults.js';
import { CONDITIONAL_ACCESS_POLICY } from '../model/conditional-access-policy.js';
import { listCount, listPage, oneObject, type Listing } from '../query/listing.js';
import { graphTime } from '../tenant/visible-entity.js';
import { found, liveListing } from './found.js';
import { refuseUnknownReferences } from './policy-references.js';
import { created } from './created.js';

const kind = 'conditionalAccessPolicy';
const POLICIES_PATH = '/identity/conditionalAccess/policies';
const POLICIES_AT_MOST = 240;

/** https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy */
export function addConditionalAccessRoutes(router: Router): void {
  router
    .add('GET', POLICIES_PATH, (exchange) => listPage(exchange, listing(exchange)))
    .add('GET', `${POLICIES_PATH}/$count`, (exchange) => listCount(exchange, listing(exchange)))
    .add('POST', POLICIES_PATH, createPolicy)
    .add('GET', `${POLICIES_PATH}/{id}`, (exchange) =>
      oneObject(exchange, found(exchange, kind), CONDITIONAL_ACCESS_POLICY),
    )
    .add('PATCH', `${POLICIES_PATH}/{id}`, updatePolicy)
    .add('DELETE', `${POLICIES_PATH}/{id}`, (exchange) => {
      exchange.commit({ change: 'softDelete', kind, id: found(exchange, kind).id });
      return noContent;
    });
}

function listing(exchange: Exchange): Listing {
  return { ...liveListing(exchange.tenant, kind), outsideDirectory: true };
}

/** Throws when the tenant holds as many policies as it may. */
export function refuseTooManyPolicies(exchange: Exchange): void {
  if (exchange.tenant.collection(kind).liveCount >= POLICIES_AT_MOST)
    throw malformed(`The tenant has reached the limit of ${POLICIES_AT_MOST} Conditional Access policies.`);
}

function createPolicy(exchange: Exchange): GraphResponse {
  requireProperties(CONDITIONAL_ACCESS_POLICY, exchange.body, ['displayName', 'state', 'conditions']);
  const set = checkedProperties(CONDITIONAL_ACCESS_POLICY, exchange.body, {
    to: 'create',
    beta: exchange.beta,
    present: {},
  });
  refuseTooManyPolicies(exchange);
  refuseUnknownReferences(exchange.tenant, set);
  const id = exchange.newId();
  const createdDateTime = graphTime(exchange.now.getTime());
  const entity = stored({ ...set, createdDateTime, modifiedDateTime: null });
  exchange.commit({ change: 'create', kind, id, entity });
  return created(exchange, kind, id);
}

function updatePolicy(exchange: Exchange): GraphResponse {
  const policy = found(exchange, kind);
  const sent = checkedProperties(CONDITIONAL_ACCESS_POLICY, exchange.body, {
    to: 'patch',
    beta: exchange.beta,
    present: policy.entity,
  });
  if (Object.keys(sent).length === 0) return noContent;
  refuseUnknownReferences(exchange.tenant, sent);
  const merged = stored({ ...policy.entity, ...mergedMembers(policy.entity, sent) });
  const set = Object.fromEntries(Object.keys(sent).map((name) => [name, merged[name] ?? null]));
  const modifiedDateTime = graphTime(exchange.now.getTime());
  exchange.commit({ change: 'update', kind, id: policy.id, set: { ...set, modifiedDateTime } });
  return noContent;
}

/** What is kept of a policy: complete, and a strength as the reference it is. */
export function stored(policy: JsonObject): JsonObject {
  const complete = completePolicy(policy);
  const controls = complete['grantControls'];
  if (!isJsonObject(controls)) return complete;
  const strength = controls['authenticationStrength'];
  const members = Object.entries(controls).filter(([name]) => !name.includes('@odata.'));
  return {
    ...complete,
    grantControls: {
      ...Object.fromEntries(members),
      authenticationStrength: isJsonObject(strength) ? { id: strength['id'] ?? null } : null,
    },
  };
}

/** Nested members that the request leaves out stay; collections and values are replaced. */
function mergedMembers(present: JsonObject, sent: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, merged(present[name] ?? null, value, name)]),
  );
}

function merged(present: Json, sent: Json, name: string): Json {
  // A reference and a structure of another type are new values, not changes of the old ones.
  if (!isJsonObject(present) || !isJsonObject(sent) || name === 'authenticationStrength') return sent;
  if (sent['@odata.type'] !== undefined && sent['@odata.type'] !== present['@odata.type']) return sent;
  return { ...present, ...mergedMembers(present, sent) };
}

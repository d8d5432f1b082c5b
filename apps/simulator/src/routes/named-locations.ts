import { type JsonObject } from '#catalogue';
import { noContent, type Exchange } from '../graph/exchange.js';
import { badRequest, invalidValue, malformed } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { checkedProperties, requireProperties } from '../model/checked-properties.js';
import { rangeProblem } from '../model/ip-range.js';
import { NAMED_LOCATION } from '../model/policies.js';
import { listCount, listPage, oneObject, type Listing } from '../query/listing.js';
import { appliesTo } from '../query/presentation.js';
import { ruleOf } from '../model/entity-type.js';
import { memberOf } from '../query/filter-match.js';
import { graphTime } from '../tenant/visible-entity.js';
import { found, liveListing } from './found.js';
import { created } from './created.js';

const kind = 'namedLocation';
const LOCATIONS_PATH = '/identity/conditionalAccess/namedLocations';
const LOCATIONS_AT_MOST = 195;
const TYPES = ['#microsoft.graph.ipNamedLocation', '#microsoft.graph.countryNamedLocation'];

/** https://learn.microsoft.com/graph/api/resources/namedlocation */
export function addNamedLocationRoutes(router: Router): void {
  router
    .add('GET', LOCATIONS_PATH, (exchange) => listPage(exchange, listing(exchange)))
    .add('GET', `${LOCATIONS_PATH}/$count`, (exchange) => listCount(exchange, listing(exchange)))
    .add('POST', LOCATIONS_PATH, createLocation)
    .add('GET', `${LOCATIONS_PATH}/{id}`, (exchange) =>
      oneObject(exchange, found(exchange, kind), NAMED_LOCATION),
    )
    .add('PATCH', `${LOCATIONS_PATH}/{id}`, updateLocation)
    .add('DELETE', `${LOCATIONS_PATH}/{id}`, deleteLocation);
}

function listing(exchange: Exchange): Listing {
  return { ...liveListing(exchange.tenant, kind), outsideDirectory: true };
}

/** Throws when the tenant holds as many locations as it may. */
export function refuseTooManyLocations(exchange: Exchange): void {
  if (exchange.tenant.collection(kind).liveCount >= LOCATIONS_AT_MOST)
    throw malformed(`The tenant has reached the limit of ${LOCATIONS_AT_MOST} named locations.`);
}

function createLocation(exchange: Exchange): GraphResponse {
  const type = typeOf(exchange.body);
  const isIp = type === TYPES[0];
  requireProperties(NAMED_LOCATION, exchange.body, [
    'displayName',
    isIp ? 'ipRanges' : 'countriesAndRegions',
  ]);
  const set = checkedLocation(exchange, { '@odata.type': type }, 'create');
  refuseTooManyLocations(exchange);
  const id = exchange.newId();
  const now = graphTime(exchange.now.getTime());
  const defaults: JsonObject = isIp
    ? { isTrusted: false }
    : { includeUnknownCountriesAndRegions: false, countryLookupMethod: 'clientIpAddress' };
  const entity = { '@odata.type': type, ...defaults, ...set, createdDateTime: now, modifiedDateTime: now };
  exchange.commit({ change: 'create', kind, id, entity });
  return created(exchange, kind, id);
}

function updateLocation(exchange: Exchange): GraphResponse {
  const location = found(exchange, kind);
  if (typeOf(exchange.body) !== location.entity['@odata.type'])
    throw malformed('The @odata.type of the request is not the type of the named location.');
  const set = checkedLocation(exchange, location.entity, 'patch');
  if (Object.keys(set).length === 0) return noContent;
  const modifiedDateTime = graphTime(exchange.now.getTime());
  exchange.commit({ change: 'update', kind, id: location.id, set: { ...set, modifiedDateTime } });
  return noContent;
}

function typeOf({ '@odata.type': type }: JsonObject): string {
  if (typeof type !== 'string' || !TYPES.includes(type))
    throw malformed(`A named location needs its @odata.type: ${TYPES.join(' or ')}.`);
  return type;
}

function checkedLocation(exchange: Exchange, present: JsonObject, to: 'create' | 'patch'): JsonObject {
  const set = checkedProperties(NAMED_LOCATION, exchange.body, { to, beta: exchange.beta, present });
  for (const name of Object.keys(set)) {
    const rule = ruleOf(NAMED_LOCATION, name, exchange.beta);
    if (rule && !appliesTo(rule, present)) throw invalidValue(name, NAMED_LOCATION.label);
  }
  const ranges = set['ipRanges'];
  const problem = Array.isArray(ranges)
    ? ranges.map(rangeProblem).find((each) => each !== undefined)
    : undefined;
  if (problem !== undefined) throw malformed(problem);
  return set;
}

/** Neither a trusted location nor one that a policy names can be deleted. */
function deleteLocation(exchange: Exchange): GraphResponse {
  const { id, entity } = found(exchange, kind);
  if (entity['isTrusted'] === true)
    throw badRequest('A trusted named location cannot be deleted. Set isTrusted to false first.');
  for (const policy of exchange.tenant.collection('conditionalAccessPolicy').liveAfter(-1))
    for (const list of ['includeLocations', 'excludeLocations']) {
      const ids = memberOf(policy.entity, `conditions/locations/${list}`);
      if (Array.isArray(ids) && ids.includes(id))
        throw badRequest(
          `The named location is used by the Conditional Access policy '${policy.id}' and cannot be deleted.`,
        );
    }
  exchange.commit({ change: 'softDelete', kind, id });
  return noContent;
}

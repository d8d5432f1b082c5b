import type { GraphRequest } from './graph-request.js';
import { QUOTA_LANES, type QuotaLane } from './waiting.js';

/** What a request takes from each of Graph's quotas. */
export type RequestCost = Readonly<Partial<Record<QuotaLane, number>>>;

interface Listed {
  readonly pattern: RegExp;
  readonly units: number;
  /** With `$select`, where that spares more than one unit. */
  readonly selected?: number;
}

/** Reads that cost other than one unit. https://learn.microsoft.com/graph/throttling-limits#resource-unit-costs */
const READS: readonly Listed[] = [
  { pattern: /^GET \/(users|applications)$/, units: 2 },
  { pattern: /^GET \/applications\/[^/]+\/extensionProperties$/, units: 2 },
  { pattern: /^GET \/oauth2PermissionGrants(\/[^/]+)?$/, units: 2 },
  { pattern: /^GET \/servicePrincipals\/[^/]+\/appRoleAssignments$/, units: 2 },
  { pattern: /^GET \/users\/[^/]+\/(memberOf|transitiveMemberOf|ownedObjects|licenseDetails)$/, units: 2 },
  { pattern: /^GET \/groups\/[^/]+\/members$/, units: 3 },
  { pattern: /^GET \/groups\/[^/]+\/transitiveMembers$/, units: 5 },
  { pattern: /^GET \/(subscribedSkus|contracts)$/, units: 3 },
  { pattern: /^GET \/domains\/[^/]+\/domainNameReferences$/, units: 4 },
  { pattern: /^POST \/.*\b(getByIds|getObjectsById)$/, units: 5, selected: 2 },
  { pattern: /^POST \/.*\b(isMemberOf|checkMemberGroups|checkMemberObjects)$/, units: 4 },
  { pattern: /^POST \/.*\b(getMemberGroups|getMemberObjects)$/, units: 2 },
];
const SMALL_PAGE = 20;

/**
 * What a request costs; a batch costs what its requests do, each weighed by itself. `isPersonal` tells writes to
 * applications that people with personal accounts may use.
 */
export function requestCost(request: GraphRequest, isPersonal: (one: GraphRequest) => boolean): RequestCost {
  return (request.parts ?? [request]).map((one) => costOfOne(one, isPersonal)).reduce(sumOfCosts, {});
}

function resourceUnits({ method, path }: GraphRequest): number {
  const [bare, query] = partsOf(path);
  const listed = listedFor(method, bare) ?? { units: 1 };
  const options = new URLSearchParams(query);
  const selects = options.has('$select');
  const base = selects
    ? (('selected' in listed ? listed.selected : undefined) ?? listed.units - 1)
    : listed.units;
  const isSmall = Number(options.get('$top') ?? Infinity) < SMALL_PAGE;
  return Math.max(1, base + (options.has('$expand') ? 1 : 0) - (isSmall ? 1 : 0));
}

function costOfOne(one: GraphRequest, isPersonal: (one: GraphRequest) => boolean): RequestCost {
  if (one.lane === 'conditionalAccess') return { conditionalAccess: 1 };
  const [bare] = partsOf(one.path);
  if (bare.startsWith('/auditLogs/')) return { reports: 1 };
  const writes = one.method !== 'GET' && listedFor(one.method, bare) === undefined;
  return {
    resourceUnits: resourceUnits(one),
    ...(writes && { writes: 1 }),
    ...(writes && isPersonal(one) && { personalApplications: 1 }),
  };
}

/** What two requests cost together. */
export function sumOfCosts(one: RequestCost, other: RequestCost): RequestCost {
  const lanes = QUOTA_LANES.filter((lane) => lane in one || lane in other);
  return Object.fromEntries(lanes.map((lane) => [lane, (one[lane] ?? 0) + (other[lane] ?? 0)]));
}

function listedFor(method: string, bare: string): Listed | undefined {
  return READS.find(({ pattern }) => pattern.test(`${method} ${bare}`));
}

/** The path below the version, and the query. */
function partsOf(path: string): readonly [string, string] {
  const [withVersion = '', query = ''] = path.split('?');
  return [withVersion.replace(/^\/[^/]+/, ''), query];
}

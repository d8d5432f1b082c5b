import type { GraphRequest } from '../graph/message.js';
import { Router } from '../graph/router.js';
import { DIRECTORY_OBJECT_KINDS } from '../tenant/kinds.js';

/** The service that a request goes to, each with limits of its own. */
export type Service = 'identity' | 'conditionalAccess' | 'reports';

/** What a request takes from the limits. */
export interface RequestCost {
  readonly service: Service;
  readonly resourceUnits: number;
  readonly writes: number;
}

interface Listed {
  readonly units: number;
  /** With `$select`, where that spares more than one unit. */
  readonly selected?: number;
}

/** Requests that cost other than one unit: https://learn.microsoft.com/graph/throttling-limits#resource-unit-costs */
const READS = new Router<Listed>()
  .add('GET', '/users', { units: 2 })
  .add('GET', '/applications', { units: 2 })
  .add('GET', '/applications/{id}/extensionProperties', { units: 2 })
  .add('GET', '/oauth2PermissionGrants', { units: 2 })
  .add('GET', '/oauth2PermissionGrants/{id}', { units: 2 })
  .add('GET', '/servicePrincipals/{id}/appRoleAssignments', { units: 2 })
  .add('GET', '/subscribedSkus', { units: 3 })
  .add('GET', '/contracts', { units: 3 })
  .add('GET', '/domains/{id}/domainNameReferences', { units: 4 });

for (const cast of ['', ...DIRECTORY_OBJECT_KINDS.map((kind) => `/microsoft.graph.${kind}`)]) {
  READS.add('GET', `/groups/{id}/members${cast}`, { units: 3 });
  READS.add('GET', `/groups/{id}/transitiveMembers${cast}`, { units: 5 });
  for (const name of ['memberOf', 'transitiveMemberOf', 'ownedObjects'])
    READS.add('GET', `/users/{id}/${name}${cast}`, { units: 2 });
}
READS.add('GET', '/users/{id}/licenseDetails', { units: 2 });

/** Requests that only read, although they are sent by POST. */
const QUESTIONS: Readonly<Record<string, Listed>> = {
  getByIds: { units: 5, selected: 2 },
  getObjectsById: { units: 5, selected: 2 },
  isMemberOf: { units: 4 },
  checkMemberGroups: { units: 4 },
  checkMemberObjects: { units: 4 },
  getMemberGroups: { units: 2 },
  getMemberObjects: { units: 2 },
};

for (const [name, listed] of Object.entries(QUESTIONS))
  for (const action of [name, `microsoft.graph.${name}`])
    for (const at of ['/directoryObjects', '/users/{id}', '/groups/{id}', '/directoryObjects/{id}'])
      READS.add('POST', `${at}/${action}`, listed);

const CONDITIONAL_ACCESS = /^\/identity(protection\/|\/conditionalAccess\/(?!authenticationStrength))/i;
const REPORTS = /^\/auditLogs\//i;
const SMALL_PAGE = 20;

/** What a request costs. */
export function requestCost({ method, path, query }: GraphRequest): RequestCost {
  const service = serviceOf(path);
  const listed = READS.lookup(method, path)?.route;
  const reads = method === 'GET' || method === 'HEAD' || listed !== undefined;
  return { service, resourceUnits: units(listed, query), writes: reads || service !== 'identity' ? 0 : 1 };
}

function serviceOf(path: string): Service {
  if (CONDITIONAL_ACCESS.test(path)) return 'conditionalAccess';
  return REPORTS.test(path) ? 'reports' : 'identity';
}

function units({ units: base, selected }: Listed = { units: 1 }, query: string): number {
  const options = new Map([...new URLSearchParams(query)].map(([name, value]) => [bareName(name), value]));
  const select = options.has('select');
  const top = Number(options.get('top') ?? Infinity);
  const start = select && selected !== undefined ? selected : base - (select ? 1 : 0);
  return Math.max(1, start + (options.has('expand') ? 1 : 0) - (top < SMALL_PAGE ? 1 : 0));
}

/** Options may be written with their dollar sign or without. */
const bareName = (name: string): string => name.toLowerCase().replace(/^\$/, '');

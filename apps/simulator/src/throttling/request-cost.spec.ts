import { describe, expect, it } from '@jest/globals';
import { requestCost } from './request-cost.js';

function cost(method: string, url: string): ReturnType<typeof requestCost> {
  const [path = '', query = ''] = url.split('?');
  const request = { method, version: 'v1.0', path, query, headers: {}, body: undefined, origin: '' } as const;
  return requestCost(request);
}

describe('what a request costs', () => {
  it.each([
    ['GET', '/users', 2],
    ['GET', '/Users?$select=id', 1],
    ['GET', '/users?select=id', 1],
    ['GET', '/users?$top=19', 1],
    ['GET', '/users?$top=20', 2],
    ['GET', '/users?$expand=memberOf', 3],
    ['GET', '/users?$select=id&$expand=memberOf&$top=5', 1],
    ['GET', '/users/some-id', 1],
    ['GET', '/users/some-id?$select=id&$top=5', 1],
    ['GET', '/users/delta', 1],
    ['GET', '/applications', 2],
    ['GET', '/groups', 1],
    ['GET', '/groups/g/members', 3],
    ['GET', "/groups('g')/members", 3],
    ['GET', '/groups/g/members/microsoft.graph.user', 3],
    ['GET', '/groups/g/members?$select=id', 2],
    ['GET', '/groups/g/transitiveMembers', 5],
    ['GET', '/users/u/memberOf', 2],
    ['GET', '/oauth2PermissionGrants', 2],
    ['GET', '/oauth2PermissionGrants/x', 2],
    ['GET', '/servicePrincipals/s/appRoleAssignments', 2],
    ['GET', '/servicePrincipals/s/appRoleAssignedTo', 1],
    ['POST', '/directoryObjects/getByIds', 5],
    ['POST', '/directoryObjects/getByIds?$select=id', 2],
    ['POST', '/users/u/checkMemberGroups', 4],
    ['POST', '/groups/g/getMemberGroups', 2],
  ])('%s %s takes %d resource units and is no write', (method, url, resourceUnits) => {
    expect(cost(method, url)).toEqual({ service: 'identity', resourceUnits, writes: 0 });
  });

  it.each([
    ['POST', '/users'],
    ['PATCH', '/groups/g'],
    ['POST', '/groups/g/members/$ref'],
    ['DELETE', '/groups/g/members/m/$ref'],
    ['POST', '/directory/deletedItems/u/restore'],
    ['PATCH', '/policies/authorizationPolicy'],
    ['POST', '/policies/authenticationStrengthPolicies/s/updateAllowedCombinations'],
  ])('%s %s takes one resource unit and one write', (method, url) => {
    expect(cost(method, url)).toEqual({ service: 'identity', resourceUnits: 1, writes: 1 });
  });

  it.each([
    ['GET', '/identity/conditionalAccess/policies', 'conditionalAccess'],
    ['PATCH', '/identity/conditionalAccess/namedLocations/l', 'conditionalAccess'],
    ['GET', '/Identity/ConditionalAccess/deletedItems/policies', 'conditionalAccess'],
    ['GET', '/identity/conditionalAccess/authenticationStrength/policies', 'identity'],
    ['GET', '/policies/authenticationMethodsPolicy', 'identity'],
    ['GET', '/auditLogs/directoryAudits', 'reports'],
  ])('%s %s goes to the service %s', (method, url, service) => {
    expect(cost(method, url).service).toBe(service);
  });
});

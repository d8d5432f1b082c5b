import { describe, expect, it } from '@jest/globals';
import { get, type GraphRequest, type Lane } from './graph-request.js';
import { requestCost } from './request-cost.js';

const none = (): boolean => false;
const read = (path: string, lane: Lane = 'identity') => get(path, { lane });
const write = (method: 'POST' | 'PATCH' | 'DELETE', path: string, lane: Lane = 'identity'): GraphRequest => ({
  method,
  path,
  lane,
  effect: 'write',
});

describe('what a request costs', () => {
  it.each([
    ['/v1.0/users', 2],
    ['/v1.0/users?$select=id&$top=999', 1],
    ['/v1.0/users?$expand=manager', 3],
    ['/v1.0/users?$top=10', 1],
    ['/v1.0/users/u1?$select=id', 1],
    ['/v1.0/users/delta?$deltatoken=latest', 1],
    ['/v1.0/groups?$select=id', 1],
    ['/beta/groups/g1/members', 3],
    ['/beta/groups/g1/members?$select=id&$top=999', 2],
    ['/v1.0/groups/g1/transitiveMembers', 5],
    ['/v1.0/applications?$select=id', 1],
    ['/v1.0/oauth2PermissionGrants/p1', 2],
    ['/v1.0/servicePrincipals/s1/appRoleAssignedTo', 1],
    ['/v1.0/servicePrincipals/s1/appRoleAssignments', 2],
    ['/v1.0/directory/deletedItems/microsoft.graph.user?$select=id', 1],
  ])('is, in resource units, for GET %s: %d', (path, units) => {
    expect(requestCost(read(path), none)).toEqual({ resourceUnits: units });
  });

  it('is one unit and one write for whatever changes something', () => {
    const cost = { resourceUnits: 1, writes: 1 };
    expect(requestCost(write('PATCH', '/v1.0/users/u1'), none)).toEqual(cost);
    expect(requestCost(write('DELETE', '/v1.0/groups/g1/members/m1/$ref'), none)).toEqual(cost);
    expect(requestCost(write('POST', '/v1.0/directory/deletedItems/u1/restore'), none)).toEqual(cost);
  });

  it('is no write for a question that is sent by POST', () => {
    const question = write('POST', '/v1.0/directoryObjects/getByIds');
    expect(requestCost(question, none)).toEqual({ resourceUnits: 5 });
    const selecting = { ...question, path: `${question.path}?$select=id` };
    expect(requestCost(selecting, none)).toEqual({ resourceUnits: 2 });
  });

  it('counts against quotas of their own for Conditional Access, reports and personal applications', () => {
    const policy = '/v1.0/identity/conditionalAccess/policies';
    expect(requestCost(read(policy, 'conditionalAccess'), none)).toEqual({ conditionalAccess: 1 });
    expect(requestCost(read('/v1.0/auditLogs/directoryAudits?$top=999'), none)).toEqual({ reports: 1 });
    const application = write('PATCH', '/v1.0/applications/a1');
    expect(requestCost(application, () => true)).toEqual({
      resourceUnits: 1,
      writes: 1,
      personalApplications: 1,
    });
  });

  it('is for a batch what its requests cost: a batch spares round trips only', () => {
    const parts = [write('PATCH', '/v1.0/users/u1'), write('PATCH', '/v1.0/users/u2'), read('/v1.0/users')];
    expect(requestCost({ ...write('POST', '/v1.0/$batch'), parts }, none)).toEqual({
      resourceUnits: 4,
      writes: 2,
    });
  });
});

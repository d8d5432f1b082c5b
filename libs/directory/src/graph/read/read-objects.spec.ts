import { describe, expect, it } from '@jest/globals';
import { linkKey, type ObjectRef } from '#catalogue';
import { graphError, scriptedGraph } from '../scripted-graph.contract.js';
import { page, tenantOf } from '../sync/scripted-lists.contract.js';

const signal = new AbortController().signal;
const ABSENT = { status: 404, body: graphError('Request_ResourceNotFound') };

describe('a reading of objects', () => {
  it('looks among the live ones first, then among the deleted ones, in batches', async () => {
    const { directory, sent } = scriptedGraph(
      tenantOf({
        '/v1.0/users/u1?$select=id,': { status: 200, body: { id: 'u1', city: 'Oslo' } },
        '/beta/users/u1/authentication/requirements': { status: 200, body: { perUserMfaState: 'enforced' } },
        '/v1.0/users/u2?$select=id,': ABSENT,
        '/v1.0/users/u3?$select=id,': ABSENT,
        '/v1.0/directory/deletedItems/u2?$select=id,': { status: 200, body: { id: 'u2' } },
        '/v1.0/directory/deletedItems/u3': ABSENT,
      }),
    );
    const refs = ['u1', 'u2', 'u3'].map((id): ObjectRef => ({ type: 'user', id }));
    const read = await directory.read(refs, { links: true, signal });
    expect(read.map(({ object: { id, lifecycle } }) => `${id} ${lifecycle}`)).toEqual([
      'u1 live',
      'u2 softDeleted',
    ]);
    expect(sent.map(({ path }) => path)).toEqual([
      '/v1.0/$batch',
      '/beta/users/u1/authentication/requirements',
      '/v1.0/$batch',
    ]);
    expect(read[0]?.object.attributes['perUserMfaState']).toBe('enforced');
  });

  it('asks for what there is only one of by its own path', async () => {
    const { directory } = scriptedGraph(
      tenantOf({
        '/v1.0/policies/authorizationPolicy': { status: 200, body: { id: 'authorizationPolicy' } },
      }),
    );
    const refs = ['authorizationPolicy', 'another'].map((id): ObjectRef => ({
      type: 'authorizationPolicy',
      id,
    }));
    const read = await directory.read(refs, { links: true, signal });
    expect(read.map(({ object: { id } }) => id)).toEqual(['authorizationPolicy']);
  });

  it('says nothing of attributes that the application may not read', async () => {
    const payload = Buffer.from(JSON.stringify({ roles: ['User.Read.All'] })).toString('base64url');
    const { directory } = scriptedGraph(
      tenantOf({ '/v1.0/users/u1?': { status: 200, body: { id: 'u1', employeeLeaveDateTime: null } } }),
      { tokens: { token: async () => `e30.${payload}.s` } },
    );
    const [read] = await directory.read([{ type: 'user', id: 'u1' }], { links: false, signal });
    expect(Object.keys(read?.object.attributes ?? {})).toContain('city');
    expect(Object.keys(read?.object.attributes ?? {})).not.toContain('employeeLeaveDateTime');
  });

  it('lists policies rather than asking for each: one request a second is all there is', async () => {
    const { directory, sent } = scriptedGraph(
      tenantOf({
        '/v1.0/identity/conditionalAccess/policies': page([{ id: 'p1' }, { id: 'p2' }, { id: 'p9' }]),
        '/v1.0/identity/conditionalAccess/deletedItems/policies': page([{ id: 'p3' }]),
      }),
    );
    const refs = ['p1', 'p2', 'p3'].map((id): ObjectRef => ({ type: 'conditionalAccessPolicy', id }));
    const read = await directory.read(refs, { links: true, signal });
    expect(read.map(({ object: { id, lifecycle } }) => `${id} ${lifecycle}`)).toEqual([
      'p1 live',
      'p2 live',
      'p3 softDeleted',
    ]);
    expect(sent).toHaveLength(2);
  });

  it('tells all links: members of every kind, assignments and grants', async () => {
    const { directory } = scriptedGraph(
      tenantOf({
        '/v1.0/groups/g1?': { status: 200, body: { id: 'g1' } },
        '/beta/groups/g1/members?$select=id&$top=999': page([
          { '@odata.type': '#microsoft.graph.servicePrincipal', id: 'sp1' },
          { '@odata.type': '#microsoft.graph.orgContact', id: 'c1' },
        ]),
        '/v1.0/servicePrincipals/sp1?': { status: 200, body: { id: 'sp1' } },
        '/v1.0/servicePrincipals/sp1/appRoleAssignedTo?$top=999': page([
          { id: 'a', principalId: 'u1', appRoleId: 'r1' },
        ]),
        '/v1.0/oauth2PermissionGrants': page([
          { id: 'x', clientId: 'c', resourceId: 'sp1', consentType: 'AllPrincipals', scope: 'User.Read' },
          { id: 'y', clientId: 'c', resourceId: 'sp2', consentType: 'AllPrincipals', scope: 'User.Read' },
        ]),
      }),
    );
    const read = await directory.read(
      [
        { type: 'group', id: 'g1' },
        { type: 'servicePrincipal', id: 'sp1' },
      ],
      { links: true, signal },
    );
    expect(read.flatMap(({ links }) => links.map(({ link }) => linkKey(link)))).toEqual([
      'group/g1/members/sp1',
      'servicePrincipal/sp1/appRoleAssignedTo/u1.r1',
      'servicePrincipal/sp1/oauth2PermissionGrants/c',
    ]);
  });

  it('takes text that is no id for an object that is not there', async () => {
    const { directory, sent } = scriptedGraph(() => undefined);
    const read = await directory.read([{ type: 'user', id: '../groups/g1' }], { links: true, signal });
    expect(read).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('fails when Graph does not let it read', async () => {
    const { directory } = scriptedGraph(() => ({
      status: 403,
      body: graphError('Authorization_RequestDenied', 'Ada may not'),
    }));
    const failure: unknown = await directory
      .read([{ type: 'user', id: 'u1' }], { links: false, signal })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'DirectoryUnavailableError',
      code: 'Authorization_RequestDenied',
    });
    expect(String(failure)).not.toContain('Ada');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#catalogue';
import { accessToken } from '../access-token.contract.js';
import { graphRouter } from '../graph/graph-service.js';
import { GraphCaller, memberUrl, type Answer } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';
import { leastPermissions } from './least-permissions.js';

const PRIVILEGED_AUTHENTICATION_ADMINISTRATOR = '7be44c8a-adaf-4e2a-84d6-ab2649e08a13';
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const READER = ['Directory.Read.All', 'Member.Read.Hidden', 'User-LifeCycleInfo.Read.All', 'Policy.Read.All'];
const JSON_HEADERS = { 'Content-Type': 'application/json' };

const tenantWithPermissions = (): GraphCaller => new GraphCaller({ permissions: true });

/** From now on requests come from an application with these permissions and directory roles. */
function actAs(graph: GraphCaller, roles: readonly string[], wids: readonly string[] = []): void {
  graph.authorization = `Bearer ${accessToken(graph, { roles, wids })}`;
}

const outcome = ({ status, error }: Answer): readonly Json[] => [status, error.code];
const DENIED = [403, 'Authorization_RequestDenied'];

describe('access tokens', () => {
  it('are taken with any signature, and without any claims where they are no JWT', async () => {
    const graph = tenantWithPermissions();
    expect((await graph.get('/users')).status).toBe(200);
    actAs(graph, ['User.Read.All']);
    expect((await graph.get('/users')).status).toBe(200);
  });

  it.each<[string, JsonObject]>([
    ['expired', { exp: 1 }],
    ['of another tenant', { tid: 'ffffffff-ffff-4fff-8fff-ffffffffffff' }],
    ['of no tenant', { tid: null }],
    ['without an end', { exp: null }],
    ['not valid yet', { nbf: 9_999_999_999 }],
    ['of no application', { appid: null }],
  ])('are refused when they are %s', async (_, claims) => {
    const graph = tenantWithPermissions();
    graph.authorization = `Bearer ${accessToken(graph, { roles: READER, ...claims })}`;
    const refusal = await graph.get('/users');
    expect(outcome(refusal)).toEqual([401, 'InvalidAuthenticationToken']);
    expect(refusal.headers).toHaveProperty('WWW-Authenticate');
    expect(outcome(await graph.post('/$batch', { requests: [] }))).toEqual([
      401,
      'InvalidAuthenticationToken',
    ]);
  });

  it.each(['', 'Bearer', 'Bearer a.b.c', 'Bearer e30.bm8.c', 'Basic dXNlcg=='])(
    'are refused when they are malformed or missing: %j',
    async (authorization) => {
      const graph = tenantWithPermissions();
      graph.authorization = authorization;
      expect(outcome(await graph.get('/users'))).toEqual([401, 'InvalidAuthenticationToken']);
    },
  );

  it('mean nothing where permissions are off', async () => {
    const graph = new GraphCaller();
    graph.authorization = `Bearer ${accessToken(graph, { exp: 1, tid: 'x' })}`;
    expect((await graph.delete(`/users/${(await graph.one('/users')).id}`)).status).toBe(204);
  });
});

describe('permissions', () => {
  it('are known for every path and method of the service', () => {
    const table = leastPermissions();
    const unknown = [...graphRouter().added()]
      .filter(({ method, pattern }) => table.lookup(method, pattern) === undefined)
      .map(({ method, pattern }) => `${method} ${pattern}`);
    expect(unknown).toEqual([]);
  });

  it.each([
    ['/users', 'User.Read.All'],
    ['/users', 'User.ReadWrite.All'],
    ['/users', 'Directory.Read.All'],
    ['/users/$count', 'Directory.ReadWrite.All'],
    ['/users/delta', 'User.Read.All'],
    ["/users('emergency.access1@alderquay.example')", 'User.Read.All'],
    ['/groups', 'Group.Read.All'],
    ['/applications', 'Application.Read.All'],
    ['/servicePrincipals', 'Application.ReadWrite.All'],
    ['/oauth2PermissionGrants', 'Directory.Read.All'],
    ['/identity/conditionalAccess/policies', 'Policy.Read.All'],
    ['/identity/conditionalAccess/deletedItems/namedLocations', 'Policy.Read.All'],
    ['/policies/authenticationStrengthPolicies', 'Policy.Read.AuthenticationMethod'],
    ['/policies/authenticationStrengthPolicies', 'Policy.Read.All'],
    ['/organization', 'Organization.Read.All'],
    ['/directory/deletedItems/microsoft.graph.group', 'Group.Read.All'],
    ['/roleManagement/directory/roleAssignments', 'RoleManagement.Read.Directory'],
  ])('let %s be read with %s, and not without', async (path, permission) => {
    const graph = tenantWithPermissions();
    actAs(graph, [permission]);
    const eventual = { consistencylevel: 'eventual' };
    expect((await graph.get(path, eventual)).status).toBe(200);
    actAs(graph, ['AuditLog.Read.All']);
    expect(outcome(await graph.get(path, eventual))).toEqual(DENIED);
  });

  it('to read are none to write', async () => {
    const graph = tenantWithPermissions();
    const user = await graph.createUser('ada');
    actAs(graph, READER);
    for (const answer of [
      await graph.patch(`/users/${user}`, { city: 'Leeds' }),
      await graph.delete(`/users/${user}`),
      await graph.post('/groups', {}),
      await graph.patch('/policies/authorizationPolicy', {}),
      await graph.post('/identity/conditionalAccess/policies', {}),
    ])
      expect(outcome(answer)).toEqual(DENIED);
  });

  it('are asked for all together where a request needs several', async () => {
    const graph = tenantWithPermissions();
    const { id } = await graph.one('/identity/conditionalAccess/namedLocations');
    const path = `/identity/conditionalAccess/namedLocations/${id}`;
    actAs(graph, ['Policy.ReadWrite.ConditionalAccess']);
    expect(outcome(await graph.delete(path))).toEqual(DENIED);
    actAs(graph, ['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.All']);
    expect(outcome(await graph.delete(path))).not.toEqual(DENIED);
  });

  it('follow the type of a deleted object', async () => {
    const graph = tenantWithPermissions();
    const [user, group] = [await graph.createUser('ada'), await graph.createGroup('crew')];
    await graph.delete(`/users/${user}`);
    await graph.delete(`/groups/${group}`);
    actAs(graph, ['User.DeleteRestore.All']);
    expect(outcome(await graph.post(`/directory/deletedItems/${group}/restore`))).toEqual(DENIED);
    expect((await graph.post(`/directory/deletedItems/${user}/restore`)).status).toBe(200);
  });

  it('are checked for each inner request of a batch', async () => {
    const graph = tenantWithPermissions();
    const user = await graph.createUser('ada');
    actAs(graph, ['User.Read.All']);
    const requests = [
      { id: 'read', method: 'GET', url: `/users/${user}` },
      { id: 'groups', method: 'GET', url: '/groups' },
      { id: 'write', method: 'PATCH', url: `/users/${user}`, headers: JSON_HEADERS, body: { city: 'Leeds' } },
    ];
    const { status, body } = await graph.post('/$batch', { requests });
    const inner = body['responses'] as readonly JsonObject[];
    expect(status).toBe(200);
    expect(Object.fromEntries(inner.map((one) => [textOf(one['id']), one['status']]))).toEqual({
      read: 200,
      groups: 403,
      write: 403,
    });
  });
});

describe('properties of users', () => {
  it.each<[JsonObject, readonly string[]]>([
    [{ city: 'Leeds' }, ['User.ReadWrite.All']],
    [{ accountEnabled: false }, ['User.EnableDisableAccount.All', 'User.Read.All']],
    [{ accountEnabled: false }, ['User.ReadWrite.All']],
    [{ mobilePhone: '1', businessPhones: ['2'] }, ['User-Phone.ReadWrite.All']],
    [{ otherMails: [] }, ['User-Mail.ReadWrite.All']],
    [
      { employeeLeaveDateTime: '2027-01-01T00:00:00Z' },
      ['User-LifeCycleInfo.ReadWrite.All', 'User.Read.All'],
    ],
  ])('%j can be set with %j', async (set, roles) => {
    const graph = tenantWithPermissions();
    const user = await graph.createUser('ada');
    actAs(graph, roles);
    expect((await graph.patch(`/users/${user}`, set)).status).toBe(204);
    actAs(graph, roles.slice(1));
    expect(outcome(await graph.patch(`/users/${user}`, set))).toEqual(DENIED);
  });

  it('need the permission of each of them', async () => {
    const graph = tenantWithPermissions();
    const user = await graph.createUser('ada');
    const employeeLeaveDateTime = '2027-01-01T00:00:00Z';
    actAs(graph, ['User.ReadWrite.All']);
    expect(outcome(await graph.patch(`/users/${user}`, { employeeLeaveDateTime }))).toEqual(DENIED);
    actAs(graph, ['User-LifeCycleInfo.ReadWrite.All', 'User.Read.All']);
    expect(outcome(await graph.patch(`/users/${user}`, { employeeLeaveDateTime, city: 'X' }))).toEqual(
      DENIED,
    );
  });

  it('show the leave date only to those who may read it', async () => {
    const graph = tenantWithPermissions();
    const employeeLeaveDateTime = '2027-01-01T00:00:00Z';
    const user = await graph.createUser('ada', { employeeLeaveDateTime });
    const select = '?$select=id,employeeLeaveDateTime';
    const shown = async (): Promise<readonly (JsonObject | undefined)[]> => [
      (await graph.get(`/users/${user}${select}`)).body,
      (await graph.all(`/users${select}&$top=999`)).find(({ id }) => id === user),
      (await graph.all(`/users/delta${select}`)).find(({ id }) => id === user),
    ];
    actAs(graph, ['Directory.Read.All']);
    for (const one of await shown()) expect(one).not.toHaveProperty('employeeLeaveDateTime');
    actAs(graph, READER);
    for (const one of await shown()) expect(one).toMatchObject({ id: user, employeeLeaveDateTime });
  });
});

describe('sensitive actions', () => {
  const WRITER = ['User.ReadWrite.All'];
  const UPN = 'emergency.access1@alderquay.example';

  const acted = async (graph: GraphCaller, key: string): Promise<readonly Json[]> => {
    const answers = [
      await graph.patch(`/users/${key}`, { accountEnabled: true }),
      await graph.patch(`/users/${key}`, { otherMails: [] }),
      await graph.delete(`/users/${key}`),
    ];
    return answers.map(({ status }) => status);
  };

  it('need no role for users without one', async () => {
    const graph = tenantWithPermissions();
    const user = await graph.createUser('ada');
    actAs(graph, WRITER);
    expect(await acted(graph, user)).toEqual([204, 204, 204]);
    expect((await graph.post(`/directory/deletedItems/${user}/restore`)).status).toBe(200);
  });

  it.each(['id', 'name', 'alternate key'])(
    'on administrators need a Privileged Authentication Administrator, who names them by %s',
    async (by) => {
      const graph = tenantWithPermissions();
      const { id } = await graph.get(`/users/${UPN}`).then(({ body }) => ({ id: textOf(body['id']) }));
      const key = by === 'id' ? id : by === 'name' ? UPN.toUpperCase() : `userPrincipalName='${UPN}'`;
      for (const wids of [[], [USER_ADMINISTRATOR]]) {
        actAs(graph, WRITER, wids);
        expect(await acted(graph, key)).toEqual([403, 403, 403]);
        expect((await graph.patch(`/users/${key}`, { city: 'Leeds' })).status).toBe(204);
      }
      actAs(graph, WRITER, [PRIVILEGED_AUTHENTICATION_ADMINISTRATOR]);
      expect(await acted(graph, key)).toEqual([204, 204, 204]);
      actAs(graph, WRITER);
      expect(outcome(await graph.post(`/directory/deletedItems/${id}/restore`))).toEqual(DENIED);
      actAs(graph, WRITER, [PRIVILEGED_AUTHENTICATION_ADMINISTRATOR]);
      expect((await graph.post(`/directory/deletedItems/${id}/restore`)).status).toBe(200);
    },
  );

  it('on lesser administrators need a User Administrator', async () => {
    const graph = tenantWithPermissions();
    const user = await graph.createUser('ada');
    const entity = { principalId: user, roleDefinitionId: USER_ADMINISTRATOR, directoryScopeId: '/' };
    graph.tenant.commit({
      at: graph.clock.now().getTime(),
      changes: [{ change: 'create', kind: 'unifiedRoleAssignment', id: 'assignment', entity }],
    });
    actAs(graph, WRITER);
    expect(await acted(graph, user)).toEqual([403, 403, 403]);
    actAs(graph, WRITER, [USER_ADMINISTRATOR]);
    expect(await acted(graph, user)).toEqual([204, 204, 204]);
  });

  it('count the roles that the tenant assigns to the application', async () => {
    const graph = tenantWithPermissions();
    const principal = await graph.one('/servicePrincipals', ({ appId }) => typeof appId === 'string');
    const entity = {
      principalId: principal.id,
      roleDefinitionId: PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
      directoryScopeId: '/',
    };
    graph.tenant.commit({
      at: graph.clock.now().getTime(),
      changes: [{ change: 'create', kind: 'unifiedRoleAssignment', id: 'assignment', entity }],
    });
    graph.authorization = `Bearer ${accessToken(graph, { roles: WRITER, appid: principal['appId'] ?? null })}`;
    expect((await graph.patch(`/users/${UPN}`, { accountEnabled: true })).status).toBe(204);
  });

  it('on members of role-assignable groups need the highest roles', async () => {
    const graph = tenantWithPermissions();
    const user = await graph.createUser('ada');
    const group = await graph.createGroup('admins', { isAssignableToRole: true });
    await graph.addMember(group, user);
    actAs(graph, WRITER, [USER_ADMINISTRATOR]);
    expect(await acted(graph, user)).toEqual([403, 403, 403]);
  });
});

describe('groups', () => {
  const WRITER = ['Group.ReadWrite.All'];

  it('to which roles can be assigned need a permission of their own', async () => {
    const graph = tenantWithPermissions();
    const user = await graph.createUser('ada');
    const group = await graph.createGroup('admins', { isAssignableToRole: true });
    const writes = async (): Promise<readonly Json[]> => {
      const answers = [
        await graph.patch(`/groups/${group}`, { description: 'x' }),
        await graph.addMember(group, user),
        await graph.delete(`/groups/${group}/members/${user}/$ref`),
        await graph.patch(`/groups/${group}`, { 'members@odata.bind': [memberUrl(user)] }),
        await graph.post('/groups', {
          displayName: 'more',
          mailNickname: 'more',
          mailEnabled: false,
          securityEnabled: true,
          isAssignableToRole: true,
        }),
        await graph.delete(`/groups/${group}`),
        await graph.post(`/directory/deletedItems/${group}/restore`),
      ];
      return answers.map(({ status }) => status);
    };
    actAs(graph, WRITER);
    expect(await writes()).toEqual([403, 403, 403, 403, 403, 403, 403]);
    actAs(graph, [...WRITER, 'RoleManagement.ReadWrite.Directory']);
    expect(await writes()).toEqual([204, 204, 204, 204, 201, 204, 200]);
  });

  it('take members with less than their other properties', async () => {
    const graph = tenantWithPermissions();
    const [user, group] = [await graph.createUser('ada'), await graph.createGroup('crew')];
    const bind = { 'members@odata.bind': [memberUrl(user)] };
    actAs(graph, ['GroupMember.ReadWrite.All']);
    expect(outcome(await graph.patch(`/groups/${group}`, { ...bind, description: 'x' }))).toEqual(DENIED);
    expect((await graph.patch(`/groups/${group}`, bind)).status).toBe(204);
    expect(outcome(await graph.delete(`/groups/${group}`))).toEqual(DENIED);
  });

  it('take service principals only from those who may write applications', async () => {
    const graph = tenantWithPermissions();
    const group = await graph.createGroup('crew');
    const principal = await graph.one('/servicePrincipals');
    actAs(graph, WRITER);
    expect(outcome(await graph.addMember(group, principal.id))).toEqual(DENIED);
    actAs(graph, [...WRITER, 'Application.ReadWrite.All']);
    expect((await graph.addMember(group, principal.id)).status).toBe(204);
  });

  it('hide hidden members from those who may not read them', async () => {
    const graph = tenantWithPermissions();
    const user = await graph.createUser('ada');
    const group = await graph.createGroup('secret', {
      groupTypes: ['Unified'],
      mailEnabled: true,
      visibility: 'HiddenMembership',
    });
    await graph.addMember(group, user);
    const delta = `/groups/delta?$select=displayName,members&$filter=${encodeURIComponent(`id eq '${group}'`)}`;
    const count = (): Promise<Answer> =>
      graph.get(`/groups/${group}/members/$count`, { consistencylevel: 'eventual' });
    actAs(graph, ['Directory.Read.All']);
    expect(outcome(await graph.get(`/groups/${group}/members`))).toEqual(DENIED);
    expect(outcome(await count())).toEqual(DENIED);
    expect((await graph.get(delta)).value[0]).not.toHaveProperty('members@delta');
    expect((await graph.get(`/groups/${group}?$expand=members`)).body).not.toHaveProperty('members');
    actAs(graph, READER);
    expect((await graph.get(`/groups/${group}/members`)).value).toHaveLength(1);
    expect((await count()).body['text']).toBe('1');
    expect((await graph.get(delta)).value[0]).toHaveProperty('members@delta');
  });

  it('show of members that the caller may not read no more than type and id', async () => {
    const graph = tenantWithPermissions();
    const [user, group] = [await graph.createUser('ada'), await graph.createGroup('crew')];
    await graph.addMember(group, user);
    actAs(graph, ['GroupMember.Read.All']);
    const [member] = (await graph.get(`/groups/${group}/members?$select=id,displayName`)).value;
    expect(member).toEqual({ '@odata.type': '#microsoft.graph.user', id: user, displayName: null });
  });
});

import { describe, expect, it } from '@jest/globals';
import { OBJECT_TYPES } from '#catalogue';
import { MapHead, synced } from '../../head.contract.js';
import { graphError } from '../scripted-graph.contract.js';
import { page } from './scripted-lists.contract.js';
import { member, open, stateOf } from './sync-spec.contract.js';

describe('a first sync', () => {
  it('takes the delta link before it lists, in the largest pages, and closes the gap between', async () => {
    const { directory, seen } = open({
      '/v1.0/users/delta': page([], { delta: '/v1.0/users/delta?$deltatoken=a' }),
      '/v1.0/users?': page([{ id: 'u1', city: 'Oslo' }], { next: '/v1.0/users?$skiptoken=2' }),
      '/v1.0/users?$skiptoken=2': page([{ id: 'u2' }]),
      '/v1.0/users/delta?$deltatoken=a': page([{ id: 'u1', city: 'Rome' }], {
        delta: '/v1.0/users/delta?$deltatoken=b',
      }),
    });
    const { head, result } = await synced(directory);
    expect(stateOf(head, 'user', 'u1')?.attributes['city']).toBe('Rome');
    expect(stateOf(head, 'user', 'u2')).toBeDefined();
    const users = seen
      .map(({ path }) => path)
      .filter((path) => path.startsWith('/v1.0/users') && !path.includes('$count=true'));
    expect(users[0]).toContain('$deltatoken=latest');
    expect(users[1]).toMatch(/^\/v1\.0\/users\?\$select=id,.*&\$top=999$/);
    expect(result.token).toContain('/v1.0/users/delta?$deltatoken=b');
    expect(result.token).not.toContain('https:');
  });

  it('says of every type how it was read', async () => {
    const { directory, clock } = open({});
    const started = clock.now();
    const { result } = await synced(directory);
    expect(result.completeness.map(({ type, mode, gaps }) => ({ type, mode, gaps }))).toEqual(
      OBJECT_TYPES.map((type) => ({ type, mode: 'full', gaps: [] })),
    );
    expect(
      result.completeness.flatMap(({ unread }) =>
        unread.map(({ attribute, cause }) => `${attribute} ${cause}`),
      ),
    ).toEqual([
      'publisherName noGraphApi',
      'strongAuthenticationDetails noGraphApi',
      'strongAuthenticationPolicy noGraphApi',
    ]);
    expect(result.syncedAt).toEqual(started);
  });

  it('reads groups with all their members by the delta query, in as many parts as they come', async () => {
    const { directory } = open({
      '/v1.0/groups?': page([{ id: 'g1', displayName: 'G', mailEnabled: false }]),
      '/v1.0/groups/delta': page(
        [{ id: 'g1', displayName: 'G', 'members@delta': [member('u1'), member('d1', 'device')] }],
        { next: '/v1.0/groups/delta?$skiptoken=2' },
      ),
      '/v1.0/groups/delta?$skiptoken=2': page(
        [{ id: 'g1', 'members@delta': [member('sp1', 'servicePrincipal')] }],
        {
          delta: '/v1.0/groups/delta?$deltatoken=1',
        },
      ),
      '/v1.0/groups/delta?$deltatoken=1': page([], { delta: '/v1.0/groups/delta?$deltatoken=2' }),
    });
    const { head, result } = await synced(directory);
    expect(head.keys('group/')).toEqual(['group/g1', 'group/g1/members/sp1', 'group/g1/members/u1']);
    expect(stateOf(head, 'group', 'g1')?.attributes).toMatchObject({ displayName: 'G', mailEnabled: false });
    expect(result.completeness).toContainEqual(
      expect.objectContaining({ type: 'group', objects: 1, links: 2 }),
    );
  });

  it('reads a group by itself, with its members, that the delta query has not told of', async () => {
    const { directory } = open({
      '/v1.0/groups?': page([{ id: 'g2' }, { id: 'g3' }]),
      '/v1.0/groups/g2?': { status: 200, body: { id: 'g2', displayName: 'created meanwhile' } },
      '/beta/groups/g2/members': page([member('u1')]),
    });
    const { head } = await synced(directory);
    expect(head.keys('group/')).toEqual(['group/g2', 'group/g2/members/u1']);
    expect(stateOf(head, 'group', 'g2')?.attributes['displayName']).toBe('created meanwhile');
  });

  it('asks for what there is only one of by itself, and for all of it', async () => {
    const { directory, seen } = open({
      '/v1.0/policies/authenticationMethodsPolicy': {
        status: 200,
        body: {
          id: 'authenticationMethodsPolicy',
          authenticationMethodConfigurations: [{ id: 'Sms', state: 'enabled' }],
        },
      },
      '/v1.0/organization': page([{ id: 'o1', displayName: 'Contoso' }]),
    });
    const { head, result } = await synced(directory);
    expect(
      stateOf(head, 'authenticationMethodPolicy', 'authenticationMethodsPolicy')?.attributes,
    ).toMatchObject({ sms: { id: 'Sms', state: 'enabled' } });
    expect(stateOf(head, 'organization', 'o1')?.attributes['displayName']).toBe('Contoso');
    expect(head.keys('authorizationPolicy/')).toEqual(['authorizationPolicy/authorizationPolicy']);
    expect(seen.filter(({ path }) => path.startsWith('/v1.0/policies/auth')).map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/v1.0/policies/authorizationPolicy',
        '/v1.0/policies/authenticationMethodsPolicy',
      ]),
    );
    expect(result.completeness).toContainEqual(
      expect.objectContaining({ type: 'organization', mode: 'full', objects: 1, gaps: [] }),
    );
  });

  it('reads the links of service principals from their lists', async () => {
    const { directory } = open({
      '/v1.0/servicePrincipals?': page([{ id: 'sp1' }, { id: 'sp2' }]),
      '/v1.0/servicePrincipals/sp1/appRoleAssignedTo': page(
        [{ id: 'a', principalId: 'u1', appRoleId: 'r1' }],
        {
          next: '/v1.0/servicePrincipals/sp1/appRoleAssignedTo?$skiptoken=2',
        },
      ),
      '/v1.0/servicePrincipals/sp1/appRoleAssignedTo?$skiptoken=2': page([
        { id: 'b', principalId: 'g1', appRoleId: 'r1' },
      ]),
      '/v1.0/servicePrincipals/sp2/appRoleAssignedTo': page([]),
      '/v1.0/oauth2PermissionGrants': page([
        {
          id: 'x',
          clientId: 'c1',
          resourceId: 'sp2',
          consentType: 'AllPrincipals',
          scope: ' User.Read Mail.Read',
        },
        { id: 'y', clientId: 'c2', resourceId: 'sp2', consentType: 'Principal', scope: 'User.Read' },
      ]),
    });
    const { head } = await synced(directory);
    expect(head.keys('servicePrincipal/')).toEqual([
      'servicePrincipal/sp1',
      'servicePrincipal/sp1/appRoleAssignedTo/g1.r1',
      'servicePrincipal/sp1/appRoleAssignedTo/u1.r1',
      'servicePrincipal/sp2',
      'servicePrincipal/sp2/oauth2PermissionGrants/c1',
    ]);
    expect(head.entries.get('servicePrincipal/sp2/oauth2PermissionGrants/c1')).toBe(' User.Read Mail.Read');
  });

  it('asks for later members of enumerations where they matter', async () => {
    const { directory, seen } = open({});
    await synced(directory);
    const preferring = seen.filter(({ headers }) => headers['prefer'] === 'include-unknown-enum-members');
    expect(preferring.map(({ path }) => path)).toContain('/v1.0/identity/conditionalAccess/policies');
    expect(preferring.map(({ path }) => path)).not.toContain('/v1.0/users');
  });

  it('follows empty pages, and begins a list once more when its page token has expired', async () => {
    let expired = 0;
    const { directory } = open({
      '/v1.0/users?': page([], { next: '/v1.0/users?$skiptoken=2' }),
      '/v1.0/users?$skiptoken=2': page([], { next: '/v1.0/users?$skiptoken=3' }),
      '/v1.0/users?$skiptoken=3': () => {
        expired += 1;
        return expired === 1
          ? { status: 400, body: graphError('Directory_ExpiredPageToken') }
          : page([{ id: 'u1' }]);
      },
    });
    const { head } = await synced(directory);
    expect(head.keys('user/')).toEqual(['user/u1']);
  });
});

describe('the progress of a sync', () => {
  it('counts objects and links as they are read', async () => {
    const { directory } = open({ '/v1.0/users?': page([{ id: 'u1' }, { id: 'u2' }]) });
    const singletons = 3;
    const told: number[] = [];
    const run = directory.sync({
      token: undefined,
      head: new MapHead(),
      onProgress: ({ objects }) => told.push(objects),
      signal: new AbortController().signal,
    });
    while (!(await run.next()).done);
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(told.at(-1)).toBe(2 + singletons);
  });
});

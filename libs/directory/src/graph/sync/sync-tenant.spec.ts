import { describe, expect, it } from '@jest/globals';
import {
  CATALOGUE_VERSION,
  decodeObject,
  encodeObject,
  fromGraph,
  objectKey,
  OBJECT_TYPES,
} from '#catalogue';
import { MapHead, synced } from '../../head.contract.js';
import { graphError, scriptedGraph, type SeenRequest } from '../scripted-graph.contract.js';
import { page, tenantOf, type Lists } from './scripted-lists.contract.js';

const TOKEN = (paths: Record<string, string>): string =>
  JSON.stringify({ version: 1, tenantId: 'tenant', catalogue: CATALOGUE_VERSION, paths });
const open = (lists: Lists) => scriptedGraph(tenantOf(lists));
const stateOf = (head: MapHead, type: 'user' | 'group', id: string) => {
  const text = head.entries.get(objectKey({ type, id }));
  return text === undefined ? undefined : decodeObject(type, id, text);
};
const known = (
  type: 'user' | 'group',
  id: string,
  lifecycle: 'live' | 'softDeleted' = 'live',
): [string, string] => [
  objectKey({ type, id }),
  encodeObject(fromGraph(type, id, lifecycle, { displayName: 'known' })),
];
const FORBIDDEN = { status: 403, body: graphError('Authorization_RequestDenied', 'Insufficient privileges') };
const member = (id: string, type = 'user') => ({ '@odata.type': `#microsoft.graph.${type}`, id });
const gone = (id: string) => ({ ...member(id), '@removed': { reason: 'deleted' } });

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
    const users = seen.map(({ path }) => path).filter((path) => path.startsWith('/v1.0/users'));
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
    expect(result.syncedAt).toEqual(started);
  });

  it('reads groups with all their members by the delta query, in as many parts as they come', async () => {
    const { directory } = open({
      '/v1.0/groups?': page([
        { id: 'g1', displayName: 'G', mailEnabled: false },
        { id: 'g2', displayName: 'created meanwhile' },
      ]),
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
    expect(head.entries.get('servicePrincipal/sp2/oauth2PermissionGrants/c1')).toBe('Mail.Read, User.Read');
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

describe('a sync that goes on from a token', () => {
  const token = TOKEN({ user: '/v1.0/users/delta?$deltatoken=1', group: '/v1.0/groups/delta?$deltatoken=1' });
  const usersSay = (entries: Parameters<typeof page>[0]): Lists => ({
    '/v1.0/users/delta?$deltatoken=1': page(entries, { delta: '/v1.0/users/delta?$deltatoken=2' }),
  });
  const groupsSay = (entries: Parameters<typeof page>[0]): Lists => ({
    '/v1.0/groups/delta?$deltatoken=1': page(entries, { delta: '/v1.0/groups/delta?$deltatoken=2' }),
  });

  it('reads what was soft-deleted, and drops what is gone for good, whatever the order it is told in', async () => {
    const head = new MapHead([known('user', 'u1'), known('user', 'u2'), known('user', 'u3')]);
    const { directory } = open({
      ...usersSay([
        { id: 'u2', '@removed': { reason: 'deleted' } },
        { id: 'u1', '@removed': { reason: 'changed' } },
        { id: 'u2', displayName: 'a replay of the past' },
        { id: 'u1', '@removed': { reason: 'changed' } },
        { id: 'u3', displayName: 'new' },
      ]),
      '/v1.0/directory/deletedItems/u1': { status: 200, body: { id: 'u1', displayName: 'last name' } },
    });
    const next = await synced(directory, { head, token });
    expect(stateOf(next.head, 'user', 'u1')).toMatchObject({
      lifecycle: 'softDeleted',
      attributes: { displayName: 'last name' },
    });
    expect(next.head.keys('user/')).toEqual(['user/u1', 'user/u3']);
    expect(next.result.completeness).toContainEqual(expect.objectContaining({ type: 'user', mode: 'delta' }));
  });

  it('takes what a delta query leaves out for what it was, and reads it of objects that are new', async () => {
    const { directory } = open({
      ...usersSay([
        { id: 'u1', city: 'Rome' },
        { id: 'u2', city: 'Rome' },
      ]),
      '/v1.0/users/u2': { status: 200, body: { id: 'u2', city: 'an older value', accountEnabled: true } },
    });
    const { head } = await synced(directory, { head: new MapHead([known('user', 'u1')]), token });
    expect(stateOf(head, 'user', 'u1')?.attributes).toMatchObject({ displayName: 'known', city: 'Rome' });
    expect(stateOf(head, 'user', 'u2')?.attributes).toMatchObject({ accountEnabled: true, city: 'Rome' });
  });

  it('waits for a replica that has not heard of a deletion yet', async () => {
    let reads = 0;
    const { directory } = open({
      ...usersSay([{ id: 'u1', '@removed': { reason: 'changed' } }]),
      '/v1.0/directory/deletedItems/u1': () => {
        reads += 1;
        return reads < 3
          ? { status: 404, body: graphError('Request_ResourceNotFound') }
          : { status: 200, body: { id: 'u1' } };
      },
      '/v1.0/users/u1': { status: 200, body: { id: 'u1' } },
    });
    const { head } = await synced(directory, { head: new MapHead([known('user', 'u1')]), token });
    expect(stateOf(head, 'user', 'u1')?.lifecycle).toBe('softDeleted');
  });

  it('takes an object for live that was deleted and restored again', async () => {
    const { directory, clock } = open({
      ...usersSay([
        { id: 'u1', displayName: 'back' },
        { id: 'u1', '@removed': { reason: 'changed' } },
      ]),
      '/v1.0/directory/deletedItems/u1': { status: 404 },
      '/v1.0/users/u1': { status: 200, body: { id: 'u1', displayName: 'back' } },
    });
    const { head } = await synced(directory, { head: new MapHead([known('user', 'u1')]), token });
    expect(stateOf(head, 'user', 'u1')).toMatchObject({
      lifecycle: 'live',
      attributes: { displayName: 'back' },
    });
    expect(clock.slept).toEqual([]);
  });

  it('adds and removes the members that a group has gained and lost', async () => {
    const head = new MapHead([
      known('group', 'g1'),
      ['group/g1/members/u1', ''],
      ['group/g1/members/u2', ''],
    ]);
    const change = { id: 'g1', displayName: 'known', 'members@delta': [gone('u1'), member('u3')] };
    const { directory } = open(groupsSay([change, change]));
    const next = await synced(directory, { head, token });
    expect(next.head.keys('group/g1/')).toEqual(['group/g1/members/u2', 'group/g1/members/u3']);
  });

  it('reads all members of a group that has come back, service principals included', async () => {
    const head = new MapHead([known('group', 'g1', 'softDeleted'), ['group/g1/members/left', '']]);
    const { directory } = open({
      ...groupsSay([{ id: 'g1', displayName: 'back' }]),
      '/beta/groups/g1/members': page([member('u1'), member('sp1', 'servicePrincipal')]),
    });
    const next = await synced(directory, { head, token });
    expect(stateOf(next.head, 'group', 'g1')?.lifecycle).toBe('live');
    expect(next.head.keys('group/g1/')).toEqual(['group/g1/members/sp1', 'group/g1/members/u1']);
  });

  it('keeps the members of a deleted group: they come back with it', async () => {
    const entries: [string, string][] = [known('group', 'g1'), ['group/g1/members/u1', '']];
    const lists: Lists = {
      ...groupsSay([{ id: 'g1', '@removed': { reason: 'changed' } }]),
      '/v1.0/directory/deletedItems/g1': { status: 200, body: { id: 'g1' } },
      '/v1.0/directory/deletedItems/microsoft.graph.group': page([{ id: 'g1' }]),
    };
    const byDelta = await synced(open(lists).directory, { head: new MapHead(entries), token });
    const inFull = await synced(open(lists).directory, { head: new MapHead(entries) });
    for (const { head } of [byDelta, inFull]) {
      expect(stateOf(head, 'group', 'g1')?.lifecycle).toBe('softDeleted');
      expect(head.keys('group/g1/')).toEqual(['group/g1/members/u1']);
    }
  });

  it('finds out by listing which links of service principals have gone', async () => {
    const sp = objectKey({ type: 'servicePrincipal', id: 'sp1' });
    const head = new MapHead([
      [sp, encodeObject(fromGraph('servicePrincipal', 'sp1', 'live', {}))],
      [`${sp}/appRoleAssignedTo/u1.r1`, ''],
      [`${sp}/appRoleAssignedTo/u2.r1`, ''],
      [`${sp}/oauth2PermissionGrants/c1`, 'User.Read'],
    ]);
    const { directory } = open({
      '/v1.0/servicePrincipals/sp1/appRoleAssignedTo': page([
        { id: 'a', principalId: 'u2', appRoleId: 'r1' },
      ]),
    });
    const next = await synced(directory, {
      head,
      token: TOKEN({ servicePrincipal: '/v1.0/servicePrincipals/delta?$deltatoken=1' }),
    });
    expect(next.head.keys('servicePrincipal/')).toEqual([sp, `${sp}/appRoleAssignedTo/u2.r1`]);
    expect(
      next.edits.filter((edit) => 'key' in edit && edit.key.startsWith('servicePrincipal/')),
    ).toHaveLength(2);
  });

  it.each([
    { status: 410, body: graphError('resyncRequired') },
    { status: 400, body: graphError('syncStateNotFound') },
    { status: 410, headers: { Location: 'https://evil.example/v1.0/users/delta' } },
  ])('reads a type in full when its token is worn out (%j)', async (refusal) => {
    const { directory } = open({
      '/v1.0/users/delta?$deltatoken=1': refusal,
      '/v1.0/users/delta': page([], { delta: '/v1.0/users/delta?$deltatoken=9' }),
      '/v1.0/users/delta?$deltatoken=9': page([], { delta: '/v1.0/users/delta?$deltatoken=10' }),
      '/v1.0/users?': page([{ id: 'u2' }]),
    });
    const { head, result } = await synced(directory, { head: new MapHead([known('user', 'u1')]), token });
    expect(head.keys('user/')).toEqual(['user/u2']);
    expect(result.completeness).toContainEqual(expect.objectContaining({ type: 'user', mode: 'full' }));
    expect(result.token).toContain('$deltatoken=10');
  });

  it.each([
    'garbage',
    '{}',
    TOKEN({ user: '//evil.example/v1.0/users/delta' }),
    TOKEN({ user: 'https://evil.example/' }),
    token.replace('"tenantId":"tenant"', '"tenantId":"another"'),
    token.replace(`"catalogue":${CATALOGUE_VERSION}`, '"catalogue":0'),
  ])('reads everything when the token cannot be used: %s', async (unusable) => {
    const { directory, sent } = open({ '/v1.0/users?': page([{ id: 'u2' }]) });
    const { head } = await synced(directory, { head: new MapHead([known('user', 'u1')]), token: unusable });
    expect(head.keys('user/')).toEqual(['user/u2']);
    expect(sent.some(({ path }) => path.includes('evil'))).toBe(false);
  });
});

describe('what may not be read', () => {
  it.each([
    ['permission', FORBIDDEN],
    [
      'licence',
      { status: 403, body: graphError('AccessDenied', 'Your tenant is not licensed for this feature.') },
    ],
    ['error', { status: 400, body: graphError('Request_UnsupportedQuery') }],
  ] as const)('is a gap (%s), and the head keeps what it has', async (cause, refusal) => {
    const { directory } = open({
      '/v1.0/users?': refusal,
      '/v1.0/users/delta': refusal,
      '/v1.0/applications?': page([{ id: 'a1' }]),
    });
    const { head, result } = await synced(directory, { head: new MapHead([known('user', 'u1')]) });
    expect(head.keys('user/')).toEqual(['user/u1']);
    expect(head.keys('application/')).toEqual(['application/a1']);
    expect(result.completeness).toContainEqual(
      expect.objectContaining({ type: 'user', gaps: [expect.objectContaining({ cause })] }),
    );
  });

  it('of the changes is a gap, and the next sync goes on from the same place', async () => {
    const { directory } = open({ '/v1.0/users/delta?$deltatoken=1': FORBIDDEN });
    const next = await synced(directory, {
      head: new MapHead([known('user', 'u1')]),
      token: TOKEN({ user: '/v1.0/users/delta?$deltatoken=1' }),
    });
    expect(next.head.keys('user/')).toEqual(['user/u1']);
    expect(next.result.token).toContain('/v1.0/users/delta?$deltatoken=1');
  });

  it('of the deleted items alone leaves the live ones readable and the deleted ones as they were', async () => {
    const { directory } = open({
      '/v1.0/groups/delta': page([{ id: 'g2', displayName: 'G' }], {
        delta: '/v1.0/groups/delta?$deltatoken=1',
      }),
      '/v1.0/groups/delta?$deltatoken=1': page([], { delta: '/v1.0/groups/delta?$deltatoken=2' }),
      '/v1.0/directory/deletedItems/microsoft.graph.group': FORBIDDEN,
    });
    const head = new MapHead([
      known('group', 'g1', 'softDeleted'),
      ['group/g1/members/u1', ''],
      known('group', 'g2', 'softDeleted'),
      ['group/g2/members/left', ''],
      known('group', 'g3'),
    ]);
    const next = await synced(directory, { head });
    expect(next.head.keys('group/')).toEqual(['group/g1', 'group/g1/members/u1', 'group/g2']);
    expect(stateOf(next.head, 'group', 'g2')?.lifecycle).toBe('live');
  });

  it('of one kind of link leaves the links of the head', async () => {
    const { directory } = open({
      '/v1.0/servicePrincipals?': page([{ id: 'sp1' }]),
      '/v1.0/servicePrincipals/sp1/appRoleAssignedTo': page([]),
      '/v1.0/oauth2PermissionGrants': FORBIDDEN,
    });
    const sp = 'servicePrincipal/sp1';
    const head = new MapHead([
      [sp, encodeObject(fromGraph('servicePrincipal', 'sp1', 'live', {}))],
      [`${sp}/appRoleAssignedTo/u1.r1`, ''],
      [`${sp}/oauth2PermissionGrants/c1`, 'User.Read'],
    ]);
    const next = await synced(directory, { head });
    expect(next.head.keys('servicePrincipal/')).toEqual([sp, `${sp}/oauth2PermissionGrants/c1`]);
  });

  it('from the middle of a list on fails the sync: half a type is worse than none', async () => {
    const { directory } = open({
      '/v1.0/users?': page([{ id: 'u1' }], { next: '/v1.0/users?$skiptoken=2' }),
      '/v1.0/users?$skiptoken=2': FORBIDDEN,
    });
    await expect(synced(directory)).rejects.toMatchObject({
      name: 'DirectoryUnavailableError',
      code: 'Authorization_RequestDenied',
    });
  });
});

describe('a sync fails without directory values when', () => {
  const failing = (answer: Lists[string]): Lists => ({ '/v1.0/users?': answer });
  const loop = page([{ id: 'u1' }], { next: '/v1.0/users?$skiptoken=1' });

  it.each([
    ['the network is down', failing(new TypeError('fetch failed')), 'network'],
    ['the service is down', failing({ status: 503 }), 'http503'],
    [
      'it is throttled past patience',
      failing({ status: 429, body: graphError('TooManyRequests') }),
      'TooManyRequests',
    ],
    ['pages lead in a circle', { ...failing(loop), '/v1.0/users?$skiptoken=1': loop }, 'endlessPaging'],
    [
      'pages lead to another host',
      failing({ status: 200, body: { value: [], '@odata.nextLink': 'https://evil.example/v1.0/users' } }),
      'foreignOrigin',
    ],
    [
      'pages lead to another host that looks like ours',
      failing({ status: 200, body: { value: [], '@odata.nextLink': 'https://graph.example@evil.example/' } }),
      'foreignOrigin',
    ],
    [
      'pages lead to another scheme',
      failing({ status: 200, body: { value: [], '@odata.nextLink': 'http://graph.example/' } }),
      'foreignOrigin',
    ],
    ['a page is none', failing({ status: 200, body: { value: 'Ada' } }), 'unreadableAnswer'],
    [
      'an answer is a redirect',
      failing({ status: 307, headers: { Location: 'http://169.254.169.254/' } }),
      'http307',
    ],
    ['an object has no id', failing(page([{ id: '../Ada' }])), 'unreadableAnswer'],
    ['a delta query ends without a next link', { '/v1.0/users/delta': page([]) }, 'unreadableAnswer'],
  ])('%s', async (_, lists, code) => {
    const { directory, sent } = open(lists);
    const failure: unknown = await synced(directory).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'DirectoryUnavailableError', code });
    expect(String(failure)).not.toContain('Ada');
    expect(
      sent.every(({ path }: SeenRequest) => path.startsWith('/v1.0/') || path.startsWith('/beta/')),
    ).toBe(true);
  });

  it('but not when the caller has given up: then it ends with the caller’s reason', async () => {
    const control = new AbortController();
    const reason = new Error('cancelled');
    const { directory } = open({
      '/v1.0/users?': () => {
        control.abort(reason);
        return page([{ id: 'u1' }]);
      },
    });
    await expect(synced(directory, { signal: control.signal })).rejects.toBe(reason);
  });
});

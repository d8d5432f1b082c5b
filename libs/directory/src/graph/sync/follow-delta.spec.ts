import { describe, expect, it } from '@jest/globals';
import { encodeObject, fromGraph, objectKey } from '#catalogue';
import { MapHead, synced } from '../../head.contract.js';
import { graphError } from '../scripted-graph.contract.js';
import { page, type Lists } from './scripted-lists.contract.js';
import { gone, known, member, open, stateOf, tokenOf } from './sync-spec.contract.js';

describe('a sync that goes on from a token', () => {
  const token = tokenOf({
    user: '/v1.0/users/delta?$deltatoken=1',
    group: '/v1.0/groups/delta?$deltatoken=1',
  });
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
      token: tokenOf({ servicePrincipal: '/v1.0/servicePrincipals/delta?$deltatoken=1' }),
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
    tokenOf({ user: '//evil.example/v1.0/users/delta' }),
    tokenOf({ user: 'https://evil.example/' }),
    token.replace('"tenantId":"tenant"', '"tenantId":"another"'),
    token.replace('"version":2', '"version":1'),
    token.replace('"properties":"id,', '"properties":"'),
  ])('reads everything when the token cannot be used: %s', async (unusable) => {
    const { directory, sent } = open({ '/v1.0/users?': page([{ id: 'u2' }]) });
    const { head } = await synced(directory, { head: new MapHead([known('user', 'u1')]), token: unusable });
    expect(head.keys('user/')).toEqual(['user/u2']);
    expect(sent.some(({ path }) => path.includes('evil'))).toBe(false);
  });
});

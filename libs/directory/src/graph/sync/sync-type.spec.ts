import { describe, expect, it } from '@jest/globals';
import { encodeObject, fromGraph } from '#catalogue';
import { MapHead, synced } from '../../head.contract.js';
import { graphError } from '../scripted-graph.contract.js';
import { page } from './scripted-lists.contract.js';
import { FORBIDDEN, known, open, stateOf, tokenOf } from './sync-spec.contract.js';

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
      token: tokenOf({ user: '/v1.0/users/delta?$deltatoken=1' }),
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

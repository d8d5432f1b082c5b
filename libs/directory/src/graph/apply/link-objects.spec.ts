import { describe, expect, it } from '@jest/globals';
import type { LinkRef } from '#catalogue';
import type { TenantChange } from '../../directory.js';
import { graphError, scriptedGraph } from '../scripted-graph.contract.js';
import { add, never, remove } from './changes.contract.js';

describe('app role assignments and permission grants', () => {
  const sp = { type: 'servicePrincipal', id: 'sp1' } as const;
  const assignment: LinkRef = { ...sp, link: 'appRoleAssignedTo', target: 'u1.r1' };
  const grant: LinkRef = { ...sp, link: 'oauth2PermissionGrants', target: 'client1' };

  it('are made by their ends, and count as there when Graph says so', async () => {
    const { directory, seen } = scriptedGraph(({ path }) =>
      path.endsWith('/appRoleAssignedTo')
        ? {
            status: 400,
            body: graphError('Request_BadRequest', 'Permission being assigned already exists on the object'),
          }
        : { status: 201, body: { id: 'x' } },
    );
    const outcomes = await directory.apply(
      [add(assignment), { change: 'addLink', link: grant, value: 'User.Read Mail.Read' }],
      never,
    );
    expect(outcomes).toEqual([{ outcome: 'unchanged' }, { outcome: 'applied' }]);
    expect(seen.map(({ body }) => body)).toEqual([
      { principalId: 'u1', resourceId: 'sp1', appRoleId: 'r1' },
      { clientId: 'client1', consentType: 'AllPrincipals', resourceId: 'sp1', scope: 'User.Read Mail.Read' },
    ]);
  });

  it('are found by their ends before they are changed or taken away', async () => {
    const { directory, seen } = scriptedGraph(({ method, path }) => {
      if (path.endsWith('$batch')) return undefined;
      if (method !== 'GET') return { status: 204 };
      if (path.includes('appRoleAssignedTo'))
        return { status: 200, body: { value: [{ id: 'a9', principalId: 'u1', appRoleId: 'r1' }] } };
      const shared = { clientId: 'client1', scope: ' User.Read' };
      return {
        status: 200,
        body: {
          value: [
            { ...shared, id: 'other', resourceId: 'sp2', consentType: 'AllPrincipals' },
            { ...shared, id: 'one', resourceId: 'sp1', consentType: 'Principal' },
            { ...shared, id: 'all', resourceId: 'sp1', consentType: 'AllPrincipals' },
          ],
        },
      };
    });
    const changes: TenantChange[] = [
      remove(assignment),
      { change: 'updateLink', link: grant, value: 'User.Read' },
      { change: 'updateLink', link: grant, value: 'Mail.Read' },
      remove(grant),
    ];
    expect(await directory.apply(changes, never)).toEqual([
      { outcome: 'applied' },
      { outcome: 'unchanged' },
      { outcome: 'applied' },
      { outcome: 'applied' },
    ]);
    expect(
      seen.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
    ).toEqual([
      'DELETE /v1.0/servicePrincipals/sp1/appRoleAssignedTo/a9',
      'PATCH /v1.0/oauth2PermissionGrants/all',
      'DELETE /v1.0/oauth2PermissionGrants/all',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { GraphCaller } from '../graph-caller.contract.js';

const POLICY = '/policies/authorizationPolicy';
const ELEMENT = '/beta/policies/authorizationPolicy/authorizationPolicy';
const RESTRICTED = '2af84b1e-32c8-42b7-82bc-daa82404023b';

describe('the authorization policy', () => {
  it('is one object in v1.0 and the only element of a collection in beta', async () => {
    const graph = new GraphCaller({ users: 0 });
    const { body } = await graph.get(POLICY);
    expect(body).toMatchObject({
      '@odata.context': 'http://localhost/v1.0/$metadata#policies/authorizationPolicy/$entity',
      id: 'authorizationPolicy',
      guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
      blockMsolPowerShell: false,
      allowInvitesFrom: 'everyone',
      defaultUserRolePermissions: { allowedToCreateApps: true },
    });
    expect(body).not.toHaveProperty('enabledPreviewFeatures');
    expect((await graph.get(`/beta${POLICY}`)).value).toMatchObject([
      { id: 'authorizationPolicy', enabledPreviewFeatures: [] },
    ]);
    expect((await graph.get(ELEMENT)).body).toMatchObject({ id: 'authorizationPolicy' });
    expect((await graph.get(`${POLICY}/authorizationPolicy`)).status).toBe(400);
  });

  it('is changed by the same names through both versions', async () => {
    const graph = new GraphCaller({ users: 0 });
    expect((await graph.patch(POLICY, { guestUserRoleId: RESTRICTED })).status).toBe(204);
    expect((await graph.patch(ELEMENT, { blockMsolPowerShell: true })).status).toBe(204);
    expect((await graph.patch(`/beta${POLICY}`, { blockMsolPowerShell: false })).status).toBe(405);
    expect((await graph.get(`${POLICY}?$select=guestUserRoleId,blockMsolPowerShell`)).body).toMatchObject({
      guestUserRoleId: RESTRICTED,
      blockMsolPowerShell: true,
    });
  });

  it('keeps the default permissions that a request leaves out', async () => {
    const graph = new GraphCaller({ users: 0 });
    await graph.patch(POLICY, { defaultUserRolePermissions: { allowedToCreateApps: false } });
    expect((await graph.get(POLICY)).body['defaultUserRolePermissions']).toMatchObject({
      allowedToCreateApps: false,
      allowedToCreateTenants: true,
    });
  });

  it.each([
    ['a role that is none of the three', { guestUserRoleId: '62e90394-69f5-4237-9190-012177145e10' }],
    ['no role', { guestUserRoleId: null }],
    ['a text for a switch', { blockMsolPowerShell: 'yes' }],
    ['an unknown way of inviting', { allowInvitesFrom: 'friends' }],
    ['a member of beta', { enabledPreviewFeatures: [] }],
    ['another id', { id: 'x' }],
  ])('refuses %s', async (_, body) => {
    const graph = new GraphCaller({ users: 0 });
    expect((await graph.patch(POLICY, body)).status).toBe(400);
  });
});

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../model/json-text.js';
import { GraphCaller, ids } from '../graph-caller.contract.js';

async function withApplication() {
  const graph = new GraphCaller();
  const application = await graph.create('/applications', { displayName: 'Ledger' });
  const appId = textOf((await graph.get(`/applications/${application}`)).body['appId']);
  const principal = await graph.create('/servicePrincipals', { appId });
  return { graph, application, appId, principal };
}

describe('applications', () => {
  it('are found by id and by application id', async () => {
    const { graph, application, appId, principal } = await withApplication();
    expect((await graph.get(`/applications(appId='${appId}')`)).body['id']).toBe(application);
    expect((await graph.get(`/servicePrincipals(appId='${appId}')`)).body['id']).toBe(principal);
  });

  it('take identifier URIs that name the tenant, a verified domain or the application, once', async () => {
    const { graph, application, appId } = await withApplication();
    const set = (identifierUris: string[]) => graph.patch(`/applications/${application}`, { identifierUris });
    expect((await set([`api://${appId}`, 'https://ledger.alderquay.example'])).status).toBe(204);
    expect((await set(['https://elsewhere.example/api'])).error.message).toMatch(
      /^Failed to add identifier URI/,
    );
    const other = await graph.create('/applications', { displayName: 'Other' });
    const taken = await graph.patch(`/applications/${other}`, {
      identifierUris: ['https://ledger.alderquay.example'],
    });
    expect(taken.body).toMatchObject({
      error: { details: [{ code: 'ObjectConflict', target: 'identifierUris' }] },
    });
  });

  it.each([
    [{ appId: 'ffffffff-ffff-4fff-8fff-ffffffffffff' }, 400],
    [{ publisherDomain: 'x.example' }, 400],
    [{ signInAudience: 'Everybody' }, 400],
    [{ requiredResourceAccess: [{ resourceAppId: 'x' }] }, 400],
    [{ tags: ['a', 'b'], notes: 'n', groupMembershipClaims: 'All', publicClient: { redirectUris: [] } }, 204],
  ])('answer %j with %d', async (set, status) => {
    const { graph, application } = await withApplication();
    expect((await graph.patch(`/applications/${application}`, set)).status).toBe(status);
  });

  it('hand their name, tags and URIs on to their service principal', async () => {
    const { graph, application, appId, principal } = await withApplication();
    await graph.patch(`/applications/${application}`, {
      displayName: 'Books',
      tags: ['t'],
      identifierUris: [`api://${appId}`],
    });
    expect((await graph.get(`/servicePrincipals/${principal}`)).body).toMatchObject({
      displayName: 'Books',
      tags: ['t'],
      servicePrincipalNames: [appId, `api://${appId}`],
    });
  });

  it('take their service principal along when deleted, and do not bring it back', async () => {
    const { graph, application, principal } = await withApplication();
    await graph.delete(`/applications/${application}`);
    expect((await graph.get(`/servicePrincipals/${principal}`)).status).toBe(404);
    expect((await graph.post(`/directory/deletedItems/${application}/restore`)).status).toBe(200);
    expect((await graph.get(`/servicePrincipals/${principal}`)).status).toBe(404);
    expect((await graph.post(`/directory/deletedItems/${principal}/restore`)).status).toBe(200);
  });
});

describe('service principals', () => {
  it('are refused when their name is in use, on creation and on restore', async () => {
    const { graph, appId, principal } = await withApplication();
    expect((await graph.post('/servicePrincipals', { appId })).status).toBe(409);
    await graph.delete(`/servicePrincipals/${principal}`);
    await graph.create('/servicePrincipals', { appId });
    const { status, error } = await graph.post(`/directory/deletedItems/${principal}/restore`);
    expect([status, error.code]).toEqual([409, 'Request_MultipleObjectsWithSameKeyValue']);
  });

  it('always keep the application id among their names', async () => {
    const { graph, appId, principal } = await withApplication();
    await graph.patch(`/servicePrincipals/${principal}`, { servicePrincipalNames: ['https://ledger'] });
    expect((await graph.get(`/servicePrincipals/${principal}`)).body['servicePrincipalNames']).toEqual([
      appId,
      'https://ledger',
    ]);
  });

  it('have a publisher name in beta only', async () => {
    const { graph, principal } = await withApplication();
    expect((await graph.patch(`/servicePrincipals/${principal}`, { publisherName: 'P' })).status).toBe(400);
    expect((await graph.patch(`/beta/servicePrincipals/${principal}`, { publisherName: 'P' })).status).toBe(
      204,
    );
    expect((await graph.get(`/servicePrincipals/${principal}?$select=publisherName`)).status).toBe(400);
  });
});

describe('app role assignments', () => {
  it('are made and ended, never changed, and have a new id when made again', async () => {
    const { graph, principal } = await withApplication();
    const user = await graph.createUser('ada');
    const url = `/servicePrincipals/${principal}/appRoleAssignedTo`;
    const body = {
      principalId: user,
      resourceId: principal,
      appRoleId: '00000000-0000-0000-0000-000000000000',
    };
    const id = await graph.create(url, body);
    expect((await graph.get(url)).value).toMatchObject([
      { id, principalType: 'User', principalDisplayName: 'ada', resourceDisplayName: 'Ledger' },
    ]);
    expect(ids(await graph.all(`/users/${user}/appRoleAssignments`))).toEqual([id]);
    expect((await graph.post(url, body)).error.message).toBe(
      'Permission being assigned already exists on the object',
    );
    expect((await graph.patch(`${url}/${id}`, {})).status).toBe(405);
    expect((await graph.delete(`${url}/${id}`)).status).toBe(204);
    expect(await graph.create(url, body)).not.toBe(id);
  });

  it('need a role that the resource has, and ends that exist', async () => {
    const { graph, appId, principal } = await withApplication();
    const user = await graph.createUser('ada');
    const url = `/servicePrincipals/${principal}/appRoleAssignedTo`;
    const unknown = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
    const role = await graph.post(url, { principalId: user, resourceId: principal, appRoleId: unknown });
    expect(role.error.message).toBe(`Permission being assigned was not found on application '${appId}'.`);
    const body = { resourceId: principal, appRoleId: '00000000-0000-0000-0000-000000000000' };
    expect((await graph.post(url, { ...body, principalId: unknown })).status).toBe(404);
  });

  it('vanish while an end is deleted and return with it', async () => {
    const { graph, principal } = await withApplication();
    const user = await graph.createUser('ada');
    const url = `/servicePrincipals/${principal}/appRoleAssignedTo`;
    const id = await graph.create(url, {
      principalId: user,
      resourceId: principal,
      appRoleId: '00000000-0000-0000-0000-000000000000',
    });
    await graph.delete(`/users/${user}`);
    expect((await graph.get(url)).value).toEqual([]);
    await graph.post(`/directory/deletedItems/${user}/restore`);
    expect(ids((await graph.get(url)).value)).toEqual([id]);
  });
});

describe('permission grants', () => {
  it('change their scope only, and have the same id when made again', async () => {
    const { graph, principal } = await withApplication();
    const { id: resourceId } = await graph.one(
      '/servicePrincipals',
      (one) => one['displayName'] === 'Microsoft Graph',
    );
    const body = { clientId: principal, consentType: 'AllPrincipals', resourceId, scope: 'User.Read' };
    const id = await graph.create('/oauth2PermissionGrants', body);
    expect((await graph.post('/oauth2PermissionGrants', body)).status).toBe(409);
    const url = `/oauth2PermissionGrants/${id}`;
    expect((await graph.patch(url, { scope: 'User.Read Mail.Read' })).status).toBe(204);
    expect((await graph.patch(url, { clientId: resourceId })).status).toBe(400);
    expect((await graph.patch(url, { scope: ' ' })).status).toBe(400);
    const found = await graph.all(
      `/oauth2PermissionGrants?$filter=clientId eq '${principal}' and consentType eq 'AllPrincipals'`,
    );
    expect(found).toMatchObject([{ id, scope: 'User.Read Mail.Read', principalId: null }]);
    await graph.delete(url);
    expect(await graph.create('/oauth2PermissionGrants', body)).toBe(id);
  });
});

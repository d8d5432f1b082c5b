import { describe, expect, it } from '@jest/globals';
import { GraphCaller, ids } from '../graph-caller.contract.js';

const DAY_MS = 24 * 3600 * 1000;
const USERS = '/directory/deletedItems/microsoft.graph.user';

describe('deleted items', () => {
  it('are listed by type only', async () => {
    const graph = new GraphCaller({ users: 300 });
    expect((await graph.get('/directory/deletedItems')).status).toBe(400);
    for (const type of ['user', 'group', 'application', 'servicePrincipal'])
      expect((await graph.get(`/directory/deletedItems/microsoft.graph.${type}`)).status).toBe(200);
    expect((await graph.all(`${USERS}?$top=1`)).length).toBeGreaterThan(1);
  });

  it('come back with everything they had', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('ada', { department: 'Legal' });
    const url = `/users/${id}?$select=id,department,userPrincipalName,accountEnabled`;
    const before = (await graph.get(url)).body;
    await graph.delete(`/users/${id}`);
    const restored = await graph.post(`/directory/deletedItems/${id}/restore`, {});
    expect([restored.status, restored.body['id'], restored.body['@odata.type']]).toEqual([
      200,
      id,
      '#microsoft.graph.user',
    ]);
    expect((await graph.get(url)).body).toEqual(before);
    expect((await graph.post(`/directory/deletedItems/${id}/restore`)).error.code).toBe(
      'Request_ResourceNotFound',
    );
  });

  it('are refused when their principal name is taken, unless they get a new one', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('ada');
    await graph.delete(`/users/${id}`);
    await graph.createUser('ada');
    const url = `/directory/deletedItems/${id}/restore`;
    const refused = await graph.post(url);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      error: { details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }] },
    });
    expect((await graph.post(url, { newUserPrincipalName: 'ada2@alderquay.example' })).status).toBe(200);
    expect((await graph.get('/users/ada2@alderquay.example')).body['id']).toBe(id);
  });

  it('are refused when the nickname of a Microsoft 365 group is taken', async () => {
    const graph = new GraphCaller();
    const team = { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false };
    const id = await graph.createGroup('crew', team);
    await graph.delete(`/groups/${id}`);
    await graph.createGroup('crew', team);
    expect((await graph.post(`/directory/deletedItems/${id}/restore`)).status).toBe(400);
  });

  it('can be purged, and are then gone with their memberships', async () => {
    const graph = new GraphCaller();
    const [user, group] = [await graph.createUser('ada'), await graph.createGroup('crew')];
    await graph.addMember(group, user);
    await graph.delete(`/users/${user}`);
    expect((await graph.delete(`/directory/deletedItems/${user}`)).status).toBe(204);
    expect((await graph.get(`/directory/deletedItems/${user}`)).status).toBe(404);
    expect([...graph.tenant.allMembersOf(group)]).toEqual([]);
  });

  it('are purged after thirty days, applications of other audiences excepted', async () => {
    const graph = new GraphCaller();
    const user = await graph.createUser('ada');
    const own = await graph.create('/applications', { displayName: 'Own' });
    const shared = await graph.create('/applications', {
      displayName: 'Shared',
      signInAudience: 'AzureADMultipleOrgs',
    });
    for (const url of [`/users/${user}`, `/applications/${own}`, `/applications/${shared}`])
      await graph.delete(url);
    graph.clock.advance(30 * DAY_MS);
    expect(ids(await graph.all(USERS))).toContain(user);
    graph.clock.advance(1000);
    expect(ids(await graph.all(USERS))).not.toContain(user);
    expect((await graph.get(`/directory/deletedItems/${own}`)).status).toBe(404);
    expect((await graph.get(`/directory/deletedItems/${shared}`)).status).toBe(200);
  });
});

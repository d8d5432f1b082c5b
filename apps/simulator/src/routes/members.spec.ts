import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#catalogue';
import { GraphCaller, ids, memberUrl } from '../graph-caller.contract.js';

const types = (group: JsonObject): readonly unknown[] => group['groupTypes'] as readonly unknown[];

async function withGroup() {
  const graph = new GraphCaller();
  const group = await graph.createGroup('crew');
  const users = await Promise.all(['ada', 'ben', 'cem'].map((alias) => graph.createUser(alias)));
  const members = async (): Promise<readonly string[]> => ids(await graph.all(`/groups/${group}/members`));
  return { graph, group, users, members };
}

describe('group members', () => {
  it('are added one by one and removed one by one', async () => {
    const { graph, group, users, members } = await withGroup();
    for (const user of users) expect((await graph.addMember(group, user)).status).toBe(204);
    expect(await members()).toEqual(users);
    expect((await graph.delete(`/groups/${group}/members/${users[1]}/$ref`)).status).toBe(204);
    expect(await members()).toEqual([users[0], users[2]]);
  });

  it('are added twenty at a time, all or none', async () => {
    const { graph, group, users, members } = await withGroup();
    await graph.addMember(group, users[0] ?? '');
    const bind = { 'members@odata.bind': users.map(memberUrl) };
    const refused = await graph.patch(`/groups/${group}`, bind);
    expect([refused.status, refused.error.code]).toEqual([400, 'Request_BadRequest']);
    expect(refused.error.message).toMatch(/added object references already exist.*'members'/);
    expect(await members()).toEqual([users[0]]);
    await graph.delete(`/groups/${group}/members/${users[0]}/$ref`);
    expect((await graph.patch(`/groups/${group}`, bind)).status).toBe(204);
    expect(await members()).toEqual(users);
    const many = Array.from({ length: 21 }, () => memberUrl(users[0] ?? ''));
    expect((await graph.patch(`/groups/${group}`, { 'members@odata.bind': many })).status).toBe(400);
  });

  it('answer 404 to the removal of one who is none, and to unknown objects', async () => {
    const { graph, group, users } = await withGroup();
    expect((await graph.delete(`/groups/${group}/members/${users[0]}/$ref`)).status).toBe(404);
    expect((await graph.addMember(group, 'ffffffff-ffff-4fff-8fff-ffffffffffff')).status).toBe(404);
  });

  it('cannot be deleted themselves by a forgotten $ref', async () => {
    const { graph, group, users } = await withGroup();
    await graph.addMember(group, users[0] ?? '');
    expect((await graph.delete(`/groups/${group}/members/${users[0]}`)).status).toBeGreaterThanOrEqual(400);
    expect((await graph.get(`/users/${users[0]}`)).status).toBe(200);
  });

  it('are left out by v1.0 when they are service principals, and shown by beta', async () => {
    const { graph, group } = await withGroup();
    const { id } = await graph.one('/servicePrincipals');
    expect((await graph.addMember(group, id)).status).toBe(204);
    expect((await graph.get(`/groups/${group}/members`)).value).toEqual([]);
    expect(ids((await graph.get(`/beta/groups/${group}/members`)).value)).toEqual([id]);
  });

  it('show of the selected properties those that their type has', async () => {
    const { graph, group, users } = await withGroup();
    const inner = await graph.createGroup('inner');
    await graph.addMember(group, users[0] ?? '');
    await graph.addMember(group, inner);
    expect((await graph.get(`/groups/${group}/members?$select=id,userPrincipalName`)).value).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: users[0], userPrincipalName: 'ada@alderquay.example' },
      { '@odata.type': '#microsoft.graph.group', id: inner },
    ]);
  });

  it('are users alone in Microsoft 365 groups, and never Microsoft 365 groups', async () => {
    const { graph, group, users } = await withGroup();
    const team = await graph.createGroup('team', {
      groupTypes: ['Unified'],
      mailEnabled: true,
      securityEnabled: false,
    });
    expect((await graph.addMember(team, group)).status).toBe(400);
    expect((await graph.addMember(group, team)).status).toBe(400);
    expect((await graph.addMember(team, users[0] ?? '')).status).toBe(204);
    expect((await graph.addMember(group, group)).status).toBe(400);
  });

  it('are not for Graph to change in dynamic, synced and mail-managed groups', async () => {
    const graph = new GraphCaller({ users: 600 });
    const user = await graph.createUser('ada');
    const dynamic = await graph.one('/groups', (group) => types(group).includes('DynamicMembership'));
    const refused = await graph.addMember(dynamic.id, user);
    expect([refused.status, refused.error.code]).toEqual([403, 'Authorization_RequestDenied']);
    const synced = await graph.one('/groups', (group) => group['onPremisesSyncEnabled'] === true);
    expect((await graph.addMember(synced.id, user)).error.message).toMatch(/on-premises mastered/);
    const list = await graph.one(
      '/groups',
      (group) => group['mailEnabled'] === true && types(group).length === 0,
    );
    expect((await graph.addMember(list.id, user)).error.message).toMatch(/mail-enabled security groups/);
  });

  it('vanish while they are deleted and return when they are restored', async () => {
    const { graph, group, users, members } = await withGroup();
    await graph.patch(`/groups/${group}`, { 'members@odata.bind': users.map(memberUrl) });
    await graph.delete(`/users/${users[1]}`);
    expect(await members()).toEqual([users[0], users[2]]);
    await graph.post(`/directory/deletedItems/${users[1]}/restore`);
    expect(await members()).toEqual(users);
    await graph.delete(`/groups/${group}`);
    expect((await graph.get(`/groups/${group}/members`)).status).toBe(404);
    await graph.post(`/directory/deletedItems/${group}/restore`);
    expect(await members()).toEqual(users);
  });

  it('are counted with the consistency header only', async () => {
    const { graph, group, users } = await withGroup();
    await graph.addMember(group, users[0] ?? '');
    expect((await graph.get(`/groups/${group}/members/$count`)).status).toBe(400);
    const counted = await graph.get(`/groups/${group}/members/$count`, { consistencylevel: 'eventual' });
    expect([counted.headers['content-type'], counted.body['text']]).toEqual(['text/plain', '1']);
  });

  it('are found through nested groups, and from the other end', async () => {
    const { graph, group, users } = await withGroup();
    const outer = await graph.createGroup('outer');
    await graph.addMember(outer, group);
    await graph.addMember(group, users[0] ?? '');
    await graph.addMember(group, outer);
    expect(ids(await graph.all(`/groups/${outer}/transitiveMembers`))).toContain(users[0]);
    expect(ids(await graph.all(`/users/${users[0]}/memberOf`))).toEqual([group]);
    expect(ids(await graph.all(`/users/${users[0]}/transitiveMemberOf`))).toEqual([group, outer]);
    expect(ids(await graph.all(`/groups/${outer}/members/microsoft.graph.user`))).toEqual([]);
  });

  it('are expanded up to twenty, without a word about the rest', async () => {
    const graph = new GraphCaller();
    const group = await graph.createGroup('crowd');
    for (let number = 0; number < 25; number += 1)
      await graph.addMember(group, await graph.createUser(`user${number}`));
    const { body } = await graph.get(`/groups/${group}?$expand=members($select=id)`);
    expect(body['members']).toHaveLength(20);
  });
});

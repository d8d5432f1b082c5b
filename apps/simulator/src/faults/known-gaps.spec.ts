import { describe, expect, it } from '@jest/globals';
import { GraphCaller, ids } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';

const EVENTUAL = { consistencylevel: 'eventual' };

async function count(graph: GraphCaller, url: string): Promise<number> {
  return Number(textOf((await graph.get(`${url}/$count`, EVENTUAL)).body['text']));
}

/** A group with so many new users as members. */
async function groupOf(graph: GraphCaller, members: number): Promise<string> {
  const group = await graph.createGroup('crew');
  for (let number = 0; number < members; number += 1)
    await graph.addMember(group, await graph.createUser(`user${number}`));
  return group;
}

describe('lists with pages lost', () => {
  it('miss their second page, while the counts tell the truth', async () => {
    const graph = new GraphCaller({ users: 350, gaps: { losePages: ['/users'] } });
    const whole = ids(await new GraphCaller({ tenant: graph.tenant }).all('/users'));
    const pages = await graph.pages('/users?$count=true', EVENTUAL);
    expect(pages.flatMap(({ value }) => ids(value))).toEqual([...whole.slice(0, 100), ...whole.slice(200)]);
    expect(pages[0]?.body['@odata.count']).toBe(whole.length);
    expect(await count(graph, '/users')).toBe(whole.length);
    expect(await graph.all('/users?$top=999')).toHaveLength(whole.length);
    expect(await graph.all('/groups?$top=2')).toHaveLength(await count(graph, '/groups'));
  });

  it('end after the first where the second was the last', async () => {
    const graph = new GraphCaller({ users: 150, gaps: { losePages: 'all' } });
    expect(await graph.all('/users')).toHaveLength(100);
  });

  it('can be those of delta rounds, whose end still comes, and those of members', async () => {
    const graph = new GraphCaller({
      users: 350,
      gaps: { losePages: ['/users/delta', '/groups/{id}/members'] },
    });
    const whole = ids(await graph.all('/users?$top=999'));
    const pages = await graph.pages('/users/delta');
    expect(pages.flatMap(({ value }) => ids(value))).toEqual(
      whole.filter((_, index) => index < 200 || index >= 400),
    );
    expect(pages.at(-1)?.body).toHaveProperty(['@odata.deltaLink']);
    const group = await groupOf(graph, 5);
    expect(await graph.all(`/groups/${group}/members?$top=2`)).toHaveLength(3);
    expect(await count(graph, `/groups/${group}/members`)).toBe(5);
  });
});

describe('members cut off', () => {
  it.each([
    [7, '', 5],
    [7, '?$top=2', 5],
    [5, '', 5],
    [3, '', 3],
  ])('of %d%s are told %d, while the count tells the truth', async (members, query, told) => {
    const graph = new GraphCaller({ gaps: { truncateMembers: 5 } });
    const group = await groupOf(graph, members);
    expect(await graph.all(`/groups/${group}/members${query}`)).toHaveLength(told);
    expect(await count(graph, `/groups/${group}/members`)).toBe(members);
    expect(await graph.all('/groups?$top=999')).toHaveLength(await count(graph, '/groups'));
  });
});

describe('the known gaps of Graph', () => {
  it('are there by default: no service principals among members, and no more than 20 expanded', async () => {
    const graph = new GraphCaller();
    const group = await groupOf(graph, 25);
    await graph.addMember(group, (await graph.one('/servicePrincipals')).id);
    expect(await graph.all(`/groups/${group}/members`)).toHaveLength(25);
    expect(await count(graph, `/groups/${group}/members`)).toBe(25);
    expect((await graph.get(`/groups/${group}?$expand=members`)).body['members']).toHaveLength(20);
  });

  it('can be filled', async () => {
    const graph = new GraphCaller({ gaps: { showPrincipalMembers: true, expandAll: true } });
    const group = await groupOf(graph, 25);
    const principal = await graph.one('/servicePrincipals');
    await graph.addMember(group, principal.id);
    const pages = await graph.pages(`/groups/${group}/members?$top=10`);
    expect(pages.flatMap(({ value }) => ids(value))).toContain(principal.id);
    expect(textOf(pages[0]?.body['@odata.nextLink'])).toContain('/v1.0/groups/');
    expect(await count(graph, `/groups/${group}/members`)).toBe(26);
    expect((await graph.get(`/groups/${group}?$expand=members`)).body['members']).toHaveLength(25);
  });
});

describe('counts', () => {
  it('are the number of objects by either way of asking', async () => {
    const graph = new GraphCaller({ users: 150 });
    for (const url of ['/users', '/groups', '/applications', '/servicePrincipals']) {
      const listed = (await graph.all(`${url}?$top=999`)).length;
      expect(await count(graph, url)).toBe(listed);
      expect((await graph.get(`${url}?$count=true`, EVENTUAL)).body['@odata.count']).toBe(listed);
    }
  });

  it('of members follow what is deleted and restored', async () => {
    const graph = new GraphCaller();
    const group = await groupOf(graph, 3);
    const [member = ''] = ids(await graph.all(`/groups/${group}/members`));
    await graph.delete(`/users/${member}`);
    expect(await count(graph, `/groups/${group}/members`)).toBe(2);
    await graph.post(`/directory/deletedItems/${member}/restore`);
    expect(await count(graph, `/groups/${group}/members`)).toBe(3);
  });
});

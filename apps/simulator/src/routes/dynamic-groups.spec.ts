import { describe, expect, it } from '@jest/globals';
import { GraphCaller, ids } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';

const lawyers = (graph: GraphCaller): Promise<string> =>
  graph.createGroup('lawyers', {
    groupTypes: ['DynamicMembership'],
    membershipRule: 'user.department -eq "Law" -and user.accountEnabled -eq true',
    membershipRuleProcessingState: 'On',
  });

const membersOf = async (graph: GraphCaller, group: string): Promise<readonly string[]> =>
  ids(await graph.all(`/groups/${group}/members?$select=id`));

describe('the members of a dynamic group', () => {
  it('are those its rule names when it is made', async () => {
    const graph = new GraphCaller();
    const [ada] = [
      await graph.createUser('ada', { department: 'Law' }),
      await graph.createUser('ben', { department: 'Sales' }),
      await graph.createUser('cem', { department: 'Law', accountEnabled: false }),
    ];
    expect(await membersOf(graph, await lawyers(graph))).toEqual([ada]);
  });

  it('come and go with the properties of users', async () => {
    const graph = new GraphCaller();
    const group = await lawyers(graph);
    const ada = await graph.createUser('ada', { department: 'law' });
    expect(await membersOf(graph, group)).toEqual([ada]);
    await graph.patch(`/users/${ada}`, { department: 'Sales' });
    expect(await membersOf(graph, group)).toEqual([]);
    await graph.patch(`/users/${ada}`, { department: 'Law', city: 'Leeds' });
    expect(await membersOf(graph, group)).toEqual([ada]);
    await graph.delete(`/users/${ada}`);
    expect(await membersOf(graph, group)).toEqual([]);
    await graph.post(`/directory/deletedItems/${ada}/restore`);
    expect(await membersOf(graph, group)).toEqual([ada]);
  });

  it('follow a new rule, and stay as they are while it is paused or after the group became static', async () => {
    const graph = new GraphCaller();
    const group = await lawyers(graph);
    const ada = await graph.createUser('ada', { department: 'Law' });
    const ben = await graph.createUser('ben', { department: 'Sales' });
    await graph.patch(`/groups/${group}`, { membershipRule: 'user.department -eq "Sales"' });
    expect(await membersOf(graph, group)).toContain(ben);
    expect(await membersOf(graph, group)).not.toContain(ada);
    await graph.patch(`/groups/${group}`, { membershipRuleProcessingState: 'Paused' });
    await graph.patch(`/users/${ben}`, { department: 'Law' });
    expect(await membersOf(graph, group)).toContain(ben);
    await graph.patch(`/groups/${group}`, { groupTypes: [], membershipRule: null });
    expect((await graph.addMember(group, ada)).status).toBe(204);
  });

  it('are told by delta like any others', async () => {
    const graph = new GraphCaller();
    const group = await lawyers(graph);
    const ada = await graph.createUser('ada');
    const latest = await graph.get('/groups/delta?$deltatoken=latest');
    await graph.patch(`/users/${ada}`, { department: 'Law' });
    const [changed] = (await graph.get(textOf(latest.body['@odata.deltaLink']))).value;
    expect(changed).toMatchObject({ id: group, 'members@delta': [{ id: ada }] });
  });
});

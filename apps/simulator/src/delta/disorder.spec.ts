import { describe, expect, it } from '@jest/globals';
import { GraphCaller, ids } from '../graph-caller.contract.js';

describe('delta rounds in disorder', () => {
  it('tell everything, in another order', async () => {
    const graph = new GraphCaller({ users: 60, delta: { reordered: true } });
    const inOrder = ids(await new GraphCaller({ tenant: graph.tenant }).all('/users/delta'));
    const told = ids(await graph.all('/users/delta'));
    expect(told).not.toEqual(inOrder);
    expect([...told].sort()).toEqual([...inOrder].sort());
  });

  it('tell some of it again, also on the next page of the round', async () => {
    const graph = new GraphCaller({ users: 60, delta: { repeats: true, objectsPerPage: 10 } });
    const pages = (await graph.pages('/users/delta')).map(({ value }) => ids(value));
    expect(new Set(pages.flat()).size).toBe((await graph.all('/users?$top=999')).length);
    expect(pages.flat().length).toBeGreaterThan(new Set(pages.flat()).size);
    const [first = [], second = []] = pages;
    expect(second.some((id) => first.includes(id))).toBe(true);
  });

  it('leave other lists alone', async () => {
    const graph = new GraphCaller({ users: 60, delta: { repeats: true, reordered: true } });
    const calm = new GraphCaller({ tenant: graph.tenant });
    expect(await graph.all('/users')).toEqual(await calm.all('/users'));
  });

  it('spread the members of groups over as many pages as is wished', async () => {
    const graph = new GraphCaller({ users: 60, delta: { membersPerPage: 3 } });
    const group = await graph.createGroup('crew');
    for (const user of ids(await graph.all('/users')).slice(0, 8)) await graph.addMember(group, user);
    const url = `/groups/delta?$select=displayName,members&$filter=${encodeURIComponent(`id eq '${group}'`)}`;
    const pages = await graph.pages(url);
    expect(pages.map(({ value }) => value.map((part) => (part['members@delta'] as []).length))).toEqual([
      [3],
      [3],
      [2],
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '#catalogue';
import { textOf } from '../model/json-text.js';
import { GraphCaller, ids, memberUrl } from '../graph-caller.contract.js';
import { DeltaClient, listed, listedMembers, play } from './delta-client.contract.js';

const DAY_MS = 24 * 3600 * 1000;

/** Runs a round to its end: what it tells, and where the next one begins. */
async function round(graph: GraphCaller, url: string, headers: Record<string, string> = {}) {
  const pages = await graph.pages(url, headers);
  const next = textOf(pages.at(-1)?.body['@odata.deltaLink']);
  return { told: pages.flatMap(({ value }) => value), next, pages };
}

const latest = async (graph: GraphCaller, path: string): Promise<string> =>
  (await round(graph, `${path}?$deltatoken=latest`)).next;

describe('delta queries', () => {
  it('tell every object first, and end in a delta link', async () => {
    const graph = new GraphCaller({ users: 500 });
    const { told, next, pages } = await round(graph, '/users/delta?$select=displayName');
    expect(new Set(ids(told))).toEqual(new Set(ids(await graph.all('/users?$top=999'))));
    expect(pages.every(({ body }) => '@odata.nextLink' in body !== '@odata.deltaLink' in body)).toBe(true);
    expect(pages.length).toBeGreaterThan(1);
    expect((await round(graph, next)).told).toEqual([]);
  });

  it('begin from now on when the latest token is asked for', async () => {
    const graph = new GraphCaller();
    const link = await latest(graph, '/users/delta');
    const id = await graph.createUser('ada');
    expect(ids((await round(graph, link)).told)).toEqual([id]);
  });

  it('tell only changes of the selected properties, without the selection being repeated', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('ada', { department: 'Sales', city: 'Leeds' });
    const link = await latest(graph, '/users/delta').then(() =>
      round(graph, '/users/delta?$select=department'),
    );
    await graph.patch(`/users/${id}`, { city: 'Porto' });
    const nothing = await round(graph, link.next);
    expect(nothing.told).toEqual([]);
    await graph.patch(`/users/${id}`, { department: 'Legal' });
    expect((await round(graph, nothing.next)).told).toEqual([{ id, department: 'Legal' }]);
  });

  it('leave out what was never set and show what was cleared as null', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('ada', { jobTitle: 'Clerk' });
    const { next } = await round(graph, '/users/delta?$select=jobTitle,mobilePhone');
    await graph.patch(`/users/${id}`, { jobTitle: null });
    expect((await round(graph, next)).told).toEqual([{ id, jobTitle: null }]);
  });

  it('tell only what changed when the client prefers it minimal', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('ada', { jobTitle: 'Clerk' });
    const link = await latest(graph, '/users/delta');
    await graph.patch(`/users/${id}`, { jobTitle: 'Judge' });
    const { told } = await round(graph, link, { prefer: 'return=minimal' });
    expect(told).toEqual([{ id, jobTitle: 'Judge' }]);
    expect((await round(graph, link)).told[0]).toHaveProperty('userPrincipalName');
  });

  it('tell soft deletion, restoration and purging', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('ada');
    let { next, told } = await round(graph, '/users/delta');
    const step = async (): Promise<readonly JsonObject[]> => (
      ({ next, told } = await round(graph, next)),
      told
    );
    await graph.delete(`/users/${id}`);
    expect(await step()).toEqual([{ id, '@removed': { reason: 'changed' } }]);
    await graph.post(`/directory/deletedItems/${id}/restore`);
    expect(await step()).toMatchObject([{ id, displayName: 'ada' }]);
    await graph.delete(`/users/${id}`);
    await graph.delete(`/directory/deletedItems/${id}`);
    expect(await step()).toEqual([{ id, '@removed': { reason: 'deleted' } }]);
  });

  it('tell members that come and go, and those that are deleted', async () => {
    const graph = new GraphCaller();
    const [group, ada, ben] = [
      await graph.createGroup('crew'),
      await graph.createUser('ada'),
      await graph.createUser('ben'),
    ];
    let { next, told } = await round(graph, '/groups/delta?$select=members');
    const step = async (): Promise<readonly JsonObject[]> => (
      ({ next, told } = await round(graph, next)),
      told
    );
    await graph.patch(`/groups/${group}`, { 'members@odata.bind': [memberUrl(ada), memberUrl(ben)] });
    const user = { '@odata.type': '#microsoft.graph.user' };
    expect(await step()).toEqual([
      {
        id: group,
        'members@delta': [
          { ...user, id: ada },
          { ...user, id: ben },
        ],
      },
    ]);
    await graph.delete(`/groups/${group}/members/${ada}/$ref`);
    await graph.delete(`/users/${ben}`);
    const gone = { ...user, '@removed': { reason: 'deleted' } };
    expect(await step()).toEqual([
      {
        id: group,
        'members@delta': [
          { ...gone, id: ada },
          { ...gone, id: ben },
        ],
      },
    ]);
    await graph.post(`/directory/deletedItems/${ben}/restore`);
    expect(await step()).toEqual([{ id: group, 'members@delta': [{ ...user, id: ben }] }]);
  });

  it('have service principals among the members, unlike the list', async () => {
    const graph = new GraphCaller();
    const group = await graph.createGroup('crew');
    const principal = await graph.one('/servicePrincipals');
    await graph.addMember(group, principal.id);
    const { told } = await round(graph, `/groups/delta?$filter=${encodeURIComponent(`id eq '${group}'`)}`);
    expect(told).toMatchObject([
      {
        id: group,
        'members@delta': [{ '@odata.type': '#microsoft.graph.servicePrincipal', id: principal.id }],
      },
    ]);
  });

  it('spread large groups over pages, naming the group again', async () => {
    const graph = new GraphCaller({ users: 2600 });
    const { pages } = await round(graph, '/groups/delta?$select=displayName,members');
    const large = await graph.one('/groups', (group) => group['displayName'] === 'Licensed employees');
    const parts = pages.flatMap(({ value }) => value.filter((group) => group['id'] === large.id));
    expect(parts.length).toBeGreaterThan(1);
    const members = parts.flatMap((part) => ids(part['members@delta'] as readonly JsonObject[]));
    expect(new Set(members)).toEqual(
      new Set(ids(await graph.all(`/beta/groups/${large.id}/members?$top=999`))),
    );
  });

  it('tell grants that are made, changed and deleted, and that hide with an end', async () => {
    const graph = new GraphCaller();
    const link = await latest(graph, '/oauth2PermissionGrants/delta');
    const [grant] = await graph.all('/oauth2PermissionGrants');
    await graph.patch(`/oauth2PermissionGrants/${textOf(grant?.['id'])}`, { scope: 'User.Read' });
    const first = await round(graph, link);
    expect(first.told).toMatchObject([{ id: grant?.['id'], scope: 'User.Read' }]);
    await graph.delete(`/servicePrincipals/${textOf(grant?.['clientId'])}`);
    const second = await round(graph, first.next);
    expect(second.told).toEqual([{ id: grant?.['id'], '@removed': { reason: 'changed' } }]);
    await graph.post(`/directory/deletedItems/${textOf(grant?.['clientId'])}/restore`);
    expect((await round(graph, second.next)).told).toMatchObject([{ id: grant?.['id'], scope: 'User.Read' }]);
  });

  it('forget their tokens after seven days, and say where to begin again', async () => {
    const graph = new GraphCaller();
    const link = await latest(graph, '/users/delta');
    graph.clock.advance(7 * DAY_MS);
    expect((await graph.get(link)).status).toBe(200);
    graph.clock.advance(1);
    const { status, error, headers } = await graph.get(link);
    expect([status, error.code]).toEqual([410, 'resyncRequired']);
    expect(headers['Location']).toBe('http://localhost/v1.0/users/delta?$deltatoken=');
    expect((await graph.get(headers['Location'] ?? '')).value.length).toBeGreaterThan(0);
  });

  it('do not know tokens of other tenants and resources, or damaged ones', async () => {
    const graph = new GraphCaller();
    const foreign = await latest(new GraphCaller({ seed: 8 }), '/users/delta');
    const other = (await latest(graph, '/groups/delta')).replace('/groups', '/users');
    for (const link of [foreign, other, '/users/delta?$deltatoken=abc'])
      expect((await graph.get(link)).status).toBe(410);
  });

  it.each([
    '$top=5',
    '$orderby=displayName',
    '$expand=memberOf',
    "$filter=displayName eq 'x'",
    '$count=true',
  ])('refuse %s', async (query) => {
    const graph = new GraphCaller();
    expect((await graph.get(`/users/delta?${query}`)).status).toBe(400);
  });
});

describe('a client that follows delta', () => {
  const step = fc.record({
    action: fc.constantFrom(
      'create',
      'update',
      'join',
      'join',
      'leave',
      'deleteUser',
      'deleteGroup',
      'restore',
      'purge',
      'sync',
    ),
    a: fc.nat(999),
    b: fc.nat(999),
  });

  it.each([
    ['in tidy rounds', {}],
    [
      'in rounds that repeat and reorder, on short pages',
      { repeats: true, reordered: true, objectsPerPage: 3, membersPerPage: 2 },
    ],
  ])('holds the same users, groups and members as the lists show, %s', async (_, delta) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const graph = new GraphCaller({ users: 12, delta });
        for (let number = 0; number < 3; number += 1) await graph.createGroup(`g${number}`);
        const client = new DeltaClient(graph);
        await client.sync();
        for (const [index, one] of steps.entries()) await play(graph, client, one, index);
        await client.sync();
        expect(client.users).toEqual(await listed(graph, '/users?$top=999&$select=id,displayName,city'));
        expect(client.groups).toEqual(await listed(graph, '/groups?$top=999&$select=id,displayName'));
        expect(client.members()).toEqual(await listedMembers(graph));
      }),
      { numRuns: 40 },
    );
  });
});

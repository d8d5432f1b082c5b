import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '#catalogue';
import { FastClock } from '../../../../test/support/fast-clock.js';
import { DeltaClient, listed, listedMembers, play } from '../delta/delta-client.contract.js';
import { GraphCaller, ids, memberUrl, type Answer } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';

const LAG_MS = 10_000;
const NOT_REPLICATED = "The source resource object or one of the objects being referenced don't exist.";
const JSON_HEADERS = { 'Content-Type': 'application/json' };

/** A tenant whose replicas agree after ten seconds; time passes only while something waits, or when told to. */
function laggingTenant(seed = 7): { readonly graph: GraphCaller; readonly clock: FastClock } {
  const clock = new FastClock('2026-03-01T12:00:00Z');
  return { graph: new GraphCaller({ users: 40, seed, clock, lagMs: LAG_MS }), clock };
}

/** The different answers that asking again and again gives. */
async function answers<T>(ask: () => Promise<T>): Promise<ReadonlySet<T>> {
  const seen = new Set<T>();
  for (let asked = 0; asked < 40; asked += 1) seen.add(await ask());
  return seen;
}

describe('a tenant with replication lag', () => {
  it('shows an object as it is and as it was for a while, then only as it is', async () => {
    const { graph, clock } = laggingTenant();
    const { id } = await graph.one('/users');
    const city = async (): Promise<string> =>
      textOf((await graph.get(`/users/${id}?$select=city`)).body['city']);
    const before = await city();
    expect((await graph.patch(`/users/${id}`, { city: 'Leeds' })).status).toBe(204);
    expect(await answers(city)).toEqual(new Set([before, 'Leeds']));
    clock.advance(LAG_MS / 2);
    expect(await answers(city)).toEqual(new Set(['Leeds']));
  });

  it('lets lists, counts and delta rounds lag more than single objects', async () => {
    const { graph, clock } = laggingTenant();
    const all = async (): Promise<readonly string[]> => ids(await graph.all('/users?$select=id&$top=999'));
    const counted = async (): Promise<string> =>
      textOf((await graph.get('/users/$count', { consistencylevel: 'eventual' })).body['text']);
    const link = textOf((await graph.get('/users/delta?$deltatoken=latest')).body['@odata.deltaLink']);
    const count = Number(await counted());
    const id = await graph.createUser('ada');
    clock.advance(LAG_MS / 2);
    expect((await graph.get(`/users/${id}`)).status).toBe(200);
    expect(await answers(async () => (await all()).includes(id))).toEqual(new Set([false]));
    expect(await answers(counted)).toEqual(new Set([String(count)]));
    expect((await graph.get(link)).value).toEqual([]);
    clock.advance(LAG_MS / 2);
    expect(await answers(async () => (await all()).includes(id))).toEqual(new Set([true]));
    expect(await answers(counted)).toEqual(new Set([String(count + 1)]));
    expect(ids((await graph.get(link)).value)).toEqual([id]);
  });

  it('does not find what was just created or restored in some replicas', async () => {
    const { graph } = laggingTenant();
    const created = await graph.createUser('ada');
    const status = (id: string) => async (): Promise<number> => (await graph.get(`/users/${id}`)).status;
    expect(await answers(status(created))).toEqual(new Set([200, 404]));
    expect((await graph.patch(`/users/${created}`, { city: 'Leeds' })).status).toBe(204);
  });

  it('reads several objects by their ids as it reads one', async () => {
    const { graph, clock } = laggingTenant();
    const id = await graph.createUser('ada');
    const found = async (): Promise<number> =>
      (await graph.post('/directoryObjects/getByIds', { ids: [id] })).value.length;
    expect(await answers(found)).toEqual(new Set([0, 1]));
    clock.advance(LAG_MS / 2);
    expect(await answers(found)).toEqual(new Set([1]));
  });

  it('refuses links to and from objects that are younger than the lag, and only those', async () => {
    const { graph, clock } = laggingTenant();
    const { id: oldUser } = await graph.one('/users');
    const [user, group] = [await graph.createUser('ada'), await graph.createGroup('crew')];
    const links = async (): Promise<readonly Answer[]> => [
      await graph.addMember(group, oldUser),
      await graph.patch(`/groups/${group}`, { 'members@odata.bind': [memberUrl(user)] }),
    ];
    const [source, reference] = await links();
    expect([source?.status, source?.error]).toEqual([
      404,
      { code: 'Request_ResourceNotFound', message: NOT_REPLICATED },
    ]);
    expect([reference?.status, reference?.error]).toEqual([
      400,
      { code: 'Request_BadRequest', message: NOT_REPLICATED },
    ]);
    clock.advance(LAG_MS);
    expect((await links()).map(({ status }) => status)).toEqual([204, 204]);
  });

  it('refuses a second write to an object while the first is under way', async () => {
    const { graph } = laggingTenant();
    const [one, other] = ids(await graph.all('/users?$filter=accountEnabled eq true'));
    const write = (id = ''): Promise<Answer> => graph.patch(`/users/${id}`, { city: 'Leeds' });
    const [first, second, third] = await Promise.all([write(one), write(one), write(other)]);
    expect([first.status, third.status]).toEqual([204, 204]);
    expect([second.status, second.error.code]).toEqual([409, 'Directory_ConcurrencyViolation']);
    expect((await write(one)).status).toBe(204);
  });

  it('meets itself in a batch that changes one group twice, unless one waits for the other', async () => {
    const { graph, clock } = laggingTenant();
    const group = await graph.createGroup('crew');
    const users = ids(await graph.all('/users')).slice(0, 2);
    clock.advance(LAG_MS);
    const requests = users.map((user, index) => ({
      id: `${index}`,
      method: 'POST',
      url: `/groups/${group}/members/$ref`,
      headers: JSON_HEADERS,
      body: { '@odata.id': memberUrl(user) },
    }));
    const statuses = async (sent: readonly JsonObject[]): Promise<readonly number[]> =>
      ((await graph.post('/$batch', { requests: sent })).body['responses'] as readonly JsonObject[])
        .map(({ status }) => Number(status))
        .sort();
    expect(await statuses(requests)).toEqual([204, 409]);
    for (const user of users) await graph.delete(`/groups/${group}/members/${user}/$ref`);
    const [first = {}, second = {}] = requests;
    expect(await statuses([first, { ...second, dependsOn: ['0'] }])).toEqual([204, 204]);
  });

  it('loses nothing for a client that follows delta', async () => {
    const action = fc.constantFrom(
      'create',
      'update',
      'join',
      'join',
      'leave',
      'deleteUser',
      'restore',
      'sync',
    );
    const step = fc.record({ action, a: fc.nat(999), b: fc.nat(999), wait: fc.nat(LAG_MS / 4) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const clock = new FastClock('2026-03-01T12:00:00Z');
        const delta = { objectsPerPage: 1, membersPerPage: 1 };
        const graph = new GraphCaller({ users: 12, clock, lagMs: LAG_MS, delta });
        await graph.createGroup('g');
        const client = new DeltaClient(graph);
        await client.sync();
        for (const [index, { wait, ...one }] of steps.entries()) {
          await play(graph, client, one, index);
          clock.advance(wait);
        }
        clock.advance(LAG_MS);
        await client.sync();
        expect(client.users).toEqual(await listed(graph, '/users?$top=999&$select=id,displayName,city'));
        expect(client.members()).toEqual(await listedMembers(graph));
      }),
      { numRuns: 30 },
    );
  });

  it('agrees with itself in the end, whatever was written', async () => {
    const { graph, clock } = laggingTenant();
    const [user = '', other = ''] = ids(await graph.all('/users'));
    const group = await graph.createGroup('crew');
    clock.advance(LAG_MS);
    await graph.addMember(group, user);
    await graph.delete(`/users/${other}`);
    await graph.patch(`/groups/${group}`, { description: 'x' });
    await graph.delete(`/users/${user}`);
    await graph.post(`/directory/deletedItems/${user}/restore`);
    clock.advance(LAG_MS);
    const settled = new GraphCaller({ tenant: graph.tenant });
    for (const url of ['/users?$top=999', '/groups?$top=999', `/groups/${group}/members`, '/groups/delta'])
      expect(await graph.all(url)).toEqual(await settled.all(url));
  });
});

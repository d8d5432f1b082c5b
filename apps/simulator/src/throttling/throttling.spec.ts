import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#catalogue';
import { accessToken } from '../access-token.contract.js';
import { GraphCaller, type Answer } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';

const POLICIES = '/identity/conditionalAccess/policies';
const LOCATIONS = '/identity/conditionalAccess/namedLocations';
const REAL = { quota: { factor: 1 } };

/** Sends the same request until one is refused; gives how many were let through, and the refusal. */
async function untilRefused(send: () => Promise<Answer>): Promise<{ through: number; refusal: Answer }> {
  for (let through = 0; through < 40_000; through += 1) {
    const refusal = await send();
    if (refusal.status === 429) return { through, refusal };
  }
  throw new Error('No request was refused.');
}

/** A write that is cheap to answer: nothing is there to be deleted. */
const write = (graph: GraphCaller): Promise<Answer> => graph.delete('/groups/none');

describe('a tenant with the limits of Graph', () => {
  it.each([
    ['small', 10, 3_500],
    ['medium', 100, 5_000],
    ['large', 520, 8_000],
  ])('lets an application use the resource units of a %s tenant at once', async (_, users, units) => {
    const graph = new GraphCaller({ users, ...REAL });
    const { through, refusal } = await untilRefused(() => graph.get('/groups/none/transitiveMembers'));
    expect(through).toBe(units / 5);
    expect(refusal.headers).toMatchObject({
      'Retry-After': '1',
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
      'x-ms-throttle-limit-percentage': '1.00',
      'x-ms-throttle-scope': `Tenant_Application/ReadWrite/00000000-0000-0000-0000-000000000001/${graph.tenant.identity.id}`,
    });
    graph.clock.advance(1000);
    expect((await untilRefused(() => graph.get('/organization'))).through).toBe(units / 10);
  });

  it('answers what is too much in the words of Graph, and counts it', async () => {
    const graph = new GraphCaller(REAL);
    await graph.get(POLICIES);
    const { status, body } = await graph.get(POLICIES);
    expect(status).toBe(429);
    expect(body['error']).toMatchObject({
      code: 'TooManyRequests',
      message: 'Please retry again later.',
      innerError: { code: '429', message: 'Please retry after', status: '429' },
    });
    expect(graph.behaviours.throttled()).toBe(1);
    expect(graph.behaviours.throttled('conditionalAccess')).toBe(1);
    expect(graph.behaviours.throttled('writes')).toBe(0);
  });

  it('tells the units of each answer, be it a refusal, and the share used from 0.8 of a limit on', async () => {
    const graph = new GraphCaller({ users: 10, ...REAL });
    const first = await graph.get('/users');
    expect(first.headers).toMatchObject({ 'x-ms-resource-unit': '2' });
    expect(first.headers).not.toHaveProperty('x-ms-throttle-limit-percentage');
    expect((await graph.get('/users/none')).headers).toMatchObject({ 'x-ms-resource-unit': '1' });
    for (let sent = 0; sent < 2_397; sent += 1) await write(graph);
    expect((await write(graph)).headers).not.toHaveProperty('x-ms-throttle-limit-percentage');
    for (let sent = 0; sent < 2; sent += 1) await write(graph);
    expect((await write(graph)).headers).toMatchObject({ 'x-ms-throttle-limit-percentage': '0.80' });
  });

  it('lets an application write 3,000 times at once, then 20 times a second', async () => {
    const graph = new GraphCaller({ users: 520, ...REAL });
    const { through, refusal } = await untilRefused(() => write(graph));
    expect(through).toBe(3_000);
    expect(refusal.headers).toMatchObject({ 'x-ms-throttle-information': 'WriteLimitExceeded' });
    graph.clock.advance(10_000);
    expect((await untilRefused(() => write(graph))).through).toBe(200);
    expect(graph.behaviours.throttled('writes')).toBe(2);
  });

  it('gives each application its own limits, and the tenant one for all writes', async () => {
    const graph = new GraphCaller({ users: 520, quota: { factor: 0.1 } });
    const through: number[] = [];
    for (let app = 1; app <= 7; app += 1) {
      graph.authorization = `Bearer ${accessToken(graph, { appid: `app-${app}` })}`;
      through.push((await untilRefused(() => write(graph))).through);
    }
    expect(through).toEqual([300, 300, 300, 300, 300, 300, 0]);
    expect(graph.behaviours.throttled('tenantWrites')).toBe(1);
  });

  it('answers one Conditional Access request a second, whoever asks, and does not say when to come back', async () => {
    const graph = new GraphCaller(REAL);
    expect((await graph.get(POLICIES)).status).toBe(200);
    graph.authorization = `Bearer ${accessToken(graph, { appid: 'another' })}`;
    const refusal = await graph.get(LOCATIONS);
    expect(refusal.status).toBe(429);
    expect(Object.keys(refusal.headers).map((name) => name.toLowerCase())).not.toContain('retry-after');
    graph.clock.advance(999);
    expect((await graph.get(LOCATIONS)).status).toBe(429);
    graph.clock.advance(1);
    expect((await graph.get(LOCATIONS)).status).toBe(200);
    expect((await graph.get('/users')).status).toBe(200);
  });

  it('lets applications for personal accounts be written 60 times a minute', async () => {
    const graph = new GraphCaller(REAL);
    const signInAudience = 'AzureADandPersonalMicrosoftAccount';
    const id = await graph.create('/applications', { displayName: 'Public', signInAudience });
    const { through } = await untilRefused(() => graph.patch(`/applications/${id}`, { notes: 'x' }));
    expect(through).toBe(59);
    const own = await graph.create('/applications', { displayName: 'Own' });
    expect((await graph.patch(`/applications/${own}`, { notes: 'x' })).status).toBe(204);
    expect((await graph.patch(`/applications/${own}`, { signInAudience })).status).toBe(429);
  });

  it('refuses low priority first: a fifth of the limits is kept for the others', async () => {
    const graph = new GraphCaller({ users: 520, ...REAL });
    const low = { 'x-ms-throttle-priority': 'Low' };
    const { through, refusal } = await untilRefused(() =>
      graph.call('DELETE', '/groups/none', undefined, low),
    );
    expect([through, refusal.headers['Retry-After']]).toEqual([2_400, '1']);
    expect((await untilRefused(() => write(graph))).through).toBe(600);
  });

  it('has five reports in ten seconds for an application', async () => {
    const graph = new GraphCaller(REAL);
    expect((await untilRefused(() => graph.get('/auditLogs/directoryAudits'))).through).toBe(5);
    graph.clock.advance(2_000);
    expect((await untilRefused(() => graph.get('/auditLogs/directoryAudits'))).through).toBe(1);
  });

  it('raises all limits by a factor, and lets callers come back the sooner', async () => {
    const graph = new GraphCaller({ users: 520, quota: { factor: 2 } });
    const { through, refusal } = await untilRefused(() => graph.get(POLICIES));
    expect([through, refusal.status]).toEqual([2, 429]);
    graph.clock.advance(500);
    expect((await graph.get(POLICIES)).status).toBe(200);
    const writes = await untilRefused(() => write(graph));
    expect([writes.through, writes.refusal.headers['Retry-After']]).toEqual([6_000, '0.5']);
  });

  it('weighs each inner request of a batch by itself', async () => {
    const graph = new GraphCaller(REAL);
    const requests = Array.from({ length: 4 }, (_, id) => ({ id: `${id}`, method: 'GET', url: POLICIES }));
    const user = { id: 'user', method: 'GET', url: '/users?$top=1' };
    const { status, body } = await graph.post('/$batch', { requests: [...requests, user] });
    const inner = body['responses'] as readonly JsonObject[];
    expect(status).toBe(200);
    expect(inner.map((one) => one['status']).sort()).toEqual([200, 200, 429, 429, 429]);
    expect(inner.find((one) => textOf(one['id']) === 'user')?.['headers']).toMatchObject({
      'x-ms-resource-unit': '1',
    });
  });

  it.each([0, -1, NaN])('is not made with a factor of %d', (factor) => {
    expect(() => new GraphCaller({ quota: { factor } })).toThrow('positive');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ApiUnderTest, type Token } from '../api-under-test.contract.js';
import { id, OTHER_TENANT, TENANT, tenantView } from '../views.contract.js';
import { readSettings } from '../../settings/settings.js';
import { CallerRate } from './caller-rate.js';

describe('the rate of a caller', () => {
  it('is counted by tenant and person', async () => {
    const rate = new CallerRate(2);
    const ask = (tenantId: string, objectId: string) => rate.secondsToWait({ tenantId, objectId });
    expect([await ask(TENANT, id(1)), await ask(TENANT, id(1))]).toEqual([undefined, undefined]);
    expect(await ask(TENANT, id(1))).toBeGreaterThanOrEqual(1);
    expect([await ask(TENANT, id(2)), await ask(OTHER_TENANT, id(1))]).toEqual([undefined, undefined]);
  });

  it('is by default far above 200 requests a second for a minute', async () => {
    const { callerRequestsPerMinute } = readSettings({ KNOWN_GOOD_ISSUER: 'https://login.example' });
    expect(callerRequestsPerMinute).toBeGreaterThan(2 * 200 * 60);
  });
});

describe('a caller who asks too often', () => {
  const api = new ApiUnderTest();
  beforeAll(async () => {
    api.callerRate = new CallerRate(3);
    api.models.all.tenants.push(tenantView(), tenantView({ id: OTHER_TENANT }));
    await api.start();
  });
  afterAll(() => api.stop());

  const ask = (token: Token, body = JSON.stringify({ query: '{ tenants { totalCount } }' })) =>
    api.fetch(token, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

  it('gets 429 at every door, before its body is read; others are answered', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await ask('reader')).status);
    const refused = await ask('reader', '{');
    expect([...statuses, refused.status, await refused.text()]).toEqual([200, 200, 200, 429, '']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const graph = await fetch(new URL('/v1.0/directory/recovery/jobs', api.url), {
      headers: { authorization: 'Bearer reader' },
    });
    expect([graph.status, await graph.json()]).toMatchObject([429, { error: { code: 'TooManyRequests' } }]);
    expect(Number(graph.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const client = createClient({
      ...{ url: api.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization: 'Bearer reader' },
    });
    const query = `subscription { jobProgress(jobId: "${id(20)}") { status } }`;
    const messages = await Array.fromAsync(client.iterate({ query })).catch((error: unknown) => error);
    expect(JSON.stringify(messages)).toContain('TooManyRequests');
    await client.dispose();
    expect((await ask('foreignAdministrator')).status).toBe(200);
  });

  it('is not counted by requests that are not let in', async () => {
    for (let n = 0; n < 4; n += 1)
      expect((await api.fetch('forged', { method: 'POST', body: '' })).status).toBe(401);
  });
});

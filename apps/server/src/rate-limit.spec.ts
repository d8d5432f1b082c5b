import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { limitedRate, type RateLimit } from './rate-limit.js';

describe('a limit on the rate of requests', () => {
  let server: Server;

  const serve = async (limit: RateLimit): Promise<void> => {
    const app = express().use(limitedRate(limit));
    app.use((_request, response) => {
      response.status(204).end();
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  };
  afterEach(() => void server.close());

  const ask = (path = '/graphql', headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
  const statuses = async (count: number, headers?: (n: number) => Record<string, string>) => {
    const all: number[] = [];
    for (let n = 0; n < count; n += 1) all.push((await ask('/graphql', headers?.(n))).status);
    return all;
  };

  it('answers 429 with a time to wait, and nothing else, to who asks too often', async () => {
    await serve({ perMinute: 3, trustedProxies: 0 });
    expect(await statuses(4)).toEqual([204, 204, 204, 429]);
    const refused = await ask();
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await refused.text()).toBe('');
  });

  it('lets health checks through', async () => {
    await serve({ perMinute: 1, trustedProxies: 0 });
    await statuses(2);
    expect((await ask('/health/ready')).status).toBe(204);
  });

  it('believes no address that a caller makes up', async () => {
    await serve({ perMinute: 2, trustedProxies: 0 });
    const other = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` });
    expect(await statuses(3, other)).toEqual([204, 204, 429]);
  });

  it('counts each address that a proxy of ours tells', async () => {
    await serve({ perMinute: 1, trustedProxies: 1 });
    const other = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n % 2}` });
    expect(await statuses(4, other)).toEqual([204, 204, 429, 429]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { get, request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { startSimulator, type Simulator } from '../simulator.js';

const HEADERS = { authorization: 'Bearer test', 'content-type': 'application/json' };
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: 150 });
});
afterAll(() => simulator.close());

/** An answer as it came over the wire. */
async function raw(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ encoding: string | undefined; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    get(`${simulator.url}${path}`, { headers: { ...HEADERS, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(chunks) }),
      );
    }).on('error', reject);
  });
}

describe('the HTTP face of the simulator', () => {
  it('compresses when asked', async () => {
    const path = '/v1.0/organization?$select=id';
    const plain = await raw('/v1.0/users');
    const gzipped = await raw('/v1.0/users', { 'accept-encoding': 'gzip' });
    expect([plain.encoding, gzipped.encoding]).toEqual([undefined, 'gzip']);
    expect(gunzipSync(gzipped.bytes).toString()).toBe(plain.bytes.toString());
    expect((await raw(path, { 'accept-encoding': 'gzip' })).encoding).toBeUndefined();
  });

  it('reads what a client has compressed', async () => {
    const body = gzipSync(JSON.stringify({ ids: [simulator.tenantId] }));
    const headers = { ...HEADERS, 'content-encoding': 'gzip' };
    const url = `${simulator.url}/v1.0/directoryObjects/getByIds`;
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
  });

  it('makes links that lead back to itself', async () => {
    const { '@odata.nextLink': next } = JSON.parse(
      (await raw('/v1.0/users?$top=1')).bytes.toString(),
    ) as Record<string, string>;
    expect(next?.startsWith(`${simulator.url}/v1.0/users?`)).toBe(true);
    expect((await fetch(next ?? '', { headers: HEADERS })).status).toBe(200);
  });

  it('makes links through the proxy that clients know it by', async () => {
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'graph.example' };
    const { bytes } = await raw('/v1.0/users?$top=1', forwarded);
    const { '@odata.nextLink': next } = JSON.parse(bytes.toString()) as Record<string, string>;
    expect(next?.startsWith('https://graph.example/v1.0/users?')).toBe(true);
  });

  it('refuses what is not JSON, what is too large and versions it does not know, in the form of Graph', async () => {
    const post = (body: string) =>
      fetch(`${simulator.url}/v1.0/users`, { method: 'POST', headers: HEADERS, body });
    const malformed = await post('{"displayName":');
    expect(malformed.status).toBe(400);
    expect(await malformed.json()).toMatchObject({
      error: { code: 'BadRequest', innerError: { 'request-id': malformed.headers.get('request-id') } },
    });
    expect((await post(JSON.stringify({ displayName: 'x'.repeat(5_000_000) }))).status).toBe(413);
    const version = await fetch(`${simulator.url}/v3.0/users`, { headers: HEADERS });
    expect([version.status, await version.json()]).toMatchObject([
      400,
      { error: { message: 'Invalid version: v3.0' } },
    ]);
    const unnamed = await fetch(`${simulator.url}/v1.0/users`, { method: 'POST', body: '{' });
    expect(unnamed.status).toBe(401);
  });

  it('answers HEAD without a body', async () => {
    const status = await new Promise((resolve) => {
      request(`${simulator.url}/v1.0/users`, { method: 'HEAD', headers: HEADERS }, (response) =>
        resolve(response.statusCode),
      ).end();
    });
    expect(status).toBe(405);
  });

  it('shows the whole tenant outside of Graph, to those with a token', async () => {
    expect((await fetch(`${simulator.url}/simulator/state`)).status).toBe(401);
    const answer = await fetch(`${simulator.url}/simulator/state`, { headers: HEADERS });
    const state = (await answer.json()) as { tenant: { id: string }; user: { id: string }[] };
    expect(state.tenant.id).toBe(simulator.tenantId);
    expect(state.user.map(({ id }) => id)).toEqual(state.user.map(({ id }) => id).sort());
  });
});

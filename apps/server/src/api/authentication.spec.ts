import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiUnderTest } from './api-under-test.contract.js';
import { TENANT, tenantView } from './views.contract.js';

const api = new ApiUnderTest();
const query = JSON.stringify({ query: '{ tenants { totalCount } }' });
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  await api.start();
  api.models.all.tenants.push(tenantView());
});
afterAll(() => api.stop());

describe('a request without a valid token', () => {
  it.each<[string, string | undefined, RequestInit & { headers?: Record<string, string> }, string]>([
    ['POST without a token', undefined, { method: 'POST', headers: json, body: query }, ''],
    ['POST with an unknown token', 'forged', { method: 'POST', headers: json, body: query }, ''],
    ['POST of malformed JSON', undefined, { method: 'POST', headers: json, body: '{' }, ''],
    [
      'POST of a body beyond the limit',
      'forged',
      { method: 'POST', headers: json, body: '1'.repeat(200_000) },
      '',
    ],
    ['GET', undefined, {}, '?query={__typename}'],
    ['GET by a browser', undefined, { headers: { accept: 'text/html' } }, ''],
    ['OPTIONS', undefined, { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example' } }, ''],
    ['DELETE', undefined, { method: 'DELETE' }, ''],
    ['a path below', undefined, { method: 'POST', headers: json, body: query }, '/below'],
    ['another scheme', undefined, { headers: { authorization: 'Basic cmVhZGVyOnJlYWRlcg==' } }, ''],
    ['a token in the address', undefined, {}, '?access_token=reader&query={__typename}'],
  ])('gets 401 and nothing else: %s', async (_what, token, init, path) => {
    const response = await api.fetch(token, init, path);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.text()).toBe('');
  });

  it('gets 503 where nobody can tell whether its token is valid', async () => {
    const response = await api.fetch('unjudgeable', { method: 'POST', headers: json, body: query });
    expect([response.status, await response.text()]).toEqual([503, '']);
  });

  it('is written to the log by its code, never by its token', async () => {
    api.logged.length = 0;
    await api.fetch('forged-secret', { method: 'POST', headers: json, body: query });
    expect(api.logged).toEqual([expect.objectContaining({ code: 'SignatureInvalid', from: '127.0.0.1' })]);
    expect(JSON.stringify(api.logged)).not.toContain('forged-secret');
  });
});

describe('a request with a valid token', () => {
  it('is answered, whatever the case of the scheme', async () => {
    const headers = { ...json, authorization: 'bearer reader' };
    const response = await api.fetch(undefined, { method: 'POST', headers, body: query });
    expect(await response.json()).toEqual({ data: { tenants: { totalCount: 1 } } });
  });

  it('bears its correlation id back', async () => {
    const correlationId = '0f0f0f0f-1111-2222-3333-444444444444';
    const answer = await api.ask('reader', '{ __typename }', {}, { 'x-correlation-id': correlationId });
    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
  });

  it('gets a correlation id of ours where its own is not a UUID', async () => {
    const answer = await api.ask('reader', '{ __typename }', {}, { 'x-correlation-id': 'x'.repeat(5_000) });
    expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f]{8}-/);
  });

  it('acts as the caller, from the peer’s address, under the request’s correlation id', async () => {
    const correlationId = '0f0f0f0f-1111-2222-3333-444444444444';
    const mutation = `mutation { takeBackup(input: { tenantId: "${TENANT}" }) { __typename } }`;
    await api.ask(
      'administrator',
      mutation,
      {},
      {
        'x-correlation-id': correlationId,
        'x-forwarded-for': '203.0.113.9',
      },
    );
    expect(api.requests.lastActing).toEqual({
      actor: { id: expect.any(String), name: 'Ada' },
      from: '127.0.0.1',
      correlationId,
      causationId: correlationId,
    });
  });

  it('is told what is wrong with its body in GraphQL’s shape, and nothing of the body', async () => {
    const malformed = await api.fetch('reader', { method: 'POST', headers: json, body: '{"secret' });
    expect([malformed.status, await malformed.json()]).toEqual([
      400,
      {
        errors: [
          { message: 'The request’s body is not readable JSON.', extensions: { code: 'BAD_REQUEST' } },
        ],
      },
    ]);
    const large = await api.fetch('reader', {
      method: 'POST',
      headers: json,
      body: `"${'x'.repeat(5_000_000)}"`,
    });
    expect([large.status, (await large.text()).length < 200]).toEqual([413, true]);
  });

  it('is answered in the media type that it asks for', async () => {
    const accept = 'application/graphql-response+json';
    const answer = await api.ask('reader', '{ __typename }', {}, { accept });
    expect(answer.headers.get('content-type')).toContain(accept);
  });
});

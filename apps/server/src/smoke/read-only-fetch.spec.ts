import { describe, expect, it } from '@jest/globals';
import { readOnlyFetch, WouldWriteError } from './read-only-fetch.js';

const ORIGIN = 'https://graph.example';
const sent: string[] = [];
const only = readOnlyFetch((input, init) => {
  sent.push(`${init?.method ?? 'GET'} ${input instanceof Request ? input.url : input.toString()}`);
  return Promise.resolve(new Response());
});
const batch = (...methods: readonly string[]): RequestInit => ({
  method: 'POST',
  body: JSON.stringify({
    requests: methods.map((method, index) => ({ id: `${index}`, method, url: '/users' })),
  }),
});

describe('a fetch that only reads', () => {
  it('sends what reads', async () => {
    await only(`${ORIGIN}/v1.0/users`);
    await only(`${ORIGIN}/v1.0/$batch`, batch('GET', 'GET'));
    expect(sent).toEqual([`GET ${ORIGIN}/v1.0/users`, `POST ${ORIGIN}/v1.0/$batch`]);
  });

  it.each<[string, string, RequestInit]>([
    ['a change', '/v1.0/users/1', { method: 'PATCH', body: '{}' }],
    ['a deletion', '/v1.0/users/1', { method: 'DELETE' }],
    ['an action', '/v1.0/users/1/revokeSignInSessions', { method: 'POST' }],
    ['a batch with a change in it', '/v1.0/$batch', batch('GET', 'PATCH')],
    ['what only looks like a batch', '/v1.0/users/$batch', batch('GET')],
  ])('refuses %s before it leaves', async (_, path, init) => {
    const before = sent.length;
    await expect(only(`${ORIGIN}${path}`, init)).rejects.toThrow(WouldWriteError);
    expect(sent).toHaveLength(before);
  });
});

import { describe, expect, it } from '@jest/globals';
import { GraphCaller } from '../graph-caller.contract.js';

describe('the Graph service', () => {
  it('asks for a bearer token, and takes any', async () => {
    const graph = new GraphCaller();
    for (const authorization of ['', 'Bearer ', 'Basic abc']) {
      const { status, error } = await graph.get('/users', { authorization });
      expect([status, error.code]).toEqual([401, 'InvalidAuthenticationToken']);
    }
  });

  it('answers errors with code, message and the ids of the request', async () => {
    const graph = new GraphCaller();
    const id = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
    const { status, body, headers } = await graph.get(`/users/${id}`, { 'client-request-id': 'mine' });
    expect(status).toBe(404);
    expect(body).toEqual({
      error: {
        code: 'Request_ResourceNotFound',
        message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
        innerError: {
          date: '2026-03-01T12:00:00',
          'request-id': headers['request-id'],
          'client-request-id': 'mine',
        },
      },
    });
    expect(headers['client-request-id']).toBe('mine');
  });

  it.each([
    ['GET', '/unicorns', 400, "Resource not found for the segment 'unicorns'."],
    ['GET', '/users/x/unicorns', 404, "Resource not found for the segment 'unicorns'."],
    ['PUT', '/users', 405, 'Specified HTTP method is not allowed for the request target.'],
    ['HEAD', '/users', 405, 'Specified HTTP method is not allowed for the request target.'],
    ['DELETE', '/organization', 405, 'Specified HTTP method is not allowed for the request target.'],
    ['POST', '/users', 400, 'Empty Payload. JSON content expected.'],
  ])('answers %s %s with %d', async (method, path, status, message) => {
    const graph = new GraphCaller();
    const answer = await graph.call(method, path);
    expect([answer.status, answer.error.message]).toEqual([status, message]);
  });

  it('shows the tenant as the one organization', async () => {
    const graph = new GraphCaller();
    const { value } = await graph.get('/organization');
    expect(value).toMatchObject([{ id: graph.tenant.identity.id, displayName: 'Alder & Quay' }]);
    expect(value[0]?.['verifiedDomains']).toMatchObject([
      { name: 'alderquay.example', isDefault: true },
      { isInitial: true },
    ]);
  });

  it.each([
    '/users/delta()',
    '/users/graph.delta()',
    "/users('EMERGENCY.access1@alderquay.example')",
    '/directory/deletedItems/graph.user',
  ])('understands %s, the way generated clients write it', async (path) => {
    expect((await new GraphCaller().get(path)).status).toBe(200);
  });

  it('reads paths without regard to case', async () => {
    const graph = new GraphCaller();
    expect((await graph.get('/Identity/ConditionalAccess/Policies')).status).toBe(200);
  });
});

import { describe, expect, it } from '@jest/globals';
import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { GraphCaller, ids } from '../graph-caller.contract.js';

const url = (id: string): string => `/beta/users/${id}/authentication/requirements`;

async function state(graph: GraphCaller, id: string): Promise<Json | undefined> {
  return (await graph.get(url(id))).body['perUserMfaState'];
}

describe('per-user multifactor authentication', () => {
  it('is known to the beta endpoint only', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('holm');
    expect(await state(graph, id)).toBe('disabled');
    expect((await graph.patch(url(id), { perUserMfaState: 'enforced' })).status).toBe(204);
    expect(await state(graph, id)).toBe('enforced');
    for (const body of [{ perUserMfaState: 'perhaps' }, { perUserMfaState: null }, {}])
      expect((await graph.patch(url(id), body)).status).toBe(400);
    expect((await graph.get(`/users/${id}/authentication/requirements`)).status).toBe(400);
  });

  it('is enforced as soon as it is enabled for the third of users who have registered a method', async () => {
    const graph = new GraphCaller({ users: 300 });
    const all = ids(await graph.all('/users?$top=999'));
    const states = await Promise.all(
      all.map(async (id) => {
        await graph.patch(url(id), { perUserMfaState: 'enabled' });
        return state(graph, id);
      }),
    );
    expect(new Set(states)).toEqual(new Set(['enabled', 'enforced']));
    expect(states.filter((one) => one === 'enforced').length / states.length).toBeCloseTo(1 / 3, 1);
  });

  it('is read and written in batches', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('holm');
    const path = `/users/${id}/authentication/requirements`;
    const requests = [
      { id: '1', method: 'GET', url: path },
      {
        id: '2',
        method: 'PATCH',
        url: path,
        body: { perUserMfaState: 'enforced' },
        headers: { 'Content-Type': 'application/json' },
        dependsOn: ['1'],
      },
    ];
    const { body } = await graph.post('/beta/$batch', { requests });
    const responses = (body['responses'] as readonly Json[]).filter(isJsonObject);
    const byId = new Map(responses.map((one: JsonObject) => [one['id'], one]));
    expect(byId.get('1')).toMatchObject({ status: 200, body: { perUserMfaState: 'disabled' } });
    expect(byId.get('2')).toMatchObject({ status: 204 });
    expect(await state(graph, id)).toBe('enforced');
  });
});

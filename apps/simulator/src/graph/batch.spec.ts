import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#catalogue';
import { GraphCaller } from '../graph-caller.contract.js';

const JSON_HEADERS = { 'Content-Type': 'application/json' };
const get = (id: string, url = '/organization') => ({ id, method: 'GET', url });

async function responses(graph: GraphCaller, requests: Json): Promise<ReadonlyMap<string, JsonObject>> {
  const { status, body } = await graph.post('/$batch', { requests });
  expect(status).toBe(200);
  return new Map((body['responses'] as readonly JsonObject[]).map((one) => [one['id'] as string, one]));
}

describe('$batch', () => {
  it('answers each request as it would be answered alone', async () => {
    const graph = new GraphCaller();
    const user = await graph.createUser('ada');
    const answers = await responses(graph, [
      get('1', `/users/${user}?$select=id`),
      { id: '2', method: 'PATCH', url: `/users/${user}`, headers: JSON_HEADERS, body: { city: 'Leeds' } },
      get('3', '/users/nobody'),
      get('4', 'organization'),
    ]);
    expect(answers.get('1')).toMatchObject({ status: 200, body: { id: user } });
    expect(answers.get('2')).toMatchObject({ status: 204 });
    expect(answers.get('2')).not.toHaveProperty('body');
    expect(answers.get('3')).toMatchObject({
      status: 404,
      body: { error: { code: 'Request_ResourceNotFound' } },
    });
    expect(answers.get('4')).toMatchObject({ status: 200 });
  });

  it('answers in no particular order', async () => {
    const graph = new GraphCaller();
    const order = async (): Promise<string> =>
      [
        ...(
          await responses(
            graph,
            'abcdefgh'.split('').map((id) => get(id)),
          )
        ).keys(),
      ].join('');
    expect(await order()).not.toBe('abcdefgh');
    expect(await order()).not.toBe(await order());
  });

  it('runs dependents after what they depend on, and not when that has failed', async () => {
    const graph = new GraphCaller();
    const user = await graph.createUser('ada');
    const patch = (id: string, city: Json, dependsOn: string[]) => ({
      id,
      method: 'PATCH',
      url: `/users/${user}`,
      headers: JSON_HEADERS,
      body: { city },
      dependsOn,
    });
    const answers = await responses(graph, [
      patch('c', 'Porto', ['b']),
      patch('b', 1, ['a']),
      patch('a', 'Leeds', []),
    ]);
    expect([...'abc'].map((id) => answers.get(id)?.['status'])).toEqual([204, 400, 424]);
    expect((await graph.get(`/users/${user}?$select=city`)).body['city']).toBe('Leeds');
  });

  it.each([
    ['more than twenty requests', Array.from({ length: 21 }, (_, index) => get(String(index)))],
    ['the same id twice, in other case', [get('a'), get('A')]],
    ['a body without content type', [{ id: '1', method: 'POST', url: '/users', body: {} }]],
    ['a dependency that is not there', [{ ...get('1'), dependsOn: ['2'] }]],
    [
      'a circle',
      [
        { ...get('1'), dependsOn: ['2'] },
        { ...get('2'), dependsOn: ['1'] },
      ],
    ],
    ['a batch in it', [{ id: '1', method: 'POST', url: '/$batch' }]],
    ['no requests', undefined],
  ])('is refused whole with %s', async (_, requests) => {
    const graph = new GraphCaller();
    const answer = await graph.post('/$batch', requests === undefined ? {} : { requests });
    expect([answer.status, answer.error.code]).toEqual([400, 'BadRequest']);
  });
});

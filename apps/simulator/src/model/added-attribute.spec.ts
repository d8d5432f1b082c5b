import { describe, expect, it, jest } from '@jest/globals';
import * as catalogue from '#catalogue';
import type { AttributeEntry } from '#catalogue';

/** One more line in the table of users. */
const LUNCH: AttributeEntry = {
  name: 'favouriteLunch',
  kind: 'text',
  form: 'scalar',
  role: 'compared',
  absent: null,
  limits: { maxLength: 12 },
  read: { by: 'object' },
  write: { by: 'patch', version: 'v1.0' },
  clearable: true,
  since: 3,
};

const { CATALOGUE } = catalogue;
const user = { ...CATALOGUE.user, attributes: [...CATALOGUE.user.attributes, LUNCH] };
jest.unstable_mockModule('#catalogue', () => ({ ...catalogue, CATALOGUE: { ...CATALOGUE, user } }));
const { GraphCaller } = await import('../graph-caller.contract.js');
const { textOf } = await import('./json-text.js');

describe('an attribute that is added to the catalogue', () => {
  it('can be written, selected, filtered and cleared, within its limits', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('ada', { favouriteLunch: 'soup' });
    const read = `/users/${id}?$select=favouriteLunch`;
    expect((await graph.get(read)).body['favouriteLunch']).toBe('soup');
    expect((await graph.get(`/users/${id}`)).body).not.toHaveProperty('favouriteLunch');
    expect((await graph.patch(`/users/${id}`, { favouriteLunch: 'bread' })).status).toBe(204);
    expect(await graph.all("/users?$filter=favouriteLunch eq 'bread'&$select=id")).toEqual([{ id }]);
    expect((await graph.patch(`/users/${id}`, { favouriteLunch: 'x'.repeat(13) })).status).toBe(400);
    expect((await graph.patch(`/users/${id}`, { favouriteLunch: null })).status).toBe(204);
    expect((await graph.get(read)).body['favouriteLunch']).toBeNull();
  });

  it('is told by delta, and by no round that did not select it', async () => {
    const graph = new GraphCaller();
    const id = await graph.createUser('ada');
    const rounds = await Promise.all(
      ['favouriteLunch', 'city'].map((name) => graph.get(`/users/delta?$deltatoken=latest&$select=${name}`)),
    );
    await graph.patch(`/users/${id}`, { favouriteLunch: 'soup' });
    const [withIt, without] = await Promise.all(
      rounds.map(({ body }) => graph.get(textOf(body['@odata.deltaLink']))),
    );
    expect(withIt?.value).toEqual([{ id, favouriteLunch: 'soup' }]);
    expect(without?.value).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { graphError, scriptedGraph } from '../scripted-graph.contract.js';
import { always, ids, member, never, remove, user } from './changes.contract.js';

describe('changes sent to a tenant', () => {
  it('are packed into batches of at most 20 and answered in the order asked', async () => {
    const { directory, sent } = scriptedGraph(({ path }) =>
      path.endsWith('$batch')
        ? undefined
        : path.endsWith('/u7')
          ? { status: 400, body: graphError('Request_BadRequest', 'value of Ada is bad') }
          : { status: 204 },
    );
    const outcomes = await directory.apply(
      ids(45).map((_, index) => ({ change: 'update', object: user(`u${index}`), set: { city: 'Oslo' } })),
      never,
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      ids(45).map((_, index) => (index === 7 ? 'refused' : 'applied')),
    );
    expect(sent.map(({ path }) => path)).toEqual(['/v1.0/$batch', '/v1.0/$batch', '/v1.0/$batch']);
    expect(JSON.stringify(outcomes)).not.toContain('Ada');
  });

  it('of one object wait for each other', async () => {
    const { directory, seen, sent } = scriptedGraph(always(204));
    await directory.apply(
      [
        { change: 'restore', object: user('u1') },
        { change: 'update', object: user('u1'), set: { city: 'Oslo' } },
      ],
      never,
    );
    expect(sent).toHaveLength(2);
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1.0/directory/deletedItems/u1/restore',
      'PATCH /v1.0/users/u1',
    ]);
  });

  it.each(['..', '.', 'a/b', 'a?b', '%2e%2e', "x'", ''])('never name an object "%s"', async (id) => {
    const { directory, sent } = scriptedGraph(always(204));
    const outcomes = await directory.apply(
      [{ change: 'softDelete', object: user(id) }, remove(member(id)), remove(member('m1', id))],
      never,
    );
    expect(outcomes).toEqual(outcomes.map(() => expect.objectContaining({ code: 'invalidId' })));
    expect(sent).toEqual([]);
  });

  it('are not sent once the caller has given up', async () => {
    const { directory, sent } = scriptedGraph(always(204));
    const outcomes = await directory.apply([{ change: 'restore', object: user('u1') }], AbortSignal.abort());
    expect(outcomes).toMatchObject([{ outcome: 'notSent' }]);
    expect(sent).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { graphError, ORIGIN, scriptedGraph, type SeenRequest } from '../scripted-graph.contract.js';
import { add, always, ids, member, never, remove } from './changes.contract.js';

const ALREADY = graphError(
  'Request_BadRequest',
  "One or more added object references already exist for the following modified properties: 'members'.",
);
const NOT_REPLICATED = graphError(
  'Request_BadRequest',
  "The source resource object or one of the objects being referenced don't exist.",
);
const bound = ({ body }: SeenRequest): readonly string[] =>
  (body as { 'members@odata.bind'?: string[] })['members@odata.bind'] ?? [];

describe('members added to a group', () => {
  it('go 20 to a request', async () => {
    const { directory, seen } = scriptedGraph(always(204));
    const outcomes = await directory.apply(
      ids(45).map((id) => add(member(id))),
      never,
    );
    expect(outcomes).toEqual(ids(45).map(() => ({ outcome: 'applied' })));
    expect(seen.map((request) => bound(request).length)).toEqual([20, 20, 5]);
    expect(seen.slice(2).flatMap(bound)[0]).toBe(`${ORIGIN}/v1.0/directoryObjects/m41`);
  });

  it('get their own outcomes when the request is refused as a whole', async () => {
    const { directory } = scriptedGraph((request) => {
      const members = bound(request).map((reference) => reference.split('/').at(-1));
      if (members.includes('m3')) return { status: 400, body: ALREADY };
      if (members.includes('m12')) return { status: 404, body: graphError('Request_ResourceNotFound') };
      return { status: 204 };
    });
    const outcomes = await directory.apply(
      ids(20).map((id) => add(member(id))),
      never,
    );
    expect(outcomes[2]).toEqual({ outcome: 'unchanged' });
    expect(outcomes[11]).toMatchObject({ outcome: 'refused', code: 'Request_ResourceNotFound' });
    expect(outcomes.filter(({ outcome }) => outcome === 'applied')).toHaveLength(18);
  });

  const refusing = (refused: readonly string[]) =>
    scriptedGraph((request) => {
      if (request.path.endsWith('$batch')) return undefined;
      const members = bound(request).map((reference) => reference.split('/').at(-1));
      return refused.some((id) => members.includes(id)) ? { status: 400, body: ALREADY } : { status: 204 };
    });
  const addTwenty = ids(20).map((id) => add(member(id)));

  it.each(ids(20))('are added in few steps when one of them is refused: %s', async (refused) => {
    const { directory, seen } = refusing([refused]);
    const outcomes = await directory.apply(addTwenty, never);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      ids(20).map((id) => (id === refused ? 'unchanged' : 'applied')),
    );
    expect(seen.length).toBeLessThanOrEqual(11);
  });

  it('go alone when many of them are refused: halving would cost more than it spares', async () => {
    const { directory, seen } = refusing(ids(20));
    const outcomes = await directory.apply(addTwenty, never);
    expect(outcomes).toEqual(ids(20).map(() => ({ outcome: 'unchanged' })));
    expect(seen.length).toBeLessThanOrEqual(30);
  });

  it('each get a true outcome, whoever is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(ids(20)), async (refused) => {
        const outcomes = await refusing(refused).directory.apply(addTwenty, never);
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(
          ids(20).map((id) => (refused.includes(id) ? 'unchanged' : 'applied')),
        );
      }),
    );
  });

  it('who are named twice are added once', async () => {
    const { directory, seen } = refusing([]);
    const twice = ['m1', 'm2', 'm1'].map((id) => add(member(id)));
    expect(await directory.apply(twice, never)).toEqual([
      { outcome: 'applied' },
      { outcome: 'applied' },
      { outcome: 'unchanged' },
    ]);
    expect(seen.map(bound)).toEqual([['m1', 'm2'].map((id) => `${ORIGIN}/v1.0/directoryObjects/${id}`)]);
  });

  it('are all doubtful when the answer is lost, and are not sent again', async () => {
    const { directory, sent } = scriptedGraph(() => new TypeError('terminated'));
    const outcomes = await directory.apply([add(member('m1')), add(member('m2'))], never);
    expect(outcomes).toEqual([{ outcome: 'doubtful' }, { outcome: 'doubtful' }]);
    expect(sent).toHaveLength(1);
  });

  it('wait up to two minutes for what is not replicated yet', async () => {
    let calls = 0;
    const { directory, clock } = scriptedGraph(() => {
      calls += 1;
      return calls < 5 ? { status: 400, body: NOT_REPLICATED } : { status: 204 };
    });
    expect(await directory.apply([add(member('m1'))], never)).toEqual([{ outcome: 'applied' }]);
    const stuck = scriptedGraph(always(400, NOT_REPLICATED));
    const start = stuck.clock.now().getTime();
    expect(
      await stuck.directory.apply(
        ids(20).map((id) => add(member(id))),
        never,
      ),
    ).toMatchObject(ids(20).map(() => ({ outcome: 'refused' })));
    expect(stuck.clock.now().getTime() - start).toBeLessThanOrEqual(120_000);
    expect(clock.slept).toHaveLength(4);
  });
});

describe('members removed from a group', () => {
  it('go in batches that Graph carries out in order, by reference only', async () => {
    const { directory, seen, sent } = scriptedGraph(always(204));
    const outcomes = await directory.apply(
      ids(25).map((id) => remove(member(id))),
      never,
    );
    expect(outcomes).toEqual(ids(25).map(() => ({ outcome: 'applied' })));
    expect(sent).toHaveLength(2);
    expect(seen.every(({ path }) => /^\/v1\.0\/groups\/g1\/members\/m\d+\/\$ref$/.test(path))).toBe(true);
  });

  it('who are none are as they should be, and do not stop the others', async () => {
    const { directory } = scriptedGraph(({ path }) =>
      path.endsWith('$batch')
        ? undefined
        : /m(2|5)\/\$ref$/.test(path)
          ? { status: 404, body: graphError('Request_ResourceNotFound') }
          : { status: 204 },
    );
    const outcomes = await directory.apply(
      ids(6).map((id) => remove(member(id))),
      never,
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'applied',
      'unchanged',
      'applied',
      'applied',
      'unchanged',
      'applied',
    ]);
  });

  it('are tried again when one is throttled in the middle', async () => {
    let throttled = 0;
    const { directory } = scriptedGraph(({ path }) => {
      if (path.endsWith('$batch')) return undefined;
      if (!path.includes('/m3/') || throttled++ > 0) return { status: 204 };
      return { status: 429, headers: { 'Retry-After': '2' } };
    });
    const outcomes = await directory.apply(
      ids(5).map((id) => remove(member(id))),
      never,
    );
    expect(outcomes).toEqual(ids(5).map(() => ({ outcome: 'applied' })));
  });
});

import { describe, expect, it } from '@jest/globals';
import { encodeObject, fromGraph } from '#catalogue';
import { MapHead, synced } from '../../head.contract.js';
import { graphError, type SeenRequest } from '../scripted-graph.contract.js';
import { counted, page, type Lists } from './scripted-lists.contract.js';
import { FORBIDDEN, known, member, open, tokenOf } from './sync-spec.contract.js';

type Result = Awaited<ReturnType<typeof synced>>['result'];
const of = ({ completeness }: Result, type: string) => completeness.find((read) => read.type === type);
const gaps = (result: Result, type: string) => of(result, type)?.gaps.map(({ cause }) => cause);
const users = (...ids: readonly string[]) => page(ids.map((id) => ({ id })));

describe('a whole reading', () => {
  it('says what the tenant counts besides', async () => {
    const { directory, seen } = open({
      '/v1.0/users?$select': users('u1', 'u2'),
      '/v1.0/users?$count=true': counted(2),
    });
    const { result } = await synced(directory);
    expect(of(result, 'user')).toMatchObject({ objects: 2, counted: 2, gaps: [] });
    expect(of(result, 'group')).not.toHaveProperty('counted');
    const count = seen.find(({ path }) => path.startsWith('/v1.0/users?$count=true'));
    expect(count?.headers['consistencylevel'] ?? count?.headers['ConsistencyLevel']).toBe('eventual');
  });

  it('that has lost a page is a gap, and the next sync reads everything anew', async () => {
    const { directory } = open({
      '/v1.0/users?$select': users('u1', 'u2'),
      '/v1.0/users?$count=true': counted(3),
    });
    const { result } = await synced(directory);
    expect(gaps(result, 'user')).toEqual(['count']);
    expect(of(result, 'user')).toMatchObject({ objects: 2, counted: 3 });
    const next = await synced(directory, { token: result.token });
    expect(of(next.result, 'user')).toMatchObject({ mode: 'full' });
  });

  it('that has lost a page once is whole after one more list', async () => {
    let lists = 0;
    const { directory } = open({
      '/v1.0/users?$select': () => {
        lists += 1;
        return lists === 1 ? users('u1', 'u2') : users('u1', 'u2', 'u3');
      },
      '/v1.0/users?$count=true': counted(3),
    });
    const { head, result } = await synced(directory);
    expect(gaps(result, 'user')).toEqual([]);
    expect(head.keys('user/')).toEqual(['user/u1', 'user/u2', 'user/u3']);
  });

  it('waits for the count to catch up', async () => {
    let counts = 0;
    const { directory, clock } = open({
      '/v1.0/users?$select': users('u1', 'u2'),
      '/v1.0/users?$count=true': () => {
        counts += 1;
        return counted(counts < 4 ? 1 : 2);
      },
    });
    const { result } = await synced(directory);
    expect(gaps(result, 'user')).toEqual([]);
    expect(clock.slept).toEqual([2_000, 10_000]);
  });

  it.each([
    ['came', [2, 3], users('u1', 'u2', 'u3')],
    ['went', [3, 2], users('u1', 'u2', 'u3')],
  ])('agrees with either count where something %s meanwhile', async (_, numbers, list) => {
    const counts = [...numbers];
    const { directory } = open({
      '/v1.0/users?$select': list,
      '/v1.0/users?$count=true': () => counted(counts.shift() ?? 0),
    });
    const { result } = await synced(directory);
    expect(gaps(result, 'user')).toEqual([]);
  });

  it('that shows nothing where much was leaves the head alone and is a gap, count or no count', async () => {
    const lists: readonly Lists[] = [
      { '/v1.0/users?$select': page([]) },
      { '/v1.0/users?$select': page([]), '/v1.0/users?$count=true': counted(0) },
      { '/v1.0/users?$select': page([]), '/v1.0/users?$count=true': counted(2) },
    ];
    for (const script of lists) {
      const { directory } = open(script);
      const head = new MapHead([known('user', 'u1'), known('user', 'u2')]);
      const token = tokenOf({ user: 'none' }, 2);
      const first = await synced(directory, { head, token });
      expect(gaps(first.result, 'user')).toEqual(['count']);
      expect(first.head.keys('user/')).toEqual(['user/u1', 'user/u2']);
      const second = await synced(directory, { head: first.head, token: first.result.token });
      expect(gaps(second.result, 'user')).toEqual(['count']);
    }
  });

  it('believes that all is gone where all stands among the deleted items, and not where some does', async () => {
    const policy = (id: string): [string, string] => [
      `conditionalAccessPolicy/${id}`,
      encodeObject(fromGraph('conditionalAccessPolicy', id, 'live', { displayName: 'P' })),
    ];
    const { directory } = open({
      '/v1.0/identity/conditionalAccess/policies': page([]),
      '/v1.0/identity/conditionalAccess/deletedItems/policies': page([{ id: 'p1' }, { id: 'old' }]),
    });
    const token = tokenOf({ conditionalAccessPolicy: 'none' });
    const all = await synced(directory, { head: new MapHead([policy('p1')]), token });
    expect(gaps(all.result, 'conditionalAccessPolicy')).toEqual([]);
    expect(all.head.keys('conditionalAccessPolicy/')).toEqual([
      'conditionalAccessPolicy/old',
      'conditionalAccessPolicy/p1',
    ]);
    const some = await synced(directory, { head: new MapHead([policy('p1'), policy('p2')]), token });
    expect(gaps(some.result, 'conditionalAccessPolicy')).toEqual(['count']);
  });

  it('takes what a second list shows where the first showed nothing', async () => {
    let lists = 0;
    const { directory } = open({
      '/v1.0/policies/authenticationStrengthPolicies': () => {
        lists += 1;
        return page(lists === 1 ? [] : [{ id: 's1' }]);
      },
    });
    const { head, result } = await synced(directory, {
      token: tokenOf({ authenticationStrengthPolicy: 'none' }),
    });
    expect(gaps(result, 'authenticationStrengthPolicy')).toEqual([]);
    expect(head.keys('authenticationStrengthPolicy/')).toEqual(['authenticationStrengthPolicy/s1']);
  });

  it('believes in the end that there is nothing, when it has been so for long', async () => {
    const { directory, clock } = open({});
    const location = encodeObject(fromGraph('namedLocationPolicy', 'l1', 'live', { displayName: 'L' }));
    const head = new MapHead([['namedLocationPolicy/l1', location]]);
    const first = await synced(directory, { head, token: tokenOf({ namedLocationPolicy: 'none' }) });
    expect(gaps(first.result, 'namedLocationPolicy')).toEqual(['count']);
    await clock.sleep(8 * 24 * 3_600_000);
    const later = await synced(directory, { head, token: first.result.token });
    expect(gaps(later.result, 'namedLocationPolicy')).toEqual([]);
    expect(later.head.keys('namedLocationPolicy/')).toEqual([]);
  });

  it('of one type that is forbidden leaves the others whole', async () => {
    const { directory } = open({
      '/v1.0/users?$select': users('u1'),
      '/v1.0/users?$count=true': counted(1),
      '/v1.0/policies/authorizationPolicy': FORBIDDEN,
    });
    const { result } = await synced(directory);
    expect(gaps(result, 'user')).toEqual([]);
    expect(gaps(result, 'authorizationPolicy')).toEqual(['permission']);
  });
});

describe('the members of groups', () => {
  const twenty = Array.from({ length: 20 }, (_, index) => member(`u${index}`));
  const thirty = Array.from({ length: 30 }, (_, index) => member(`u${index}`));
  const truncated: Lists = {
    '/v1.0/groups?$select': page([{ id: 'g1' }]),
    '/v1.0/groups/delta': page([{ id: 'g1', displayName: 'G', 'members@delta': twenty }], {
      delta: '/v1.0/groups/delta?$deltatoken=1',
    }),
    '/v1.0/groups/delta?$deltatoken=1': page([], { delta: '/v1.0/groups/delta?$deltatoken=2' }),
    '/beta/groups/g1/members?$count=true': counted(30),
  };

  it('that were cut short are listed', async () => {
    const { directory } = open({ ...truncated, '/beta/groups/g1/members?$select=id': page(thirty) });
    const { head, result } = await synced(directory);
    expect(gaps(result, 'group')).toEqual([]);
    expect(head.keys('group/g1/members/')).toHaveLength(30);
  });

  it('that are cut short in their list too are a gap', async () => {
    const { directory } = open({ ...truncated, '/beta/groups/g1/members?$select=id': page(twenty) });
    const first = await synced(directory);
    expect(gaps(first.result, 'group')).toEqual(['count']);
    const second = await synced(directory, { head: first.head, token: first.result.token });
    expect(gaps(second.result, 'group')).toEqual(['count']);
  });

  it('are counted with those that backups do not hold', async () => {
    const { directory, seen } = open({
      ...truncated,
      '/v1.0/groups/delta': page(
        [{ id: 'g1', displayName: 'G', 'members@delta': [member('u1'), member('d1', 'device')] }],
        { delta: '/v1.0/groups/delta?$deltatoken=1' },
      ),
      '/beta/groups/g1/members?$count=true': counted(2),
    });
    const { head, result } = await synced(directory);
    expect(gaps(result, 'group')).toEqual([]);
    expect(head.keys('group/g1/members/')).toEqual(['group/g1/members/u1']);
    expect(seen.filter(({ path }) => path.includes('/members?$select'))).toEqual([]);
  });
});

describe('a reading of changes', () => {
  const token = tokenOf({ user: '/v1.0/users/delta?$deltatoken=1' });
  const changes = (entries: Parameters<typeof page>[0]): Lists => ({
    '/v1.0/users/delta?$deltatoken=1': page(entries, { delta: '/v1.0/users/delta?$deltatoken=2' }),
  });

  it('is enough where the count agrees', async () => {
    const { directory } = open({
      ...changes([{ id: 'u2', displayName: 'new' }]),
      '/v1.0/users/u2?': { status: 200, body: { id: 'u2' } },
      '/v1.0/users?$count=true': counted(2),
    });
    const { result } = await synced(directory, { head: new MapHead([known('user', 'u1')]), token });
    expect(of(result, 'user')).toMatchObject({ mode: 'delta', counted: 2, gaps: [] });
    expect(JSON.parse(result.token)).toMatchObject({ types: { user: { live: 2 } } });
  });

  it('is followed by a whole one where the count says that objects have escaped it', async () => {
    const { directory } = open({
      ...changes([]),
      '/v1.0/users?$select': users('u1', 'u2', 'u3'),
      '/v1.0/users?$count=true': counted(3),
    });
    const { head, result } = await synced(directory, { head: new MapHead([known('user', 'u1')]), token });
    expect(of(result, 'user')).toMatchObject({ mode: 'full', counted: 3, gaps: [] });
    expect(head.keys('user/')).toEqual(['user/u1', 'user/u2', 'user/u3']);
  });
});

describe('a reading of everything at an interval', () => {
  const token = tokenOf({ user: '/v1.0/users/delta?$deltatoken=1' }, 3);
  const head = new MapHead([known('user', 'u1'), known('user', 'u2'), known('user', 'u3')]);
  const lists: Lists = {
    '/v1.0/users?$select': page([
      { id: 'u1', displayName: 'told' },
      { id: 'u2', displayName: 'not told' },
    ]),
    '/v1.0/users/delta?$deltatoken=1': page([{ id: 'u1', displayName: 'told' }], {
      delta: '/v1.0/users/delta?$deltatoken=2',
    }),
    '/v1.0/users/delta?$select': page([], { delta: '/v1.0/users/delta?$deltatoken=9' }),
    '/v1.0/users/delta?$deltatoken=9': page([], { delta: '/v1.0/users/delta?$deltatoken=10' }),
  };

  it('is not due before', async () => {
    const { directory } = open(lists, { sync: { reconcileEveryMs: 2 * 24 * 3_600_000 } });
    const { result } = await synced(directory, { head, token });
    expect(of(result, 'user')).toMatchObject({ mode: 'delta' });
    expect(of(result, 'user')?.isTold).toBeUndefined();
  });

  it('tells what the delta query has told of, so that the rest can be counted', async () => {
    const { directory } = open(lists, { sync: { reconcileEveryMs: 12 * 3_600_000 } });
    const next = await synced(directory, { head, token });
    const isTold = of(next.result, 'user')?.isTold;
    const changed = [...new Set([...head.entries.keys(), ...next.head.entries.keys()])].filter(
      (key) => key.startsWith('user/') && head.entries.get(key) !== next.head.entries.get(key),
    );
    expect(changed.sort()).toEqual(['user/u1', 'user/u2', 'user/u3']);
    expect(changed.filter((key) => !isTold?.({ type: 'user', id: key.slice(5) }))).toEqual([
      'user/u2',
      'user/u3',
    ]);
    expect(next.result.token).toContain('$deltatoken=10');
    expect(of((await synced(directory, { token: next.result.token })).result, 'user')?.mode).toBe('delta');
  });

  it('is no comparison where the delta query is worn out', async () => {
    const { directory } = open(
      { ...lists, '/v1.0/users/delta?$deltatoken=1': { status: 410 } },
      { sync: { reconcileEveryMs: 12 * 3_600_000 } },
    );
    const { result } = await synced(directory, { head, token });
    expect(of(result, 'user')).toMatchObject({ mode: 'full', gaps: [] });
    expect(of(result, 'user')?.isTold).toBeUndefined();
  });
});

describe('a property that comes to one type', () => {
  it('lets that type alone be read anew', async () => {
    const { directory } = open({});
    const { result } = await synced(directory);
    const older = result.token.replace('"properties":"id,classification,', '"properties":"id,');
    const next = await synced(directory, { token: older });
    const modes = next.result.completeness.map(({ type, mode }) => [type, mode]);
    expect(Object.fromEntries(modes)).toMatchObject({ user: 'delta', application: 'delta', group: 'full' });
  });
});

describe('many users', () => {
  const firstCharacterOf = ({ path }: SeenRequest) =>
    /startswith\(userPrincipalName,'(..?)'\)/.exec(path)?.[1];
  const all = [...'abc019'].map((first) => ({ id: `u${first}`, userPrincipalName: `${first}@x.example` }));

  it('are listed in parts that cover all first characters', async () => {
    const asked: string[] = [];
    const { directory, seen } = open(
      {
        '/v1.0/users?$select': (request) => {
          const first = firstCharacterOf(request);
          if (first === undefined) return page(all);
          asked.push(
            ...[...request.path.matchAll(/startswith\(userPrincipalName,'(.+?)'\)/g)].map(([, x = '']) => x),
          );
          return page(all.filter((user) => user.userPrincipalName.startsWith(first)));
        },
        '/v1.0/users?$count=true': counted(6),
      },
      { sync: { shardFrom: 5 } },
    );
    const { head, result } = await synced(directory);
    expect(head.keys('user/')).toHaveLength(6);
    expect(of(result, 'user')).toMatchObject({ objects: 6, gaps: [] });
    expect(asked.join('')).toBe("abcdefghijklmnopqrstuvwxyz0123456789''.-_!#^~");
    expect(seen.some(({ path }) => path.includes('$filter'))).toBe(true);
  });

  it('are listed in one chain when the parts are refused', async () => {
    const refused = { status: 400, body: graphError('Request_UnsupportedQuery') };
    const { directory } = open(
      {
        '/v1.0/users?$select': (request) => (firstCharacterOf(request) === undefined ? page(all) : refused),
        '/v1.0/users?$count=true': counted(6),
      },
      { sync: { shardFrom: 5 } },
    );
    const { head, result } = await synced(directory);
    expect(head.keys('user/')).toHaveLength(6);
    expect(of(result, 'user')).toMatchObject({ objects: 6, gaps: [] });
  });

  it('are listed in one chain when the parts do not add up', async () => {
    const { directory } = open(
      {
        '/v1.0/users?$select': (request) => page(firstCharacterOf(request) === undefined ? all : []),
        '/v1.0/users?$count=true': counted(6),
      },
      { sync: { shardFrom: 5 } },
    );
    const { head, result } = await synced(directory);
    expect(head.keys('user/')).toHaveLength(6);
    expect(of(result, 'user')).toMatchObject({ gaps: [] });
  });
});

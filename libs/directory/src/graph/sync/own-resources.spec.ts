import { describe, expect, it } from '@jest/globals';
import { encodeObject, fromGraph, objectKey } from '#catalogue';
import { MapHead, synced } from '../../head.contract.js';
import { graphError } from '../scripted-graph.contract.js';
import { page, type Lists } from './scripted-lists.contract.js';
import { FORBIDDEN, open, stateOf, tokenOf } from './sync-spec.contract.js';

type Synced = Awaited<ReturnType<typeof synced>>;

const REQUIREMENTS = /^\/beta\/users\/(.+)\/authentication\/requirements$/;
const requirements = (state: string) => ({ status: 200, body: { perUserMfaState: state } });
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
const list = (users: readonly string[]): Lists => ({
  '/v1.0/users?$select': page(users.map((id) => ({ id, displayName: 'U' }))),
  '/v1.0/users/delta?$select': page([], { delta: '/v1.0/users/delta?$deltatoken=1' }),
  '/v1.0/users/delta?$deltatoken=1': page([], { delta: '/v1.0/users/delta?$deltatoken=1' }),
});
const all = (state: string | (() => string)): Lists => ({
  '/beta/users/': () => requirements(typeof state === 'string' ? state : state()),
});
const mfa = ({ head }: Synced, id: string) => stateOf(head, 'user', id)?.attributes['perUserMfaState'];
const states = (run: Synced, users: readonly string[]) => users.map((id) => mfa(run, id));
const ofUsers = ({ result }: Synced) => result.completeness.find(({ type }) => type === 'user');
const asked = (seen: ReturnType<typeof open>['seen']): string[] =>
  seen.splice(0).flatMap(({ path }) => REQUIREMENTS.exec(path)?.[1] ?? []);

describe('per-user multifactor authentication', () => {
  it('is read of every user at the first sync, in batches of the beta version', async () => {
    const users = ids(45);
    const { directory, seen, sent } = open({ ...list(users), ...all('enforced') });
    const started = new Date('2026-11-24T00:00:00Z');
    const run = await synced(directory);
    expect(new Set(states(run, users))).toEqual(new Set(['enforced']));
    expect(asked(seen)).toHaveLength(45);
    expect(sent.filter(({ path }) => path === '/beta/$batch')).toHaveLength(3);
    expect(ofUsers(run)).toMatchObject({ rotatedSince: started, unread: [], gaps: [] });
  });

  it('is read of some users at each sync, the oldest first, and vouched for once all are known', async () => {
    const users = ids(5);
    let state = 'disabled';
    const { directory, seen, clock } = open(
      { ...list(users), ...all(() => state) },
      { sync: { ownResourceReads: 2 } },
    );
    const times = [clock.now()];
    let run = await synced(directory);
    const went: string[][] = [asked(seen)];
    const since: unknown[] = [ofUsers(run)?.rotatedSince];
    for (let syncs = 0; syncs < 5; syncs += 1) {
      if (syncs === 2) state = 'enabled';
      await clock.sleep(3_600_000);
      times.push(clock.now());
      run = await synced(directory, { head: run.head, token: run.result.token });
      went.push(asked(seen));
      since.push(ofUsers(run)?.rotatedSince);
    }
    const [a, b, c, d, e] = users;
    expect(went).toEqual([[a, b], [c, d], [e], [a, b], [c, d], [e]]);
    expect(since).toEqual([null, null, times[0], times[0], times[0], times[3]]);
    expect(states(run, users)).toEqual(['enabled', 'enabled', 'enabled', 'enabled', 'enabled']);
  });

  it('of a new user is read at once, whosever turn it is', async () => {
    const [old = '', young = ''] = ids(2);
    const { directory, seen } = open(
      {
        ...list([old]),
        '/v1.0/users/delta?$deltatoken=1': page([{ id: young, displayName: 'new' }], {
          delta: '/v1.0/users/delta?$deltatoken=2',
        }),
        [`/v1.0/users/${young}?`]: { status: 200, body: { id: young } },
        ...all('enabled'),
      },
      { sync: { ownResourceReads: 2 } },
    );
    const head = new MapHead([
      [objectKey({ type: 'user', id: old }), encodeObject(fromGraph('user', old, 'live', {}))],
    ]);
    const run = await synced(directory, {
      head,
      token: tokenOf({ user: '/v1.0/users/delta?$deltatoken=1' }),
    });
    expect(asked(seen)).toEqual([old, young]);
    expect(states(run, [old, young])).toEqual(['enabled', 'enabled']);
    expect(stateOf(run.head, 'user', young)?.attributes['displayName']).toBe('new');
  });

  it('survives what is read of a user otherwise: changes, deletion, and everything read anew', async () => {
    const [one = '', two = '', three = ''] = ids(3);
    const known = await synced(open({ ...list([one, two, three]), ...all('enforced') }).directory);
    const none = { sync: { ownResourceReads: 0 } };
    const changed = open(
      {
        ...list([]),
        '/v1.0/users/delta?$deltatoken=1': page(
          [
            { id: one, city: 'Rome' },
            { id: two, '@removed': { reason: 'changed' } },
          ],
          { delta: '/v1.0/users/delta?$deltatoken=2' },
        ),
        [`/v1.0/directory/deletedItems/${two}`]: { status: 200, body: { id: two } },
      },
      none,
    );
    const next = await synced(changed.directory, { head: known.head, token: known.result.token });
    expect(states(next, [one, two, three])).toEqual(['enforced', 'enforced', 'enforced']);
    expect(stateOf(next.head, 'user', two)?.lifecycle).toBe('softDeleted');
    const anew = await synced(open(list([one, three]), none).directory, { head: next.head });
    expect(states(anew, [one, three])).toEqual(['enforced', 'enforced']);
    expect(ofUsers(anew)?.rotatedSince).toBeNull();
  });

  it('that may not be read is unread, and no gap', async () => {
    const { directory, seen } = open({ ...list(ids(100)), '/beta/users/': FORBIDDEN });
    const first = await synced(directory);
    expect(ofUsers(first)).toMatchObject({
      gaps: [],
      unread: [{ attribute: 'perUserMfaState', cause: 'permission' }],
      rotatedSince: null,
    });
    expect(asked(seen).length).toBeLessThan(100);
    const second = await synced(directory, { head: first.head, token: first.result.token });
    expect(ofUsers(second)?.unread).toEqual([{ attribute: 'perUserMfaState', cause: 'permission' }]);
    expect(new Set(states(second, ids(100)))).toEqual(new Set([null]));
  });

  it('that fails in the service keeps what is known, and spoils nothing else', async () => {
    const users = ids(3);
    const known = await synced(open({ ...list(users), ...all('enforced') }).directory);
    const failing = open({ ...list(users), '/beta/users/': { status: 500 } });
    const run = await synced(failing.directory, { head: known.head, token: known.result.token });
    expect(states(run, users)).toEqual(['enforced', 'enforced', 'enforced']);
    expect(ofUsers(run)).toMatchObject({
      gaps: [],
      unread: [{ attribute: 'perUserMfaState', cause: 'error' }],
      rotatedSince: null,
    });
  });

  it('of a user who has gone meanwhile, or has none, is passed over', async () => {
    const users = ids(3);
    const { directory } = open({
      ...list(users),
      ...all('disabled'),
      [`/beta/users/${users[0]}/`]: { status: 404, body: graphError('Request_ResourceNotFound') },
      [`/beta/users/${users[1]}/`]: { status: 400, body: graphError('Request_BadRequest') },
    });
    const run = await synced(directory);
    expect(states(run, users)).toEqual([null, null, 'disabled']);
    expect(ofUsers(run)).toMatchObject({ gaps: [], unread: [], rotatedSince: null });
  });
});

describe('an attribute that the application may not read', () => {
  const tokenWith = (...roles: readonly string[]) => {
    const payload = Buffer.from(JSON.stringify({ roles })).toString('base64url');
    return { tokens: { token: async () => `e30.${payload}.s` } };
  };
  const LEAVE = 'employeeLeaveDateTime';
  const leaving = {
    ...all('disabled'),
    ...list([]),
    '/v1.0/users?$select': page([{ id: 'u1', [LEAVE]: '2027-01-01T00:00:00Z' }]),
  };

  it('is not known, rather than empty, and is named', async () => {
    const hidden = { ...leaving, '/v1.0/users?$select': page([{ id: 'u1' }]) };
    const run = await synced(open(hidden, tokenWith('User.Read.All')).directory);
    expect(ofUsers(run)?.unread).toEqual([{ attribute: LEAVE, cause: 'permission' }]);
    expect(stateOf(run.head, 'user', 'u1')?.attributes).not.toHaveProperty(LEAVE);
  });

  it('is read of all users as soon as it may be', async () => {
    const before = await synced(open(leaving, tokenWith('User.Read.All')).directory);
    const { directory } = open(leaving, tokenWith('User.Read.All', 'User-LifeCycleInfo.Read.All'));
    const run = await synced(directory, { head: before.head, token: before.result.token });
    expect(ofUsers(run)).toMatchObject({ mode: 'full', unread: [] });
    expect(stateOf(run.head, 'user', 'u1')?.attributes[LEAVE]).toBe('2027-01-01T00:00:00Z');
  });
});

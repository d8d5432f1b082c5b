import { describe, expect, it } from '@jest/globals';
import type { TenantChange } from '../../directory.js';
import { graphError, scriptedGraph } from '../scripted-graph.contract.js';
import { always, ids, never, user } from './changes.contract.js';

describe('the outcome of a write', () => {
  const update: TenantChange = { change: 'update', object: user('u1'), set: { city: 'Oslo' } };
  const reset = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) });
  const unreachable = new TypeError('fetch failed', {
    cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }),
  });

  it.each([
    ['is doubtful when the connection breaks', () => reset, 'doubtful', 1],
    ['is doubtful when the service fails', always(500), 'doubtful', 1],
    ['is doubtful when a gateway gives up', always(504), 'doubtful', 1],
    ['is doubtful when the service is away without a word on when to come back', always(503), 'doubtful', 1],
    ['is "not sent" when no connection can be made', () => unreachable, 'notSent', 8],
    ['is "not sent" when throttling outlasts patience', always(429), 'notSent', 8],
    [
      'is "not sent" when the service asks to come back later',
      always(503, undefined, { 'Retry-After': '1' }),
      'notSent',
      8,
    ],
    [
      'is "not sent" when parallel writers keep winning',
      always(409, graphError('Directory_ConcurrencyViolation')),
      'notSent',
      8,
    ],
    [
      'is a refusal when it is not allowed',
      always(403, graphError('Authorization_RequestDenied')),
      'refused',
      1,
    ],
    [
      'is a refusal when a new token does not help',
      always(401, graphError('InvalidAuthenticationToken')),
      'refused',
      2,
    ],
    [
      'is a refusal when it is redirected',
      always(302, undefined, { Location: 'https://evil.example/' }),
      'refused',
      1,
    ],
  ] as const)('%s', async (_, script, outcome, requests) => {
    const { directory, sent } = scriptedGraph(script);
    expect(await directory.apply([update], never)).toMatchObject([{ outcome }]);
    expect(sent).toHaveLength(requests);
  });

  it.each(['0', '-1', '1000000000', 'soon', undefined])(
    'waits a sensible time when Retry-After is %s',
    async (retryAfter) => {
      let calls = 0;
      const { directory, clock } = scriptedGraph(() => {
        calls += 1;
        const headers: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': retryAfter };
        return calls < 3 ? { status: 429, headers } : { status: 204 };
      });
      expect(await directory.apply([update], never)).toEqual([{ outcome: 'applied' }]);
      expect(clock.slept.every((ms) => ms >= 500 && ms <= 2_000)).toBe(true);
    },
  );

  it('waits as long as Graph asks', async () => {
    let calls = 0;
    const { directory, clock } = scriptedGraph(() => {
      calls += 1;
      return calls === 1 ? { status: 429, headers: { 'Retry-After': '17.5' } } : { status: 204 };
    });
    await directory.apply([update], never);
    expect(clock.slept).toContain(17_500);
  });

  it('says in our own words what Graph refuses, and names properties but no values', async () => {
    const body = {
      error: {
        code: 'Request_BadRequest',
        message: 'Another object with the same value for property userPrincipalName already exists.',
        details: [
          { code: 'ObjectConflict', target: 'userPrincipalName' },
          { code: 'ObjectConflict', target: 'ada@contoso.example' },
        ],
      },
    };
    const { directory } = scriptedGraph(() => ({ status: 400, body }));
    expect(await directory.apply([update], never)).toEqual([
      {
        outcome: 'refused',
        code: 'Request_BadRequest',
        message: 'Another object has this value, which must be unique. Properties: userPrincipalName.',
      },
    ]);
  });

  it('of a batch with missing, doubled and unknown answers is doubtful only where nothing is known', async () => {
    const { directory } = scriptedGraph(({ path }) =>
      path.endsWith('$batch')
        ? {
            status: 200,
            body: {
              responses: [
                { id: '2', status: 204 },
                { id: '2', status: 400 },
                { id: '77', status: 204 },
                { id: '1', status: 204 },
                { id: '4', status: '204' },
              ],
            },
          }
        : undefined,
    );
    const outcomes = await directory.apply(
      ids(4).map((id) => ({ change: 'update', object: user(id), set: { city: 'Oslo' } })),
      never,
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'doubtful', 'doubtful', 'doubtful']);
  });

  it('of a batch refused as a whole is found by sending its members alone', async () => {
    const { directory } = scriptedGraph(({ path }) =>
      path.endsWith('$batch')
        ? { status: 413 }
        : path.endsWith('m2')
          ? { status: 413, body: graphError('RequestEntityTooLarge') }
          : { status: 204 },
    );
    const outcomes = await directory.apply(
      ids(3).map((id) => ({ change: 'update', object: user(id), set: { city: 'Oslo' } })),
      never,
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'refused', 'applied']);
  });

  it('of a member that is throttled inside a batch comes with the next batch', async () => {
    let throttled = 0;
    const { directory } = scriptedGraph(({ path }) => {
      if (path.endsWith('$batch')) return undefined;
      if (!path.endsWith('m2') || throttled > 0) return { status: 204 };
      throttled += 1;
      return { status: 429, headers: { 'Retry-After': '5' } };
    });
    const outcomes = await directory.apply(
      ids(3).map((id) => ({ change: 'update', object: user(id), set: { city: 'Oslo' } })),
      never,
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
  });
});

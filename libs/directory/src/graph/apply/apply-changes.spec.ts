import { describe, expect, it } from '@jest/globals';
import type { LinkRef, ObjectRef } from '#catalogue';
import type { TenantChange } from '../../directory.js';
import {
  graphError,
  ORIGIN,
  scriptedGraph,
  type Script,
  type SeenRequest,
} from '../scripted-graph.contract.js';

const never = new AbortController().signal;
const user = (id: string): ObjectRef => ({ type: 'user', id });
const group: ObjectRef = { type: 'group', id: 'g1' };
const member = (target: string, id = 'g1'): LinkRef => ({ type: 'group', id, link: 'members', target });
const add = (link: LinkRef): TenantChange => ({ change: 'addLink', link, value: '' });
const remove = (link: LinkRef): TenantChange => ({ change: 'removeLink', link });
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `m${index + 1}`);
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
const always =
  (status: number, body?: ReturnType<typeof graphError>, headers: Record<string, string> = {}): Script =>
  ({ path }) =>
    path.endsWith('$batch') ? undefined : { status, headers, ...(body && { body }) };

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

describe('the token', () => {
  it('is renewed once on a 401, with the claims of the challenge', async () => {
    const asked: unknown[] = [];
    const { directory } = scriptedGraph(
      ({ headers }) =>
        headers['authorization'] === 'Bearer new'
          ? { status: 204 }
          : {
              status: 401,
              headers: {
                'WWW-Authenticate': `Bearer error="insufficient_claims", claims="${Buffer.from('{"nbf":1}').toString('base64')}"`,
              },
            },
      {
        tokens: {
          token: (options) => {
            asked.push(options);
            return Promise.resolve(options?.forceRefresh ? 'new' : 'old');
          },
        },
      },
    );
    const outcomes = await directory.apply([{ change: 'restore', object: user('u1') }], never);
    expect(outcomes).toEqual([{ outcome: 'applied' }]);
    expect(asked).toEqual([undefined, { forceRefresh: true, claims: '{"nbf":1}' }]);
  });

  it('that cannot be had leaves everything unsent', async () => {
    const { directory, sent } = scriptedGraph(always(204), {
      tokens: { token: () => Promise.reject(new Error('secret')) },
    });
    expect(await directory.apply([{ change: 'restore', object: user('u1') }], never)).toMatchObject([
      { outcome: 'notSent' },
    ]);
    expect(sent).toEqual([]);
  });
});

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

describe('restore and soft delete', () => {
  it('take a live object for restored, and a purged one for lost', async () => {
    const { directory } = scriptedGraph(({ method, path }) => {
      if (path.endsWith('$batch')) return undefined;
      if (method === 'GET' && path.startsWith('/v1.0/users/live'))
        return { status: 200, body: { id: 'live' } };
      return { status: 404, body: graphError('Request_ResourceNotFound') };
    });
    const outcomes = await directory.apply(
      [
        { change: 'restore', object: user('live') },
        { change: 'restore', object: user('gone') },
      ],
      never,
    );
    expect(outcomes).toMatchObject([{ outcome: 'unchanged' }, { outcome: 'refused', code: 'notRestorable' }]);
  });

  it('of a policy use the paths of Conditional Access, one by one', async () => {
    const policy: ObjectRef = { type: 'conditionalAccessPolicy', id: 'p1' };
    const other: ObjectRef = { type: 'conditionalAccessPolicy', id: 'p2' };
    const { directory, sent } = scriptedGraph(always(200, graphError('')));
    await directory.apply(
      [
        { change: 'restore', object: policy },
        { change: 'softDelete', object: other },
      ],
      never,
    );
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1.0/identity/conditionalAccess/deletedItems/policies/p1/restore',
      'DELETE /v1.0/identity/conditionalAccess/policies/p2',
    ]);
  });

  it('refuse what would be deleted for good', async () => {
    const { directory, seen } = scriptedGraph(({ path }) =>
      path.endsWith('$batch')
        ? undefined
        : { status: 200, body: { id: 'g1', mailEnabled: true, securityEnabled: true, groupTypes: [] } },
    );
    const outcomes = await directory.apply(
      [
        { change: 'softDelete', object: { type: 'authenticationStrengthPolicy', id: 's1' } },
        { change: 'softDelete', object: group },
      ],
      never,
    );
    expect(outcomes).toMatchObject([{ code: 'noSoftDelete' }, { code: 'noSoftDelete' }]);
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
  });

  it('refuse to delete security groups in clouds that cannot bring them back', async () => {
    const { directory, seen } = scriptedGraph(
      () => ({ status: 200, body: { id: 'g1', mailEnabled: false, groupTypes: [] } }),
      { baseUrl: 'https://graph.microsoft.us' },
    );
    expect(await directory.apply([{ change: 'softDelete', object: group }], never)).toMatchObject([
      { code: 'noSoftDelete' },
    ]);
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
  });

  it('delete a trusted location untrusted, and trust it again where that does not help', async () => {
    const location: ObjectRef = { type: 'namedLocationPolicy', id: 'l1' };
    let trusted = true;
    const inUse = scriptedGraph(({ method, body }) => {
      if (method === 'DELETE') return { status: 400, body: graphError('BadRequest') };
      if (method === 'PATCH') {
        trusted = (body as { isTrusted: boolean }).isTrusted;
        return { status: 204 };
      }
      return {
        status: 200,
        body: { id: 'l1', '@odata.type': '#microsoft.graph.ipNamedLocation', isTrusted: trusted },
      };
    });
    expect(await inUse.directory.apply([{ change: 'softDelete', object: location }], never)).toMatchObject([
      { outcome: 'refused', code: 'BadRequest' },
    ]);
    expect(trusted).toBe(true);
  });

  it('wait for an object that was just restored to be known everywhere', async () => {
    let patches = 0;
    const { directory } = scriptedGraph(({ method }) => {
      if (method === 'POST') return { status: 200, body: { id: 'u1' } };
      patches += 1;
      return patches < 4 ? { status: 404, body: graphError('Request_ResourceNotFound') } : { status: 204 };
    });
    const outcomes = await directory.apply(
      [
        { change: 'restore', object: user('u1') },
        { change: 'update', object: user('u1'), set: { city: 'Oslo' } },
      ],
      never,
    );
    expect(outcomes).toEqual([{ outcome: 'applied' }, { outcome: 'applied' }]);
  });
});

describe('app role assignments and permission grants', () => {
  const sp = { type: 'servicePrincipal', id: 'sp1' } as const;
  const assignment: LinkRef = { ...sp, link: 'appRoleAssignedTo', target: 'u1.r1' };
  const grant: LinkRef = { ...sp, link: 'oauth2PermissionGrants', target: 'client1' };

  it('are made by their ends, and count as there when Graph says so', async () => {
    const { directory, seen } = scriptedGraph(({ path }) =>
      path.endsWith('/appRoleAssignedTo')
        ? {
            status: 400,
            body: graphError('Request_BadRequest', 'Permission being assigned already exists on the object'),
          }
        : { status: 201, body: { id: 'x' } },
    );
    const outcomes = await directory.apply(
      [add(assignment), { change: 'addLink', link: grant, value: 'Mail.Read, User.Read' }],
      never,
    );
    expect(outcomes).toEqual([{ outcome: 'unchanged' }, { outcome: 'applied' }]);
    expect(seen.map(({ body }) => body)).toEqual([
      { principalId: 'u1', resourceId: 'sp1', appRoleId: 'r1' },
      { clientId: 'client1', consentType: 'AllPrincipals', resourceId: 'sp1', scope: 'Mail.Read User.Read' },
    ]);
  });

  it('are found by their ends before they are changed or taken away', async () => {
    const { directory, seen } = scriptedGraph(({ method, path }) => {
      if (path.endsWith('$batch')) return undefined;
      if (method !== 'GET') return { status: 204 };
      if (path.includes('appRoleAssignedTo'))
        return { status: 200, body: { value: [{ id: 'a9', principalId: 'u1', appRoleId: 'r1' }] } };
      const shared = { clientId: 'client1', scope: ' User.Read' };
      return {
        status: 200,
        body: {
          value: [
            { ...shared, id: 'other', resourceId: 'sp2', consentType: 'AllPrincipals' },
            { ...shared, id: 'one', resourceId: 'sp1', consentType: 'Principal' },
            { ...shared, id: 'all', resourceId: 'sp1', consentType: 'AllPrincipals' },
          ],
        },
      };
    });
    const changes: TenantChange[] = [
      remove(assignment),
      { change: 'updateLink', link: grant, value: 'User.Read' },
      { change: 'updateLink', link: grant, value: 'Mail.Read' },
      remove(grant),
    ];
    expect(await directory.apply(changes, never)).toEqual([
      { outcome: 'applied' },
      { outcome: 'unchanged' },
      { outcome: 'applied' },
      { outcome: 'applied' },
    ]);
    expect(
      seen.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
    ).toEqual([
      'DELETE /v1.0/servicePrincipals/sp1/appRoleAssignedTo/a9',
      'PATCH /v1.0/oauth2PermissionGrants/all',
      'DELETE /v1.0/oauth2PermissionGrants/all',
    ]);
  });
});

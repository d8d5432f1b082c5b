import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal } from '#protection';
import { ApiUnderTest, type Token } from '../api/api-under-test.contract.js';
import {
  backupView,
  changeOf,
  id,
  OTHER_TENANT,
  recoveryView,
  reportView,
  stepView,
  TENANT,
  tenantView,
} from '../api/views.contract.js';

const RECOVERY = '/v1.0/directory/recovery';
const PREVIEW = `${RECOVERY}/jobs/${id(10)}`;
const JOB = `${RECOVERY}/jobs/${id(20)}`;
const NAMESPACE = '#microsoft.graph.entraRecoveryServices.';

const api = new ApiUnderTest();

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & {
    readonly value?: readonly Record<string, unknown>[];
    readonly error?: { readonly code: string; readonly message: string; readonly details?: unknown };
  };
}

async function ask(
  path: string,
  token: Token | 'unjudgeable' | 'nobody' = 'reader',
  init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Answer> {
  const authorization: Record<string, string> =
    token === 'nobody' ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(new URL(path, api.url), {
    ...init,
    headers: { ...authorization, ...init.headers },
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
  };
}

const post = (path: string, body: unknown, token: Token = 'administrator'): Promise<Answer> =>
  ask(path, token, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

beforeAll(() => api.start());
afterAll(() => api.stop());

function fill(): void {
  const { all } = api.models;
  all.tenants = [tenantView(), tenantView({ id: OTHER_TENANT })];
  all.backups = [
    backupView({ id: id(3), status: 'expired' }),
    backupView({ id: id(2), status: 'running', takenAt: null }),
    backupView(),
    backupView({ id: id(4), tenantId: OTHER_TENANT }),
  ];
  all.differenceReports = [reportView(), reportView({ id: id(11), tenantId: OTHER_TENANT })];
  all.recoveries = [recoveryView({ status: 'completedWithWarnings' })];
  all.steps.clear();
  api.changes.reports.clear();
  api.requests.answer = { id: id(1), position: undefined };
}
fill();
afterEach(fill);

describe('the Graph-compatible face', () => {
  it('lists what can be recovered from, and nothing of another tenant', async () => {
    const { body } = await ask(`${RECOVERY}/snapshots`);
    expect(body.value).toEqual([
      { id: id(1), createdDateTime: '2026-03-02T02:00:10.000Z', totalChangedObjects: null },
    ]);
    for (const hidden of [2, 3, 4])
      expect((await ask(`${RECOVERY}/snapshots/${id(hidden)}`)).status).toBe(404);
    expect((await ask(`${RECOVERY}/jobs/${id(11)}`)).status).toBe(404);
    expect((await ask(`${RECOVERY}/snapshots/${id(9)}/recoveryJobs`)).status).toBe(404);
  });

  it.each([
    ['requested', 'initialized', 'initialized'],
    ['loadingData', 'unknownFutureValue', 'unknownFutureValue'],
    ['inProgress', 'unknownFutureValue', 'running'],
    ['completed', 'successful', 'successful'],
    ['failed', 'failed', 'failed'],
    ['cancelled', 'abandoned', 'abandoned'],
  ] as const)('shows %s as %s of a report and %s of a recovery', async (status, report, recovery) => {
    api.models.all.differenceReports = [reportView({ status })];
    api.models.all.recoveries = [recoveryView({ status })];
    expect((await ask(PREVIEW)).body['status']).toBe(report);
    expect((await ask(JOB)).body['status']).toBe(recovery);
  });

  it('shows the later members to whoever prefers so, and says that it did', async () => {
    api.models.all.differenceReports = [reportView({ status: 'inProgress' })];
    const prefer = { prefer: 'odata.maxpagesize=5, include-unknown-enum-members' };
    const { headers, body } = await ask(PREVIEW, 'reader', { headers: prefer });
    expect(body['status']).toBe('calculating');
    expect(headers.get('preference-applied')).toBe('include-unknown-enum-members');
  });

  it('knows no counts before there are any', async () => {
    api.models.all.recoveries = [
      recoveryView({ status: 'loadingData', plannedSteps: null, changedObjects: null, endedAt: null }),
    ];
    expect((await ask(JOB)).body).toMatchObject({
      jobStartDateTime: '2026-03-02T08:00:01.000Z',
      jobCompletionDateTime: null,
      totalChangedObjectsCalculated: null,
      totalObjectsModified: null,
      totalFailedChanges: null,
    });
  });

  it('says where an undo goes back to', async () => {
    const undo = { target: { from: 'recovery', recoveryId: id(20) }, backupId: null } as const;
    api.models.all.recoveries = [recoveryView(), recoveryView({ id: id(21), ...undo })];
    expect((await ask(`${RECOVERY}/jobs/${id(21)}`)).body['targetStateDateTime']).toBe(
      recoveryView().startedAt,
    );
  });

  it('shows a change as what would be applied, and leaves out what is gone for good', async () => {
    const notWritable = { code: 'readOnly', message: 'It follows from the licence.' };
    const changes = [
      changeOf({
        attributes: [
          { name: 'city', backupValue: 'London', currentValue: null },
          { name: 'mail', backupValue: 'a@b.example', currentValue: null, notWritable },
        ],
        links: [
          { link: 'members', target: id(7), change: 'add', backupValue: '', currentValue: null },
          { link: 'members', target: id(8), change: 'remove', backupValue: null, currentValue: '' },
        ],
      }),
      changeOf({
        id: id(101),
        kind: 'created',
        action: null,
        notRecoverable: 'noSoftDelete',
        attributes: [],
      }),
    ];
    api.changes.reports.set(id(10), changes);
    const { body } = await ask(`${PREVIEW}/getChanges?$select=id,deltaFromCurrent,failureMessage`);
    expect(body.value).toEqual([
      {
        id: id(100),
        deltaFromCurrent: {
          id: id(100),
          city: 'London',
          'members@delta': [{ id: id(7) }, { id: id(8), '@removed': { reason: 'deleted' } }],
        },
        failureMessage: null,
      },
      {
        id: id(101),
        deltaFromCurrent: {
          id: id(101),
          '@removed': { reason: 'changed' },
          deletedDateTime: reportView().endedAt,
        },
        failureMessage: expect.stringContaining('noSoftDelete'),
      },
    ]);
  });

  it('pages by a link that repeats what was asked', async () => {
    api.changes.reports.set(id(10), [changeOf(), changeOf({ id: id(101) }), changeOf({ id: id(102) })]);
    const first = await ask(`${PREVIEW}/getChanges?$top=2&$select=id&$count=true`);
    expect(first.body['@odata.count']).toBe(3);
    const next = new URL(String(first.body['@odata.nextLink']));
    expect(next.searchParams.get('$select')).toBe('id');
    const second = await ask(next.pathname + next.search);
    expect(second.body.value).toEqual([{ id: id(102) }]);
    expect(second.body).not.toHaveProperty('@odata.nextLink');
    expect((await ask(`${PREVIEW}/getChanges?$skiptoken=forged`)).status).toBe(400);
  });

  it('tells why changes failed', async () => {
    const refused = { outcome: 'failed', code: 'Request_BadRequest', message: 'The name is taken.' } as const;
    api.models.all.steps.set(id(20), [stepView(refused), stepView({ step: 1 })]);
    const { body } = await ask(`${JOB}/microsoft.graph.entraRecoveryServices.getFailedChanges()`);
    expect(body.value).toMatchObject([
      { id: id(100), recoveryAction: 'update', failureMessage: 'Request_BadRequest: The name is taken.' },
    ]);
  });

  it('starts jobs by the same requests as GraphQL', async () => {
    const types = { '@odata.type': `${NAMESPACE}recoveryJobEntityNamesFilter`, entityTypes: ['user'] };
    const path = `${RECOVERY}/snapshots/${id(1)}/recoveryJobs`;
    const started = await post(path, { filteringCriteria: types });
    expect(started.status).toBe(202);
    expect(started.headers.get('location')).toBe(new URL(`${path}/${id(1)}`, api.url).href);
    expect(api.requests.last).toMatchObject({
      request: 'startRecovery',
      args: [
        TENANT,
        { from: { backupId: id(1), scope: { kind: 'objectTypes', objectTypes: ['user'] } } },
        {},
      ],
    });
    await ask(`${RECOVERY}/snapshots/${id(1)}/recoveryPreviewJobs`, 'administrator', { method: 'POST' });
    expect(api.requests.last).toMatchObject({
      request: 'startDifferenceReport',
      args: [TENANT, { backupId: id(1), scope: { kind: 'allObjects' } }, {}],
    });
    expect((await post(`${JOB}/cancel`, {})).status).toBe(204);
    expect(api.requests.last).toMatchObject({ request: 'cancelJob', args: [TENANT, id(20), {}] });
  });

  it.each([
    ['a list', []],
    ['no type of criteria', { filteringCriteria: {} }],
    ['an unknown type', names('robot')],
    ['no types', names()],
    ['a grant without its service principal', names('oAuth2PermissionGrant')],
    ['ids that are none', idsOf(['../x'])],
    ['101 ids', idsOf(Array.from({ length: 101 }, (_, number) => id(number)))],
    ['no JSON', '{'],
    ['a typing error', { filteringcriteria: null }],
  ])('refuses a body with %s', async (_, body) => {
    const { status, body: answer } = await post(`${RECOVERY}/snapshots/${id(1)}/recoveryJobs`, body);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code: 'BadRequest', message: expect.stringMatching(/\w/) });
  });

  it('takes no body that it does not read for none', async () => {
    const asked = api.requests.asked.length;
    const form = { method: 'POST', body: new URLSearchParams({ filteringCriteria: '{}' }) };
    const path = `${RECOVERY}/snapshots/${id(1)}/recoveryJobs`;
    expect((await ask(path, 'administrator', form)).status).toBe(415);
    expect(api.requests.asked).toHaveLength(asked);
  });

  it('names the running job in a conflict', async () => {
    api.requests.answer = refusal('JobAlreadyRunning', 'One runs.', id(20));
    const { status, body } = await post(`${RECOVERY}/snapshots/${id(1)}/recoveryPreviewJobs`, {});
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      code: 'Conflict',
      details: [{ code: 'RunningJob', message: id(20), target: `/directory/recovery/jobs/${id(20)}` }],
    });
  });

  it('lets nobody in without a token, and nobody read without a role', async () => {
    expect(await ask(`${RECOVERY}/snapshots`, 'nobody')).toMatchObject({
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken' } },
    });
    expect((await ask(`${RECOVERY}/snapshots`, 'unjudgeable')).status).toBe(503);
    expect((await ask('/v1.0/users', 'nobody')).status).toBe(401);
    for (const path of ['/snapshots', `/snapshots/${id(1)}`, '/jobs', `/jobs/${id(10)}`])
      expect((await ask(RECOVERY + path, 'roleless')).status).toBe(403);
    expect((await ask(`${RECOVERY}/snapshots/${id(1)}`, 'foreignAdministrator')).status).toBe(404);
    expect((await post(`${RECOVERY}/snapshots/${id(1)}/recoveryJobs`, {}, 'reader')).status).toBe(403);
  });

  it('keeps a fault of its own to itself', async () => {
    api.requests.answer = new Error('The secret of Marvin');
    const { status, headers, body } = await post(`${RECOVERY}/snapshots/${id(1)}/recoveryJobs`, {});
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('Marvin');
    expect(JSON.stringify(api.logged)).not.toContain('Marvin');
    expect(api.logged.at(-1)).toMatchObject({ correlationId: headers.get('request-id') });
  });

  it('sends the client’s own id back', async () => {
    const { headers } = await ask(`${RECOVERY}/jobs`, 'reader', { headers: { 'client-request-id': id(77) } });
    expect(headers.get('client-request-id')).toBe(id(77));
    expect(headers.get('request-id')).toBe(id(77));
  });
});

function names(...entityTypes: string[]) {
  return { filteringCriteria: { '@odata.type': `${NAMESPACE}recoveryJobEntityNamesFilter`, entityTypes } };
}

function idsOf(entityIds: string[]) {
  return {
    filteringCriteria: {
      '@odata.type': `${NAMESPACE}recoveryJobEntityNameAndIdsFilter`,
      filterValues: [{ entityType: 'user', entityIds }],
    },
  };
}

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiUnderTest } from './api-under-test.contract.js';
import {
  auditEntryView,
  backupView,
  changeOf,
  id,
  recoveryView,
  reportView,
  stepView,
  TENANT,
  tenantView,
} from './views.contract.js';

const api = new ApiUnderTest();

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  const { all } = api.models;
  all.tenants = [tenantView({ runningJobId: id(20) })];
  all.backups = [3, 2, 1].map((number) => backupView({ id: id(number) }));
  all.differenceReports = [
    reportView(),
    reportView({ id: id(11), status: 'inProgress', changedObjects: null }),
    reportView({ id: id(12), expired: true }),
  ];
  all.recoveries = [
    recoveryView(),
    recoveryView({ id: id(21), target: { from: 'recovery', recoveryId: id(20) }, backupId: null }),
  ];
  all.steps.set(id(20), [
    stepView({ step: 1, outcome: 'failed', code: 'Request_BadRequest', message: 'The name is taken.' }),
    stepView({
      link: { name: 'members', target: id(101), change: 'add' },
      attributes: [],
      objectType: 'group',
    }),
  ]);
  all.auditLog = [auditEntryView(), auditEntryView({ id: id(501), activity: 'JobEnded' })];
  api.changes.reports.set(id(10), [
    changeOf(),
    changeOf({
      type: 'group',
      id: id(101),
      kind: 'hardDeleted',
      action: null,
      notRecoverable: 'hardDeleted',
      attributes: [],
      links: [{ link: 'members', target: id(100), change: 'add', backupValue: '', currentValue: null }],
    }),
  ]);
  api.logged.length = 0;
});

/** The data of an answer without errors. */
async function ask(query: string, variables: object = {}): Promise<Record<string, unknown>> {
  const { data, errors } = await api.ask('reader', query, variables);
  expect(errors).toEqual([]);
  return data;
}

describe('a tenant', () => {
  it('shows its settings, its running job and its latest backup', async () => {
    const query = `query ($id: ID!) { tenant(id: $id) {
      displayName settings { backupSchedule backupRetentionDays } latestBackup { id } runningJob { ... on Recovery { id dryRun } }
    } }`;
    expect(await ask(query, { id: TENANT })).toEqual({
      tenant: {
        displayName: 'Contoso',
        settings: { backupSchedule: '0 2 * * *', backupRetentionDays: 5 },
        latestBackup: { id: id(3) },
        runningJob: { id: id(20), dryRun: false },
      },
    });
  });

  it('pages its backups by cursor', async () => {
    const query = `query ($after: String) { tenant(id: "${TENANT}") { backups(first: 2, after: $after) {
      totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } }`;
    const first = await ask(query);
    expect(first).toMatchObject({
      tenant: {
        backups: {
          totalCount: 3,
          nodes: [{ id: id(3) }, { id: id(2) }],
          pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'row-0', endCursor: 'row-1' },
        },
      },
    });
    expect(await ask(query, { after: 'row-1' })).toMatchObject({
      tenant: {
        backups: {
          edges: [{ cursor: 'row-2', node: { id: id(1) } }],
          pageInfo: { hasNextPage: false, hasPreviousPage: true },
        },
      },
    });
  });

  it.each(['nonsense', '', 'x'.repeat(501)])('takes no cursor like %j', async (after) => {
    const query = `query ($after: String) { tenant(id: "${TENANT}") { backups(after: $after) { totalCount } } }`;
    const { errors } = await api.ask('reader', query, { after });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a difference report', () => {
  const changes = `query ($id: ID!, $filter: ChangeFilterInput) { differenceReport(id: $id) { changes(filter: $filter) { nodes {
    objectType objectId kind action recoverable notRecoverableReason
    attributes { name backupValue currentValue } links { link targetId change backupValue currentValue }
  } } } }`;

  it('shows what differs and what would be done about it', async () => {
    expect(await ask(changes, { id: id(10) })).toEqual({
      differenceReport: {
        changes: {
          nodes: [
            {
              objectType: 'user',
              objectId: id(100),
              kind: 'modified',
              action: 'update',
              recoverable: true,
              notRecoverableReason: null,
              attributes: [{ name: 'city', backupValue: 'London', currentValue: null }],
              links: [],
            },
            {
              objectType: 'group',
              objectId: id(101),
              kind: 'hardDeleted',
              action: null,
              recoverable: false,
              notRecoverableReason: 'hardDeleted',
              attributes: [],
              links: [
                { link: 'members', targetId: id(100), change: 'add', backupValue: '', currentValue: null },
              ],
            },
          ],
        },
      },
    });
  });

  it('narrows its changes', async () => {
    expect(await ask(changes, { id: id(10), filter: { objectTypes: ['group'] } })).toMatchObject({
      differenceReport: { changes: { nodes: [{ objectId: id(101) }] } },
    });
  });

  it('takes no filter beyond its limits', async () => {
    const { errors } = await api.ask('reader', changes, {
      id: id(10),
      filter: { nameContains: 'x'.repeat(201) },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('counts them by type and by action', async () => {
    const query = `{ differenceReport(id: "${id(10)}") { summary { byType { objectType count } byAction { action count } } } }`;
    expect(await ask(query)).toEqual({
      differenceReport: {
        summary: {
          byType: [
            { objectType: 'user', count: 1 },
            { objectType: 'group', count: 1 },
          ],
          byAction: [
            { action: 'update', count: 1 },
            { action: null, count: 1 },
          ],
        },
      },
    });
  });

  it.each([
    ['ReportNotCompleted', 11],
    ['DifferenceReportExpired', 12],
  ])('shows no changes: %s', async (code, number) => {
    const { status, errors } = await api.ask('reader', changes, { id: id(number) });
    expect([status, errors.map(({ extensions }) => extensions['code'])]).toEqual([200, [code]]);
    expect(await ask(`{ differenceReport(id: "${id(number)}") { summary { byType { count } } } }`)).toEqual({
      differenceReport: { summary: null },
    });
  });
});

describe('a recovery', () => {
  it('shows its steps, and those that failed with code and message', async () => {
    const query = `{ recovery(id: "${id(20)}") {
      excluded { reason count } scope { allObjects objectTypes }
      steps(outcomes: [applied]) { nodes { step objectType link { name target change } } }
      failedSteps { totalCount nodes { step outcome code message } }
    } }`;
    expect(await ask(query)).toEqual({
      recovery: {
        excluded: [{ reason: 'onPremisesSynced', count: 4 }],
        scope: { allObjects: true, objectTypes: null },
        steps: {
          nodes: [
            { step: 0, objectType: 'group', link: { name: 'members', target: id(101), change: 'add' } },
          ],
        },
        failedSteps: {
          totalCount: 1,
          nodes: [{ step: 1, outcome: 'failed', code: 'Request_BadRequest', message: 'The name is taken.' }],
        },
      },
    });
  });

  it('names the recovery that it undoes', async () => {
    const query = `{ recovery(id: "${id(21)}") { backup { id } undoes { id backup { id } tenant { id } } } }`;
    expect(await ask(query)).toEqual({
      recovery: { backup: null, undoes: { id: id(20), backup: { id: id(1) }, tenant: { id: TENANT } } },
    });
  });
});

describe('the plans of a tenant', () => {
  const query = (stage: string) => `{ tenant(id: "${TENANT}") { callerMay frozenPlans(stage: ${stage}) {
    nodes { id plan { callerMayReview review { decision } } } } } }`;
  const rejection = {
    by: { id: id(902), name: 'Bo' },
    at: '2026-03-02T08:00:05.000Z',
    reason: 'Wrong',
    expiresAt: null,
  };
  beforeEach(() => {
    api.models.all.recoveries = [
      recoveryView({ dryRun: true, requestedBy: { id: id(902), name: 'Bo' } }),
      recoveryView({ id: id(21), dryRun: true }),
      recoveryView({
        id: id(22),
        dryRun: true,
        requestedBy: { id: id(902), name: 'Bo' },
        review: { decision: 'rejected', ...rejection },
      }),
    ];
  });

  it.each([
    ['reader', ['read'], [false, false]],
    [
      'administrator',
      [
        ...[
          'read',
          'createDifferenceReport',
          'takeBackup',
          'importBackup',
          'startRecovery',
          'approvePlan',
          'cancelJob',
        ],
        'changeSettings',
      ],
      [true, false],
    ],
  ] as const)('say to a caller who is %s what it may do', async (caller, operations, mayReview) => {
    const { data, errors } = await api.ask(caller, query('waiting'));
    expect(errors).toEqual([]);
    expect(data).toEqual({
      tenant: {
        callerMay: operations,
        frozenPlans: {
          nodes: [20, 21].map((number, index) => ({
            id: id(number),
            plan: { callerMayReview: mayReview[index], review: null },
          })),
        },
      },
    });
    expect((await api.ask(caller, query('decided'))).data).toMatchObject({
      tenant: {
        frozenPlans: {
          nodes: [{ id: id(22), plan: { callerMayReview: false, review: { decision: 'rejected' } } }],
        },
      },
    });
  });
});

it('shows anything by its id alone', async () => {
  for (const [number, type] of [
    [1, 'Backup'],
    [10, 'DifferenceReport'],
    [20, 'Recovery'],
  ] as const)
    expect(await ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id: id(number) })).toEqual({
      node: { __typename: type, id: id(number) },
    });
});

it('shows the audit log in the order of the log, narrowed', async () => {
  const query = `{ auditLog(tenantId: "${TENANT}", filter: { activities: ["JobStarted"] }) { nodes {
    at actor { name } from category activity subject { kind id } outcome details
  } } }`;
  expect(await ask(query)).toEqual({
    auditLog: {
      nodes: [
        {
          at: '2026-03-02T08:00:00.000Z',
          actor: { name: 'Ada' },
          from: '192.0.2.1',
          category: 'Backup and Recovery',
          activity: 'JobStarted',
          subject: { kind: 'tenant', id: TENANT },
          outcome: 'success',
          details: { jobId: id(10) },
        },
      ],
    },
  });
});

it('takes only moments that say their time zone', async () => {
  const { status } = await api.ask(
    'reader',
    `{ auditLog(tenantId: "${TENANT}", filter: { from: "2026-03-02" }) { totalCount } }`,
  );
  expect(status).toBe(400);
});

describe('a fault of ours', () => {
  it('is shown by its correlation id alone, and logged without its message', async () => {
    const fault = jest.spyOn(api.models, 'backup').mockImplementation(() => {
      throw new Error('disk /var/secret is full');
    });
    const answer = await api.ask('reader', `{ backup(id: "${id(1)}") { id } }`);
    fault.mockRestore();
    const correlationId = answer.headers.get('x-correlation-id');
    expect(answer.errors).toMatchObject([
      { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId } },
    ]);
    expect(api.logged).toEqual([expect.objectContaining({ name: 'Error', path: 'backup', correlationId })]);
    expect(JSON.stringify([answer, api.logged])).not.toContain('secret');
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { refusal, type RefusalCode } from '#protection';
import { ApiUnderTest } from './api-under-test.contract.js';
import { backupView, changeOf, id, recoveryView, reportView, TENANT, tenantView } from './views.contract.js';

const api = new ApiUnderTest();

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  const { all } = api.models;
  all.tenants = [tenantView()];
  all.backups = [backupView(), backupView({ id: id(2), status: 'running' })];
  all.differenceReports = [
    reportView(),
    reportView({ id: id(11), status: 'inProgress' }),
    reportView({ id: id(12), expired: true }),
  ];
  all.recoveries = [recoveryView()];
  api.changes.reports.set(id(10), [changeOf()]);
  api.requests.asked.length = 0;
  api.waitedFor.length = 0;
  api.requests.answer = { id: id(20), position: '77' };
});

const ANSWER = `__typename
  ... on Refusal { code message }
  ... on Node { id }`;

async function mutate(mutation: string, input: object, selection = ANSWER): Promise<Record<string, unknown>> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  const text = `mutation ($input: ${type}) { ${mutation}(input: $input) { ${selection} } }`;
  const { data, errors } = await api.ask('administrator', text, { input });
  expect(errors).toEqual([]);
  return data[mutation] ?? {};
}

const tenantId = TENANT;
const report = { tenantId, backupId: id(1), scope: { allObjects: true } };
const recovery = { tenantId, from: { backupId: id(1) }, scope: { objectTypes: ['user'] } };

const INPUTS: Readonly<Record<string, object>> = {
  takeBackup: { tenantId },
  createDifferenceReport: report,
  startRecovery: recovery,
  recoverObject: { differenceReportId: id(10), objectId: id(100) },
  recreateObjects: { tenantId, differenceReportId: id(10), objectIds: [id(100)] },
  cancelJob: { jobId: id(20) },
  undoRecovery: { recoveryId: id(20) },
  changeSettings: { tenantId, backupRetentionDays: 7 },
};

describe('what the domain refuses', () => {
  const refusals: Readonly<Record<string, readonly RefusalCode[]>> = {
    takeBackup: ['BackupAlreadyRunning', 'IdempotencyKeyReused', 'InvalidInput', 'TenantNotFound'],
    createDifferenceReport: [
      'BackupExpired',
      'BackupNotFound',
      'IdempotencyKeyReused',
      'JobAlreadyRunning',
      'InvalidInput',
    ],
    startRecovery: [
      'BackupExpired',
      'BackupNotFound',
      'DifferenceReportExpired',
      'DifferenceReportNotFound',
      'IdempotencyKeyReused',
      'JobAlreadyRunning',
      'ReportNotCompleted',
    ],
    recreateObjects: [
      'ApprovalRequired',
      'BackupExpired',
      'DifferenceReportExpired',
      'DifferenceReportNotFound',
      'IdempotencyKeyReused',
      'ImportedBackupNotRecoverable',
      'JobAlreadyRunning',
      'ReportNotCompleted',
      'ReportOfTwoBackups',
    ],
    recoverObject: [
      'BackupExpired',
      'IdempotencyKeyReused',
      'DifferenceReportExpired',
      'JobAlreadyRunning',
      'ReportNotCompleted',
    ],
    cancelJob: ['JobAlreadyEnded', 'JobNotFound'],
    undoRecovery: [
      'IdempotencyKeyReused',
      'JobAlreadyRunning',
      'NothingToUndo',
      'RecoveryExpired',
      'RecoveryNotEnded',
      'RecoveryNotFound',
    ],
    changeSettings: ['InvalidInput', 'TenantNotFound'],
  };
  const cases = Object.entries(refusals).flatMap(([mutation, codes]) =>
    codes.map((code): [string, RefusalCode] => [mutation, code]),
  );

  it.each(cases)('%s answers %s as a member of its union', async (mutation, code) => {
    api.requests.answer = refusal(code, 'Do otherwise.');
    expect(await mutate(mutation, INPUTS[mutation] ?? {})).toMatchObject({
      __typename: code,
      code,
      message: 'Do otherwise.',
    });
  });

  it('names the running job', async () => {
    api.requests.answer = refusal('JobAlreadyRunning', 'Wait.', id(11));
    const selection = '... on JobAlreadyRunning { runningJob { ... on DifferenceReport { id status } } }';
    expect(await mutate('startRecovery', recovery, selection)).toEqual({
      runningJob: { id: id(11), status: 'inProgress' },
    });
  });

  it('names the running backup', async () => {
    api.requests.answer = refusal('BackupAlreadyRunning', 'Wait.', id(2));
    const selection = '... on BackupAlreadyRunning { runningBackup { id status } }';
    expect(await mutate('takeBackup', { tenantId }, selection)).toEqual({
      runningBackup: { id: id(2), status: 'running' },
    });
  });
});

describe('what is refused before the domain is asked', () => {
  it.each<[string, string, object, RefusalCode]>([
    ['an id that names nothing', 'takeBackup', { tenantId: 'contoso.onmicrosoft.com' }, 'TenantNotFound'],
    ['an empty id', 'takeBackup', { tenantId: '' }, 'InvalidInput'],
    ['an endless id', 'takeBackup', { tenantId: 'a'.repeat(129) }, 'InvalidInput'],
    ['an empty idempotency key', 'takeBackup', { tenantId, idempotencyKey: '' }, 'InvalidInput'],
    ['a long idempotency key', 'takeBackup', { tenantId, idempotencyKey: 'k'.repeat(201) }, 'InvalidInput'],
    ['a long reason', 'startRecovery', { ...recovery, reason: 'r'.repeat(1_001) }, 'InvalidInput'],
    [
      'no object at all',
      'createDifferenceReport',
      { ...report, scope: { allObjects: false } },
      'InvalidScope',
    ],
    ['no object type', 'createDifferenceReport', { ...report, scope: { objectTypes: [] } }, 'InvalidScope'],
    ['no object id', 'createDifferenceReport', { ...report, scope: { objectIds: [] } }, 'InvalidScope'],
    [
      '101 object ids',
      'createDifferenceReport',
      { ...report, scope: { objectIds: Array.from({ length: 101 }, (_, index) => id(index)) } },
      'InvalidScope',
    ],
    ['a backup without a scope', 'startRecovery', { tenantId, from: { backupId: id(1) } }, 'InvalidScope'],
    [
      'an object that the report does not show',
      'recoverObject',
      { differenceReportId: id(10), objectId: id(101) },
      'ObjectNotInReport',
    ],
    [
      'an object of a report that runs',
      'recoverObject',
      { differenceReportId: id(11), objectId: id(100) },
      'ReportNotCompleted',
    ],
    [
      'an object of an expired report',
      'recoverObject',
      { differenceReportId: id(12), objectId: id(100) },
      'DifferenceReportExpired',
    ],
    [
      'an object of an unknown report',
      'recoverObject',
      { differenceReportId: id(13), objectId: id(100) },
      'DifferenceReportNotFound',
    ],
    ['a schedule that is none', 'changeSettings', { tenantId, backupSchedule: 'every day' }, 'InvalidInput'],
    ['no retention', 'changeSettings', { tenantId, backupRetentionDays: 0 }, 'InvalidInput'],
    [
      'an account by name',
      'changeSettings',
      { tenantId, emergencyAccessAccountIds: ['ada'] },
      'InvalidInput',
    ],
  ])('%s (%s)', async (_what, mutation, input, code) => {
    const answer = await mutate(mutation, input);
    expect(answer).toMatchObject({ __typename: code, code, message: expect.stringMatching(/\.$/) });
    expect(api.requests.asked).toEqual([]);
  });

  it.each([
    ['two members of a scope', { ...report, scope: { allObjects: true, objectTypes: ['user'] } }],
    ['no member of a scope', { ...report, scope: {} }],
    ['an unknown object type', { ...report, scope: { objectTypes: ['device'] } }],
    ['no scope', { tenantId, backupId: id(1) }],
  ])('%s is not even a valid request', async (_what, input) => {
    const text =
      'mutation ($input: CreateDifferenceReportInput!) { createDifferenceReport(input: $input) { __typename } }';
    const answer = await api.ask('administrator', text, { input });
    expect([answer.status, answer.errors[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT']);
  });
});

describe('what the domain is asked', () => {
  it.each<[string, object, string, unknown]>([
    [
      'takeBackup',
      { tenantId, idempotencyKey: 'once' },
      'requestBackup',
      { trigger: 'request', idempotencyKey: 'once' },
    ],
    [
      'createDifferenceReport',
      { ...report, scope: { objectIds: [id(100).toUpperCase(), id(100)] } },
      'startDifferenceReport',
      { backupId: id(1), scope: { kind: 'objectIds', objectIds: [id(100)] } },
    ],
    [
      'startRecovery',
      { ...recovery, dryRun: true, reason: 'Rehearsal' },
      'startRecovery',
      {
        from: { backupId: id(1), scope: { kind: 'objectTypes', objectTypes: ['user'] } },
        dryRun: true,
        reason: 'Rehearsal',
      },
    ],
    [
      'startRecovery',
      { tenantId, from: { differenceReportId: id(10) } },
      'startRecovery',
      { from: { differenceReportId: id(10) }, dryRun: false, reason: null },
    ],
    [
      'recoverObject',
      INPUTS['recoverObject'] ?? {},
      'recoverObject',
      { differenceReportId: id(10), objectId: id(100), reason: null },
    ],
    [
      'undoRecovery',
      { recoveryId: id(20), idempotencyKey: null },
      'undoRecovery',
      { recoveryId: id(20), dryRun: false, reason: null },
    ],
    ['cancelJob', { jobId: id(20).toUpperCase() }, 'cancelJob', id(20)],
  ])('by %s %j', async (mutation, input, request, expected) => {
    await mutate(mutation, input, '__typename').catch(() => undefined);
    expect(api.requests.last?.request).toBe(request);
    expect(api.requests.last?.args.slice(0, 2)).toEqual([TENANT, expected]);
  });

  it('by changeSettings: the settings with what was given, the rest as it was', async () => {
    api.requests.answer = { id: TENANT, position: '78' };
    await mutate('changeSettings', {
      tenantId,
      historyRetentionDays: 30,
      emergencyAccessAccountIds: [id(7).toUpperCase()],
    });
    expect(api.requests.last?.args[1]).toEqual({
      ...tenantView().settings,
      historyRetentionDays: 30,
      emergencyAccessAccountIds: [id(7)],
    });
  });
});

describe('the answer', () => {
  it('shows what was started, once the read model has come to it', async () => {
    expect(await mutate('undoRecovery', { recoveryId: id(20) })).toEqual({
      __typename: 'Recovery',
      id: id(20),
    });
    expect(api.waitedFor).toEqual(['77']);
  });

  it('shows what an earlier request of the same key started, without waiting', async () => {
    api.requests.answer = { id: id(20), position: undefined };
    expect(await mutate('startRecovery', { ...recovery, idempotencyKey: 'once' })).toMatchObject({
      id: id(20),
    });
    expect(api.waitedFor).toEqual([]);
  });

  it('says so where the read model has not heard of it', async () => {
    api.requests.answer = { id: id(404), position: '79' };
    const answer = await api.ask(
      'administrator',
      `mutation { undoRecovery(input: { recoveryId: "${id(20)}" }) { __typename } }`,
    );
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'ReadModelBehind' }, message: expect.stringContaining(id(404)) },
    ]);
  });
});

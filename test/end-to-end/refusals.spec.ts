import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Product, type Account, type Answer } from '../support/product.js';
import { Story } from '../support/story.js';

const UNKNOWN = 'eeeeeeee-0000-4000-8000-000000000001';
const REFUSED = '__typename ... on Refusal { code message }';

describe('bad input and wrong moments, through the running product', () => {
  let product: Product;
  let story: Story;
  let backup: string;

  beforeAll(async () => {
    product = await Product.start({ users: 100 });
    story = new Story(product);
    backup = await story.takeBackup();
  }, 120_000);
  afterAll(() => product.close(), 60_000);

  const entries = async (): Promise<unknown> =>
    (
      await product.ask('query ($id: ID!) { auditLog(tenantId: $id) { totalCount } }', {
        id: product.tenantId,
      })
    )['totalCount'];

  function mutate(
    name: string,
    type: string,
    input: Answer,
    account: Account = 'administrator',
  ): Promise<Answer> {
    return product.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${REFUSED} } }`,
      { input },
      account,
    );
  }

  const report = (input: Answer, account?: Account) =>
    mutate(
      'createDifferenceReport',
      'CreateDifferenceReportInput',
      { tenantId: product.tenantId, backupId: backup, scope: { allObjects: true }, ...input },
      account,
    );
  const recover = (input: Answer, account?: Account) =>
    mutate('startRecovery', 'StartRecoveryInput', { tenantId: product.tenantId, ...input }, account);

  it.each<[string, string, () => Promise<Answer>]>([
    [
      'an unknown tenant',
      'TenantNotFound',
      () => mutate('takeBackup', 'TakeBackupInput', { tenantId: UNKNOWN }),
    ],
    ['an unknown backup', 'BackupNotFound', () => report({ backupId: UNKNOWN })],
    ['what is no id at all', 'BackupNotFound', () => report({ backupId: "'; drop table" })],
    [
      '101 object ids',
      'InvalidScope',
      () =>
        report({
          scope: {
            objectIds: Array.from(
              { length: 101 },
              (_, n) => `eeeeeeee-0000-4000-8000-${String(n).padStart(12, '0')}`,
            ),
          },
        }),
    ],
    ['an empty scope', 'InvalidScope', () => report({ scope: { objectIds: [] } })],
    ['a scope of no type', 'InvalidScope', () => report({ scope: { objectTypes: [] } })],
    [
      'an unknown report',
      'DifferenceReportNotFound',
      () => recover({ from: { differenceReportId: UNKNOWN } }),
    ],
    ['a backup without a scope', 'InvalidScope', () => recover({ from: { backupId: backup } })],
    ['an unknown job', 'JobNotFound', () => mutate('cancelJob', 'CancelJobInput', { jobId: UNKNOWN })],
    [
      'an unknown recovery',
      'RecoveryNotFound',
      () => mutate('undoRecovery', 'UndoRecoveryInput', { recoveryId: UNKNOWN }),
    ],
    ['a reader who would create a report', 'NotPermitted', () => report({}, 'reader')],
    [
      'a reader who would recover',
      'NotPermitted',
      () => recover({ from: { backupId: backup }, scope: { allObjects: true } }, 'reader'),
    ],
  ])('refuses %s and writes nothing', async (_, code, attempt) => {
    const before = await entries();
    const refused = await attempt();
    expect(refused).toMatchObject({ __typename: code, code });
    expect(String(refused['message']).length).toBeGreaterThan(10);
    expect(await entries()).toBe(before);
  });

  it('refuses what the schema does not know before anything else happens', async () => {
    await expect(report({ scope: { objectTypes: ['device'] } })).rejects.toThrow('ObjectType');
    await expect(report({ scope: { allObjects: true, objectTypes: ['user'] } })).rejects.toThrow(
      'ScopeInput',
    );
  });

  it('lets a reader read', async () => {
    const seen = await product.ask(
      'query ($id: ID!) { backup(id: $id) { status } }',
      { id: backup },
      'reader',
    );
    expect(seen).toEqual({ status: 'completed' });
  });

  it('answers 401 and nothing more without a valid token, over HTTP and WebSocket', async () => {
    for (const headers of [{}, { authorization: 'Bearer nonsense' }, { authorization: 'Basic YTpi' }]) {
      const response = await fetch(product.graphqlUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ tenants { totalCount } }' }),
      });
      expect([response.status, await response.text()]).toEqual([401, '']);
    }
    const socket = new WebSocket(product.graphqlUrl.replace('http', 'ws'), 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) =>
      socket.addEventListener('close', ({ code }) => resolve(code)),
    );
    socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    expect(await closed).toBe(4403);
  });

  it('refuses a start while a job runs, names that job, and takes the start once it has ended', async () => {
    const first = await story.startRecovery({ from: { backupId: backup }, scope: { allObjects: true } });
    const second = await product.ask(
      'mutation ($input: StartRecoveryInput!) { startRecovery(input: $input) { ... on JobAlreadyRunning { code runningJob { ... on Recovery { id } } } } }',
      { input: { tenantId: product.tenantId, from: { backupId: backup }, scope: { allObjects: true } } },
    );
    expect(second).toEqual({ code: 'JobAlreadyRunning', runningJob: { id: first } });
    expect(await story.ended(first)).toMatchObject({ status: 'completed' });
    expect(await story.cancel(first)).toMatchObject({ code: 'JobAlreadyEnded' });
    await story.createReport(backup, { objectTypes: ['group'] });
  });

  it('starts nothing twice under one idempotency key', async () => {
    const input = { tenantId: product.tenantId, idempotencyKey: 'only once' };
    const take = () =>
      product.ask(
        'mutation ($input: TakeBackupInput!) { takeBackup(input: $input) { ... on Backup { id } } }',
        { input },
      );
    const once = await take();
    expect(await take()).toEqual(once);
  });

  it('shows no changes of a report that has not completed', async () => {
    const started = await product.ask(
      'mutation ($input: CreateDifferenceReportInput!) { createDifferenceReport(input: $input) { ... on DifferenceReport { id } } }',
      { input: { tenantId: product.tenantId, backupId: backup, scope: { allObjects: true } } },
    );
    const id = String(started['id']);
    await story.cancel(id);
    await expect(story.changes(id)).rejects.toThrow('ReportNotCompleted');
    expect(await recover({ from: { differenceReportId: id } })).toMatchObject({ code: 'ReportNotCompleted' });
  });
});

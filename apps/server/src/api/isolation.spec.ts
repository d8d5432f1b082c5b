import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiUnderTest } from './api-under-test.contract.js';
import {
  auditEntryView,
  backupView,
  changeOf,
  id,
  OTHER_TENANT,
  recoveryView,
  reportView,
  stepView,
  TENANT,
  tenantView,
} from './views.contract.js';

const api = new ApiUnderTest();
const UNKNOWN = id(999_999);

beforeAll(async () => {
  await api.start();
  const { all } = api.models;
  all.tenants.push(
    tenantView({ runningJobId: id(20) }),
    tenantView({ id: OTHER_TENANT, displayName: 'Fabrikam' }),
  );
  all.backups.push(backupView());
  all.differenceReports.push(reportView());
  all.recoveries.push(recoveryView());
  all.steps.set(id(20), [stepView({ outcome: 'failed', code: 'Conflict', message: 'Taken.' })]);
  all.auditLog.push(auditEntryView());
  api.models.past = async () => ({ at: '2026-03-02T08:00:00.000Z', position: '5', models: api.models });
  api.changes.reports.set(id(10), [changeOf()]);
});
afterAll(() => api.stop());

/** Each asks for something of the first tenant by its id. */
const BY_ID: Readonly<Record<string, [string, string]>> = {
  tenant: ['query ($id: ID!) { tenant(id: $id) { id displayName } }', TENANT],
  'tenant’s running job': ['query ($id: ID!) { runningJob(tenantId: $id) { __typename } }', TENANT],
  'audit log': ['query ($id: ID!) { auditLog(tenantId: $id) { totalCount nodes { id } } }', TENANT],
  'tenant as of a moment': [
    'query ($id: ID!) { tenant(id: $id) { asOf(position: "5") { position } } }',
    TENANT,
  ],
  backup: ['query ($id: ID!) { backup(id: $id) { id root } }', id(1)],
  'difference report': ['query ($id: ID!) { differenceReport(id: $id) { id } }', id(10)],
  changes: ['query ($id: ID!) { differenceReport(id: $id) { changes { nodes { objectId } } } }', id(10)],
  recovery: ['query ($id: ID!) { recovery(id: $id) { id } }', id(20)],
  'failed changes': ['query ($id: ID!) { recovery(id: $id) { failedSteps { nodes { objectId } } } }', id(20)],
  'backup as a node': ['query ($id: ID!) { node(id: $id) { id } }', id(1)],
  'report as a node': ['query ($id: ID!) { node(id: $id) { id } }', id(10)],
  'recovery as a node': ['query ($id: ID!) { node(id: $id) { id } }', id(20)],
  'tenant as a node': ['query ($id: ID!) { node(id: $id) { id } }', TENANT],
};

describe.each(Object.entries(BY_ID))('%s', (_what, [query, own]) => {
  it('is shown to its tenant’s caller', async () => {
    const { data, errors } = await api.ask('reader', query, { id: own });
    expect(errors).toEqual([]);
    expect(Object.values(data)).not.toEqual([null]);
  });

  it('is answered to another tenant’s administrator exactly like what does not exist', async () => {
    const foreign = await api.ask('foreignAdministrator', query, { id: own });
    const unknown = await api.ask('foreignAdministrator', query, { id: UNKNOWN });
    expect([foreign.status, foreign.data, foreign.errors]).toEqual([
      unknown.status,
      unknown.data,
      unknown.errors,
    ]);
    expect(JSON.stringify(foreign.data)).not.toContain('aaaaaaaa');
  });
});

it('writes to the log that another tenant’s id was asked for', async () => {
  api.logged.length = 0;
  await api.ask('foreignAdministrator', `{ backup(id: "${id(1)}") { id } }`);
  expect(api.logged).toEqual([
    expect.objectContaining({ tenantId: OTHER_TENANT, id: id(1), from: '127.0.0.1' }),
  ]);
});

it('lists no tenant but the caller’s own', async () => {
  const { data } = await api.ask('foreignAdministrator', '{ tenants { nodes { id displayName } } }');
  expect(data).toEqual({ tenants: { nodes: [{ id: OTHER_TENANT, displayName: 'Fabrikam' }] } });
});

it('reads ids in any case', async () => {
  const { data } = await api.ask('reader', 'query ($id: ID!) { backup(id: $id) { id } }', {
    id: id(1).toUpperCase(),
  });
  expect(data).toEqual({ backup: { id: id(1) } });
});

it.each(['takeBackup', 'changeSettings'])(
  '%s names a foreign tenant in vain, like an unknown one',
  async (mutation) => {
    const ask = async (tenantId: string) => {
      const text = `mutation { ${mutation}(input: { tenantId: "${tenantId}" }) { __typename ... on Refusal { code message } } }`;
      return (await api.ask('foreignAdministrator', text)).data;
    };
    const foreign = await ask(TENANT);
    expect(foreign).toEqual(await ask(UNKNOWN));
    expect(foreign).toMatchObject({ [mutation]: { code: 'TenantNotFound' } });
  },
);

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiUnderTest, type Token } from './api-under-test.contract.js';
import { buildSchema } from './schema-text.js';
import { backupView, changeOf, id, recoveryView, reportView, TENANT, tenantView } from './views.contract.js';

const api = new ApiUnderTest();

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  api.models.all.tenants = [tenantView()];
  api.models.all.backups = [backupView()];
  api.models.all.differenceReports = [reportView()];
  api.models.all.recoveries = [recoveryView()];
  api.changes.reports.set(id(10), [changeOf()]);
  api.readModels.asked.length = 0;
  api.readModels.rebuilding = undefined;
});

const QUERIES: Readonly<Record<string, string>> = {
  tenants: '{ tenants { totalCount } }',
  tenant: `{ tenant(id: "${TENANT}") { id } }`,
  backup: `{ backup(id: "${id(1)}") { id } }`,
  differenceReport: `{ differenceReport(id: "${id(10)}") { id } }`,
  recovery: `{ recovery(id: "${id(20)}") { id } }`,
  runningJob: `{ runningJob(tenantId: "${TENANT}") { __typename } }`,
  auditLog: `{ auditLog(tenantId: "${TENANT}") { totalCount } }`,
  node: `{ node(id: "${id(1)}") { id } }`,
  readModels: '{ readModels { position } }',
  logCheckpoint: '{ logCheckpoint { __typename } }',
  inclusionProof: '{ inclusionProof(position: "5") { __typename } }',
  consistencyProof: '{ consistencyProof(from: 1) { __typename } }',
};

const MUTATIONS: Readonly<
  Record<string, { readonly input?: string; readonly shown: string; readonly started: string }>
> = {
  takeBackup: { input: `tenantId: "${TENANT}"`, shown: 'Backup', started: id(1) },
  createDifferenceReport: {
    input: `tenantId: "${TENANT}", backupId: "${id(1)}", scope: { allObjects: true }`,
    shown: 'DifferenceReport',
    started: id(10),
  },
  startRecovery: {
    input: `tenantId: "${TENANT}", from: { differenceReportId: "${id(10)}" }`,
    shown: 'Recovery',
    started: id(20),
  },
  recreateObjects: {
    input: `tenantId: "${TENANT}", differenceReportId: "${id(10)}", objectIds: ["${id(100)}"]`,
    shown: 'Recovery',
    started: id(20),
  },
  freezePlan: {
    input: `tenantId: "${TENANT}", from: { differenceReportId: "${id(10)}" }`,
    shown: 'Recovery',
    started: id(20),
  },
  addToImport: {
    input: `tenantId: "${TENANT}", lines: ["{\\"type\\":\\"user\\",\\"id\\":\\"u\\",\\"lifecycle\\":\\"live\\",\\"attributes\\":{}}"]`,
    shown: 'ImportInTheMaking',
    started: id(1),
  },
  completeImport: {
    input: `tenantId: "${TENANT}", importRoot: "IMPORT_ROOT", name: "An export"`,
    shown: 'Backup',
    started: id(1),
  },
  approvePlan: {
    input: `planId: "${id(20)}", digest: "${'ef'.repeat(32)}", reason: "Looks right"`,
    shown: 'Recovery',
    started: id(20),
  },
  rejectPlan: {
    input: `planId: "${id(20)}", digest: "${'ef'.repeat(32)}", reason: "Too much"`,
    shown: 'Recovery',
    started: id(20),
  },
  recoverObject: {
    input: `differenceReportId: "${id(10)}", objectId: "${id(100)}"`,
    shown: 'Recovery',
    started: id(20),
  },
  cancelJob: { input: `jobId: "${id(20)}"`, shown: 'Recovery', started: id(20) },
  undoRecovery: { input: `recoveryId: "${id(20)}"`, shown: 'Recovery', started: id(20) },
  changeSettings: {
    input: `tenantId: "${TENANT}", backupRetentionDays: 7`,
    shown: 'Tenant',
    started: TENANT,
  },
  changeDriftWatch: {
    input: `tenantId: "${TENANT}", watch: { schedule: "0 * * * *" }`,
    shown: 'Tenant',
    started: TENANT,
  },
  startDriftCheck: { input: `tenantId: "${TENANT}"`, shown: 'DifferenceReport', started: id(10) },
  acknowledgeDrift: {
    input: `differenceReportId: "${id(10)}", reason: "Known"`,
    shown: 'DifferenceReport',
    started: id(10),
  },
  pinBackup: { input: `backupId: "${id(1)}"`, shown: 'Backup', started: id(1) },
  unpinBackup: { input: `backupId: "${id(1)}"`, shown: 'Backup', started: id(1) },
  rebuildReadModels: { shown: 'ReadModels', started: '' },
};

async function answerOf(token: Token, mutation: string): Promise<unknown> {
  const { input, started = '' } = MUTATIONS[mutation] ?? {};
  const root = await api.imports.add(TENANT, undefined, []);
  const argument =
    input === undefined
      ? ''
      : `(input: { ${input.replace('IMPORT_ROOT', typeof root === 'string' ? root : '')} })`;
  api.requests.answer = { id: started, position: undefined };
  const refusal = '... on Refusal { code message }';
  const { data } = await api.ask(token, `mutation { ${mutation}${argument} { __typename ${refusal} } }`);
  return data[mutation];
}

describe('the table of roles', () => {
  it('covers every operation of the schema', async () => {
    const schema = await buildSchema();
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).sort()).toEqual(Object.keys(QUERIES).sort());
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort()).toEqual(
      Object.keys(MUTATIONS).sort(),
    );
  });

  describe.each(Object.entries(QUERIES))('query %s', (_name, query) => {
    it.each<Token>(['reader', 'administrator'])('is answered to a caller who is %s', async (token) => {
      const answer = await api.ask(token, query);
      expect([answer.status, answer.errors]).toEqual([200, []]);
    });

    it('is refused to a caller without a role', async () => {
      const answer = await api.ask('roleless', query);
      expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['NotPermitted']);
      expect(Object.values(answer.data).filter((value) => value !== null)).toEqual([]);
    });
  });

  describe.each(Object.entries(MUTATIONS))('mutation %s', (name, { shown }) => {
    it('is carried out for an administrator', async () => {
      expect(await answerOf('administrator', name)).toEqual({ __typename: shown });
    });

    it.each<Token>(['reader', 'roleless'])(
      'is refused to a caller who is %s, and asks nothing',
      async (token) => {
        api.requests.asked.length = 0;
        expect(await answerOf(token, name)).toMatchObject({
          __typename: 'NotPermitted',
          code: 'NotPermitted',
        });
        expect([...api.requests.asked, ...api.readModels.asked]).toEqual([]);
        expect(api.logged.at(-1)).toMatchObject({ tenantId: TENANT, operation: expect.any(String) });
      },
    );

    // The read models are the node's, and of no tenant.
    if (name === 'rebuildReadModels') return;

    it('is refused to another tenant’s administrator as if nothing were there', async () => {
      api.requests.asked.length = 0;
      api.requests.answer = { id: id(20), position: undefined };
      const answer = await answerOf('foreignAdministrator', name);
      const inOwnTenant = [
        'cancelJob',
        'undoRecovery',
        'approvePlan',
        'rejectPlan',
        'acknowledgeDrift',
        'pinBackup',
        'unpinBackup',
      ].includes(name);
      // These are asked of the caller's own tenant, where the job or plan does not exist.
      if (inOwnTenant) expect(api.requests.last?.args[0]).not.toBe(TENANT);
      else {
        expect(answer).toMatchObject({ code: expect.stringMatching(/NotFound$/) });
        expect(api.requests.asked).toEqual([]);
      }
    });
  });

  it('lets a reader create difference reports where the tenant says so, and nothing more', async () => {
    const { settings } = tenantView();
    api.models.all.tenants = [tenantView({ settings: { ...settings, readersMayCreateReports: true } })];
    expect(await answerOf('reader', 'createDifferenceReport')).toEqual({ __typename: 'DifferenceReport' });
    expect(await answerOf('reader', 'startRecovery')).toMatchObject({ code: 'NotPermitted' });
  });
});

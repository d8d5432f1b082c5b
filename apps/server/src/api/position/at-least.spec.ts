import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidPosition } from '#event-store';
import { systemClock } from '#runtime';
import { ApiUnderTest } from '../api-under-test.contract.js';
import { backupView, id, recoveryView, reportView, TENANT, tenantView } from '../views.contract.js';

/** An API at which nobody has to wait 10 s until patience is over. */
const api = new ApiUnderTest();
const never = (signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  );

beforeAll(() => {
  api.clock = { ...systemClock, sleep: () => systemClock.sleep(50) };
  return api.start();
});
afterAll(() => api.stop());
beforeEach(() => {
  const { all } = api.models;
  all.tenants = [tenantView({ runningJobId: id(20) })];
  all.backups = [backupView()];
  all.differenceReports = [reportView()];
  all.recoveries = [recoveryView()];
  api.waitedFor.length = 0;
  api.logged.length = 0;
  api.reached = async (position) => api.waitedFor.push(position);
});

const QUERIES: readonly [string, string][] = [
  ['tenants', 'tenants(atLeast: $p) { totalCount }'],
  ['tenant', `tenant(id: "${TENANT}", atLeast: $p) { id }`],
  ['backup', `backup(id: "${id(1)}", atLeast: $p) { id }`],
  ['differenceReport', `differenceReport(id: "${id(10)}", atLeast: $p) { id }`],
  ['recovery', `recovery(id: "${id(20)}", atLeast: $p) { id }`],
  ['runningJob', `runningJob(tenantId: "${TENANT}", atLeast: $p) { __typename }`],
  ['auditLog', `auditLog(tenantId: "${TENANT}", atLeast: $p) { totalCount }`],
];
const ask = (query: string, p: string | null) => api.ask('reader', `query ($p: String) { ${query} }`, { p });

describe.each(QUERIES)('%s', (name, query) => {
  it('waits until this node has come to a position', async () => {
    const { data, errors } = await ask(query, '77');
    expect([errors, api.waitedFor]).toEqual([[], ['77']]);
    expect(data[name]).not.toBeNull();
  });

  it('waits for nothing where none is given', async () => {
    expect((await ask(query, null)).errors).toEqual([]);
    expect(api.waitedFor).toEqual([]);
  });

  it('says so where this node has not come to it in time', async () => {
    api.reached = (_position, signal) => never(signal);
    expect((await ask(query, '77')).errors).toMatchObject([
      { message: expect.stringContaining('10 s'), extensions: { code: 'ReadModelBehind' } },
    ]);
  });
});

it.each(['nonsense', '', '1'.repeat(101)])('%j is no position', async (position) => {
  api.reached = async () => {
    throw new InvalidPosition('The position was not given by this event store.');
  };
  expect((await ask('tenants(atLeast: $p) { totalCount }', position)).errors).toMatchObject([
    { message: expect.stringContaining('atLeast'), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

it('Nobody without a role is waited for', async () => {
  const { errors } = await api.ask('roleless', '{ tenants(atLeast: "77") { totalCount } }');
  expect(errors).toMatchObject([{ extensions: { code: 'NotPermitted' } }]);
  expect(api.waitedFor).toEqual([]);
});

it('Whoever leaves is not waited for, and is no fault of ours', async () => {
  const waiting = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  api.reached = async (_position, signal) => {
    signal.addEventListener('abort', () => over.resolve());
    waiting.resolve();
    await never(signal);
  };
  api.clock.sleep = (_ms, signal) => never(signal ?? new AbortController().signal);
  const leaving = new AbortController();
  const body = JSON.stringify({ query: '{ tenants(atLeast: "77") { totalCount } }' });
  const headers = { 'content-type': 'application/json' };
  const asked = api.fetch('reader', { method: 'POST', headers, body, signal: leaving.signal });
  await waiting.promise;
  leaving.abort();
  await expect(asked).rejects.toThrow('aborted');
  await over.promise;
  expect(api.logged).toEqual([]);
});

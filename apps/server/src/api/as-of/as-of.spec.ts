import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidPosition } from '#event-store';
import { TooManyAtOnceError, type Moment } from '#projections';
import { ApiUnderTest } from '../api-under-test.contract.js';
import { InMemoryModels } from '../in-memory-models.contract.js';
import {
  backupView,
  changeOf,
  id,
  recoveryView,
  reportView,
  stepView,
  TENANT,
  tenantView,
} from '../views.contract.js';

const api = new ApiUnderTest();
const then = new InMemoryModels();
const at = '2026-03-02T08:00:00.000Z';
let asked: { tenantId: string; moment: Moment }[] = [];

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  const now = api.models.all;
  now.tenants = [tenantView({ displayName: 'Contoso today' })];
  now.backups = [2, 1].map((number) => backupView({ id: id(number), status: 'expired' }));
  now.differenceReports = [reportView(), reportView({ id: id(11), expired: true })];
  now.recoveries = [21, 20].map((number) => recoveryView({ id: id(number) }));
  now.steps.set(id(20), [stepView(), stepView({ step: 1 })]);
  then.all.tenants = [tenantView({ runningJobId: id(20) })];
  then.all.backups = [backupView({ status: 'completed' })];
  then.all.differenceReports = [
    reportView(),
    reportView({ id: id(11) }),
    reportView({ id: id(12), status: 'inProgress' }),
  ];
  then.all.recoveries = [
    recoveryView({ status: 'inProgress', settledSteps: 1 }),
    recoveryView({ id: id(22), target: { from: 'recovery', recoveryId: id(20) }, backupId: null }),
  ];
  then.all.steps.set(id(20), [stepView()]);
  api.changes.reports.set(id(10), [changeOf()]);
  api.reached = async () => undefined;
  api.logged.length = 0;
  asked = [];
  api.models.past = async (tenantId, moment) => {
    asked.push({ tenantId, moment });
    return { at, position: '5', models: then };
  };
});

const ask = (moment: string, fields = 'position', variables: object = {}, declared = '') =>
  api.ask(
    'reader',
    `query ${declared} { tenant(id: "${TENANT}") { asOf${moment} { ${fields} } } }`,
    variables,
  );

/** What is answered as of a position, without errors. */
async function answer(fields: string): Promise<unknown> {
  const { data, errors } = await ask('(position: "5")', fields);
  expect(errors).toEqual([]);
  return (data['tenant'] as { asOf: unknown } | undefined)?.asOf;
}

describe('A tenant as of a moment', () => {
  it('shows how everything stood then', async () => {
    const fields = `at position runningJob { ... on Recovery { id status: status settledSteps } } latestBackup { id status }
      backups { totalCount } differenceReports { nodes { id } } recoveries { nodes { id } }`;
    expect(await answer(fields)).toEqual({
      at,
      position: '5',
      runningJob: { id: id(20), status: 'inProgress', settledSteps: 1 },
      latestBackup: { id: id(1), status: 'completed' },
      backups: { totalCount: 1 },
      differenceReports: { nodes: [{ id: id(10) }, { id: id(11) }, { id: id(12) }] },
      recoveries: { nodes: [{ id: id(20) }, { id: id(22) }] },
    });
  });

  it('shows whatever is reached from there as it was then, too', async () => {
    const fields = `recoveries { nodes { backup { status } steps { totalCount } undoes { settledSteps }
      tenant { displayName backups { totalCount } } } } latestBackup { tenant { displayName } }`;
    const tenant = { displayName: 'Contoso', backups: { totalCount: 1 } };
    expect(await answer(fields)).toEqual({
      recoveries: {
        nodes: [
          { backup: { status: 'completed' }, steps: { totalCount: 1 }, undoes: null, tenant },
          { backup: null, steps: { totalCount: 0 }, undoes: { settledSteps: 1 }, tenant },
        ],
      },
      latestBackup: { tenant: { displayName: 'Contoso' } },
    });
  });

  it('is asked for by a position or by a time', async () => {
    await ask('(position: "5")');
    await ask('(time: "2026-03-02T09:00:00+01:00")');
    expect(asked).toEqual([
      { tenantId: TENANT, moment: { position: '5' } },
      { tenantId: TENANT, moment: { time: at } },
    ]);
  });

  it('is null where the tenant was not yet under protection', async () => {
    api.models.past = async () => undefined;
    expect(await answer('position')).toBeNull();
  });
});

describe('The changes of a report as of a moment', () => {
  const changes = (number: number) => async () => {
    const fields = 'differenceReports { nodes { id changes { nodes { objectId } } } }';
    then.all.differenceReports = then.all.differenceReports.filter((report) => report.id === id(number));
    const { data, errors } = await ask('(position: "5")', fields);
    return errors.length > 0 ? errors[0]?.extensions['code'] : JSON.stringify(data);
  };

  it('are those that it found, where it had completed then', async () => {
    expect(await changes(10)()).toContain(id(100));
  });

  it.each([
    ['DifferenceReportExpired', 'its retention is over by now', 11],
    ['ReportNotCompleted', 'it had not completed then', 12],
  ])('are refused (%s) where %s', async (code, _why, number) => {
    expect(await changes(number)()).toBe(code);
  });
});

describe('A moment', () => {
  it.each<[string, string]>([
    ['neither a position nor a time', ''],
    ['both', '(position: "5", time: "2026-03-02T08:00:00Z")'],
    ['a time to come', '(time: "2999-01-01T00:00:00Z")'],
    ['an empty position', '(position: "")'],
    ['no position', '(position: "nonsense")'],
  ])('cannot be %s', async (_what, moment) => {
    api.reached = async () => {
      throw new InvalidPosition('The position was not given by this event store.');
    };
    const { errors } = await ask(moment);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    expect(asked).toEqual([]);
  });
});

it('Too many moments at once are refused', async () => {
  api.models.past = async () => {
    throw new TooManyAtOnceError();
  };
  const { errors } = await ask('(position: "5")');
  expect(errors).toMatchObject([
    { message: expect.stringContaining('Ask again'), extensions: { code: 'Busy' } },
  ]);
});

it('What nobody waits for any more is given up, and let go once it is answered', async () => {
  const signals: AbortSignal[] = [];
  const begun = Promise.withResolvers<void>();
  api.models.past = async (_tenantId, _moment, signal) => {
    signals.push(signal);
    begun.resolve();
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    );
  };
  const leaving = new AbortController();
  const body = JSON.stringify({ query: `{ tenant(id: "${TENANT}") { asOf(position: "5") { at } } }` });
  const headers = { 'content-type': 'application/json' };
  const asking = api.fetch('reader', { method: 'POST', headers, body, signal: leaving.signal });
  await begun.promise;
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  const givenUp = new Promise((resolve) => signals[0]?.addEventListener('abort', resolve));
  leaving.abort();
  await expect(asking).rejects.toThrow('aborted');
  await givenUp;
  expect(api.logged).toEqual([]);
});

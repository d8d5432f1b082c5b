import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RECOMMENDED_MASS_CHANGE, RECOMMENDED_RULES } from '#protection';
import { ApiUnderTest } from '../api-under-test.contract.js';
import { backupView, id, recoveryView, reportView, TENANT, tenantView } from '../views.contract.js';

const api = new ApiUnderTest();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  api.models.all.tenants = [tenantView()];
  api.requests.asked.length = 0;
  api.requests.answer = { id: TENANT, position: undefined };
});

async function change(watch: string): Promise<unknown> {
  const { data } = await api.ask(
    'administrator',
    `mutation { changeDriftWatch(input: { tenantId: "${TENANT}"${watch} }) { __typename ... on Refusal { message } } }`,
  );
  return data['changeDriftWatch'];
}
const asked = () => api.requests.last?.args[1];

describe('the drift watch over the API', () => {
  it('is as recommended in what is left out', async () => {
    await change(', watch: { schedule: "0 * * * *" }');
    expect(asked()).toEqual({
      schedule: '0 * * * *',
      rules: RECOMMENDED_RULES,
      massChange: RECOMMENDED_MASS_CHANGE,
      proposesPlan: false,
    });
  });

  it('takes rules as they are given, and no mass-change alarm at 100 percent', async () => {
    await change(
      `, watch: { schedule: "0 6 * * *", proposesPlan: true, massChange: { percent: 100, atLeast: 1 }, rules: [{
        name: "Guests", severity: high, objectTypes: [user], kinds: [created], actions: [softDelete], attributes: ["userType"],
        exceptObjectIds: ["AA"], exceptActorIds: ["BB"], atLeast: 3 }, { name: "All", severity: low, objectTypes: [] }] }`,
    );
    expect(asked()).toEqual({
      schedule: '0 6 * * *',
      proposesPlan: true,
      massChange: null,
      rules: [
        {
          name: 'Guests',
          severity: 'high',
          objectTypes: ['user'],
          kinds: ['created'],
          actions: ['softDelete'],
          attributes: ['userType'],
          exceptObjectIds: ['aa'],
          exceptActorIds: ['bb'],
          atLeast: 3,
        },
        { name: 'All', severity: 'low' },
      ],
    });
  });

  it.each(['', ', watch: null'])('is switched off where none is given: "%s"', async (watch) => {
    await change(watch);
    expect(asked()).toBeNull();
  });

  it.each([
    ['watch: { schedule: "soon" }', 'schedule must be a cron expression'],
    ['watch: { schedule: "0 * * * *", rules: [{ name: "", severity: low }] }', 'name must have'],
    [
      'watch: { schedule: "0 * * * *", rules: [{ name: "A", severity: low, atLeast: 0 }] }',
      'atLeast must be',
    ],
    ['watch: { schedule: "0 * * * *", massChange: { percent: 101, atLeast: 1 } }', 'percent must be'],
  ])('is refused: %s', async (watch, why) => {
    expect(await change(`, ${watch}`)).toMatchObject({
      __typename: 'InvalidInput',
      message: expect.stringContaining(why),
    });
    expect(api.requests.asked).toEqual([]);
  });

  it('is shown with the latest check, what it found, and the backup that is kept', async () => {
    const by = { id: id(900), name: 'Ada' };
    const at = '2026-03-02T08:00:00.000Z';
    const watch = {
      schedule: '0 * * * *',
      rules: [{ name: 'One', severity: 'low' as const }],
      massChange: null,
      proposesPlan: true,
    };
    const drift = {
      status: 'found' as const,
      severity: 'critical' as const,
      findings: [{ rule: 'One', severity: 'low' as const, objects: 2, links: 0, isNew: true }],
      massChanges: [{ objectType: 'user' as const, changed: 30, objects: 100, isNew: true }],
      acknowledgement: { by, at, reason: 'Known' },
      proposedPlanId: id(20),
      raisedAlarm: true,
      deliveries: [{ destination: 'soc', delivered: false, attempts: 10, code: 'timeout', at }],
    };
    api.models.all.tenants = [tenantView({ driftWatch: watch, latestDriftReportId: id(10) })];
    api.models.all.differenceReports = [reportView({ drift })];
    api.models.all.recoveries = [recoveryView({ dryRun: true })];
    api.models.all.backups = [backupView({ pin: { cause: 'massChange', reason: null, by, at } })];
    const { data, errors } = await api.ask(
      'reader',
      `{ tenant(id: "${TENANT}") {
        driftWatch { schedule proposesPlan massChange { percent } rules { name severity objectTypes actions kinds attributes exceptObjectIds exceptActorIds atLeast } }
        latestDriftCheck { id backup { pin { cause reason by { name } at } } drift {
          status severity findings { rule severity objects links isNew } massChanges { objectType changed objects isNew }
          acknowledgement { by { id name } at reason } proposedPlan { id dryRun } raisedAlarm
          deliveries { destination delivered attempts code at } } } } }`,
    );
    expect(errors).toEqual([]);
    const { proposedPlanId, ...shown } = drift;
    const none = { objectTypes: [], actions: [], kinds: [], attributes: [] };
    expect(data['tenant']).toEqual({
      driftWatch: {
        ...watch,
        rules: [{ ...none, ...watch.rules[0], exceptObjectIds: [], exceptActorIds: [], atLeast: 1 }],
      },
      latestDriftCheck: {
        id: id(10),
        backup: { pin: { cause: 'massChange', reason: null, by: { name: 'Ada' }, at } },
        drift: { ...shown, proposedPlan: { id: proposedPlanId, dryRun: true } },
      },
    });
  });
});

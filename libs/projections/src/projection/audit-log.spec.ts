import { afterEach, describe, expect, it } from '@jest/globals';
import type { AuditFilter } from '../read-models.js';
import {
  following,
  GivenLog,
  recoveryStarted,
  stepApplied,
  stepFailed,
  tenantConnected,
  type Following,
} from '../given-log.contract.js';

async function givenTwoTenants(): Promise<GivenLog> {
  const log = new GivenLog();
  await log.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
  await log.happened('tenant', 't2', tenantConnected('t2'), recoveryStarted('r2'));
  log.actor = { id: 'worker-1', name: 'Known Good worker' };
  await log.happened('recovery', 'r1', { type: 'RecoveryStepsDispatched', data: { steps: [0, 1] } });
  await log.happened('recovery', 'r2', stepApplied(0));
  await log.happened('recovery', 'r1', stepApplied(0), stepFailed(1));
  await log.happened('tenant', 't1', { type: 'BackupAbandoned', data: { backupId: 'b1' } });
  return log;
}

describe('The audit log', () => {
  let readModels: Following;
  afterEach(() => readModels.stop());

  const activities = (filter: AuditFilter, tenantId = 't1') => {
    const page = readModels.models.auditLog(tenantId, filter, { first: 100 });
    expect(page.totalCount).toBe(page.rows.length);
    return page.rows.map(({ row }) => row.activity);
  };

  it('has one line for each event of the tenant, in the order of the log', async () => {
    readModels = await following((await givenTwoTenants()).store);

    expect(activities({})).toEqual([
      ...['TenantConnected', 'JobStarted', 'RecoveryStepsDispatched'],
      ...['RecoveryStepApplied', 'RecoveryStepFailed', 'BackupAbandoned'],
    ]);
    expect(activities({}, 't2')).toEqual(['TenantConnected', 'JobStarted', 'RecoveryStepApplied']);
    expect(activities({}, 'unknown')).toEqual([]);
  });

  it('says who did what to what, when, from where, and with what outcome', async () => {
    const log = await givenTwoTenants();
    readModels = await following(log.store);
    const [line] = readModels.models.auditLog('t1', { outcome: 'failure' }, { first: 1 }).rows;

    expect(line?.row).toEqual({
      id: '00000000-0000-4000-8000-000000000008',
      position: expect.any(String),
      tenantId: 't1',
      at: '2026-03-01T00:00:07.000Z',
      actor: { id: 'worker-1', name: 'Known Good worker' },
      from: '192.0.2.7',
      activity: 'RecoveryStepFailed',
      subject: { kind: 'recovery', id: 'r1' },
      outcome: 'failure',
      correlationId: '00000000-0000-4000-8000-000000000008',
      details: stepFailed(1).data,
    });
  });

  it.each<[string, AuditFilter, string[]]>([
    ['outcome', { outcome: 'failure' }, ['RecoveryStepFailed', 'BackupAbandoned']],
    ['activity', { activities: ['JobStarted', 'RecoveryStepFailed'] }, ['JobStarted', 'RecoveryStepFailed']],
    ['actor', { actorId: 'alice-id' }, ['TenantConnected', 'JobStarted']],
    ['an unknown actor', { actorId: 'nobody' }, []],
    [
      'subject',
      { subjectId: 'r1' },
      ['RecoveryStepsDispatched', 'RecoveryStepApplied', 'RecoveryStepFailed'],
    ],
    ["another tenant's subject", { subjectId: 'r2' }, []],
    ['subject and outcome', { subjectId: 'r1', outcome: 'failure' }, ['RecoveryStepFailed']],
    ['subject and actor', { subjectId: 't1', actorId: 'worker-1' }, ['BackupAbandoned']],
    ['time from', { from: '2026-03-01T00:00:07.000Z' }, ['RecoveryStepFailed', 'BackupAbandoned']],
    ['time until', { until: '2026-03-01T00:00:01Z' }, ['TenantConnected']],
    [
      'a span of time and actor',
      { from: '2026-03-01T00:00:01Z', until: '2026-03-01T00:00:06Z', actorId: 'worker-1' },
      ['RecoveryStepsDispatched'],
    ],
    ['no time at all', { from: 'yesterday' }, []],
  ])('is filtered by %s', async (_what, filter, expected) => {
    readModels = await following((await givenTwoTenants()).store);
    expect(activities(filter)).toEqual(expected);
  });

  it('finds by time what a machine whose clock is slow has stamped', async () => {
    const log = new GivenLog();
    const changed = { type: 'SettingsChanged', data: {} };
    await log.happened('tenant', 't1', tenantConnected('t1'));
    log.nowMs += 3_600_000;
    await log.append('tenant-t1', changed, changed);
    log.nowMs -= 3_600_000;
    await log.append('tenant-t1', { type: 'BackupAbandoned', data: { backupId: 'late' } });
    readModels = await following(log.store);

    expect(activities({ until: '2026-03-01T00:10:00Z' })).toEqual(['TenantConnected', 'BackupAbandoned']);
    expect(activities({ from: '2026-03-01T00:10:00Z' })).toEqual(['SettingsChanged', 'SettingsChanged']);
  });

  it('pages by place in the log, also through merged activities', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
    for (let step = 0; step < 50; step += 1)
      await log.happened('recovery', 'r1', step % 3 === 0 ? stepFailed(step) : stepApplied(step));
    readModels = await following(log.store);

    const steps: unknown[] = [];
    let after: string | undefined;
    do {
      const page = readModels.models.auditLog('t1', { subjectId: 'r1' }, { first: 7, after });
      steps.push(...page.rows.map(({ row }) => row.details['step']));
      after = page.hasNextPage ? page.rows.at(-1)?.cursor : undefined;
    } while (after !== undefined);
    expect(steps).toEqual(Array.from({ length: 50 }, (_, step) => step));
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import type { TenantEvent } from '#protection';
import {
  following,
  GivenLog,
  recoveryPlanned,
  recoveryStarted,
  tenantConnected,
  type Following,
} from '../given-log.contract.js';

const started = (jobId: string, change: object): TenantEvent => {
  const event = recoveryStarted(jobId);
  if (event.type !== 'JobStarted') throw new Error('A recovery begins with another event.');
  return { ...event, data: { ...event.data, ...change } };
};

describe('the frozen plans of a tenant', () => {
  let readModels: Following;
  afterEach(() => readModels.stop());

  const idsAt = (stage: 'waiting' | 'decided') =>
    readModels.models.frozenPlans('t1', stage, { first: 10 }).rows.map(({ row }) => row.id);

  it('wait until they are decided on, carried out or past their retention', async () => {
    const log = new GivenLog();
    const frozen = async (planId: string) => {
      await log.happened('tenant', 't1', started(planId, { dryRun: true }));
      await log.happened('recovery', planId, recoveryPlanned(2));
    };
    const planDigest = 'plan';
    await log.happened('tenant', 't1', tenantConnected('t1'));
    await log.happened('tenant', 't1', started('recovery', {}));
    await log.happened('recovery', 'recovery', recoveryPlanned(2));
    for (const planId of ['waits', 'approved', 'rejected', 'carriedOut', 'retired', 'waitsToo'])
      await frozen(planId);
    await log.happened(
      'tenant',
      't1',
      {
        type: 'RecoveryPlanApproved',
        data: {
          ...{ planId: 'approved', planDigest, approvedBy: 'someone', reason: 'Right' },
          expiresAt: '2026-03-02T08:00:05.000Z',
        },
      },
      {
        type: 'RecoveryPlanRejected',
        data: { planId: 'rejected', planDigest, rejectedBy: 'someone', reason: 'Wrong' },
      },
      started('ofThePlan', { target: { from: 'plan', planId: 'carriedOut', planDigest } }),
      { type: 'JobRetired', data: { jobId: 'retired' } },
      started('unmade', { dryRun: true }),
    );
    readModels = await following(log.store);
    expect(idsAt('waiting')).toEqual(['waitsToo', 'waits']);
    expect(idsAt('decided')).toEqual(['rejected', 'approved']);
  });

  it('come page by page', async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't1', tenantConnected('t1'));
    for (const planId of ['p1', 'p2', 'p3']) {
      await log.happened('tenant', 't1', started(planId, { dryRun: true }));
      await log.happened('recovery', planId, recoveryPlanned(1));
    }
    readModels = await following(log.store);
    const first = readModels.models.frozenPlans('t1', 'waiting', { first: 2 });
    expect(first).toMatchObject({ hasNextPage: true, totalCount: 3 });
    const after = first.rows[1]?.cursor;
    const second = readModels.models.frozenPlans('t1', 'waiting', { first: 2, after });
    expect(second.rows.map(({ row }) => row.id)).toEqual(['p1']);
    expect(() => readModels.models.frozenPlans('t1', 'decided', { first: 2, after })).toThrow();
    expect(readModels.models.frozenPlans('another', 'waiting', { first: 2 }).totalCount).toBe(0);
  });
});

import { describe, expect, it } from '@jest/globals';
import { readModelsAsOf } from './as-of.js';
import {
  following,
  GivenLog,
  recoveryPlanned,
  recoveryStarted,
  stepApplied,
  tenantConnected,
} from './given-log.contract.js';

const signal = new AbortController().signal;

describe('The read models as of a moment', () => {
  async function givenLog() {
    const log = new GivenLog();
    await log.happened('tenant', 't2', tenantConnected('t2'), recoveryStarted('r2'));
    await log.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
    const planned = await log.happened('recovery', 'r1', recoveryPlanned(2));
    await log.happened('recovery', 'r1', stepApplied(0), stepApplied(1));
    return { log, planned };
  }

  it.each(['position', 'time'] as const)('know nothing that came after a %s', async (what) => {
    const { log, planned } = await givenLog();
    const moment = what === 'position' ? { position: planned } : { time: '2026-03-01T00:00:04Z' };
    const past = await readModelsAsOf({ store: log.store, tenantId: 't1', moment, signal });

    expect(past.models.recovery('r1')).toMatchObject({ plannedSteps: 2, settledSteps: 0 });
    expect(past.models.auditLog('t1', {}, { first: 9 }).totalCount).toBe(3);
    past.close();
  });

  it('know nothing of other tenants', async () => {
    const { log } = await givenLog();
    const moment = { time: '2027-01-01T00:00:00Z' };
    const past = await readModelsAsOf({ store: log.store, tenantId: 't1', moment, signal });

    expect(past.models.tenant('t2')).toBeUndefined();
    expect(past.models.recovery('r2')).toBeUndefined();
    past.close();
  });

  it('are the present ones as of now, with the same cursors', async () => {
    const { log } = await givenLog();
    const present = await following(log.store);
    const moment = { time: '2027-01-01T00:00:00Z' };
    const past = await readModelsAsOf({ store: log.store, tenantId: 't1', moment, signal });

    expect(past.models.recovery('r1')).toEqual(present.models.recovery('r1'));
    expect(past.models.auditLog('t1', {}, { first: 9 })).toEqual(
      present.models.auditLog('t1', {}, { first: 9 }),
    );
    past.close();
    await present.stop();
  });
});

import type { Clock, Ids } from '#runtime';
import type { Acting } from '../acting.js';
import type { Aggregates } from '../aggregates.js';

interface Parts {
  readonly aggregates: Aggregates;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Cancels the tenant's drift check if that is the job that runs: what someone asks for does not wait for what is only
 * looked at by the clock. Answers whether it was so.
 */
export async function makeWay(
  { aggregates, clock, ids }: Parts,
  tenantId: string,
  acting: Acting,
): Promise<boolean> {
  const { runningJobId, drift } = (await aggregates.tenant.load(tenantId)).state;
  if (runningJobId === null || drift.underWay?.reportId !== runningJobId) return false;
  const reportId = runningJobId;
  const cancelled = await aggregates.differenceReport.execute(
    reportId,
    { type: 'CancelDifferenceReport' },
    acting,
  );
  if (!cancelled.executed) return false;
  const endedAt = clock.now().toISOString();
  const end = { type: 'EndJob', jobId: reportId, outcome: 'cancelled', endedAt } as const;
  await aggregates.tenant.execute(tenantId, end, acting);
  const check = { type: 'EndDriftCheck', reportId, alarmId: ids.next(), outcome: 'cancelled' } as const;
  await aggregates.tenant.execute(tenantId, check, acting);
  return true;
}

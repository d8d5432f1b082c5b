import type { JobContext } from '../job-context.js';
import type { NewIdsByOld } from './plan-reader.js';

/** What the tenant’s earlier re-creations have made, by the log: new ids by old ones, the latest where there are several. */
export async function madeEarlier({ aggregates, tenantId, id }: JobContext): Promise<NewIdsByOld> {
  const { jobs } = (await aggregates.tenant.load(tenantId)).state;
  const made = new Map<string, string>();
  if (jobs.get(id)?.recreates !== true) return made;
  for (const [jobId, { recreates, dryRun }] of jobs) {
    if (!recreates || dryRun || jobId === id) continue;
    const { created } = (await aggregates.recovery.load(jobId)).state;
    for (const [old, now] of created) made.set(old, now);
  }
  return made;
}

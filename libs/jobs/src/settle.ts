import type { RecordedEvent } from '#event-store';
import {
  frozenPlanOf,
  type BackupState,
  type DifferenceReportState,
  type JobOutcome,
  type RecoveryState,
} from '#protection';
import type { Clock } from '#runtime';
import { workerActing, type Acting } from './acting.js';
import type { Aggregates } from './aggregates.js';

/** What settling takes. */
interface SettlingParts {
  readonly aggregates: Aggregates;
  readonly clock: Clock;
}

/** Names a backup or a job, and the tenant that it runs on. */
interface Running {
  readonly tenantId: string;
  readonly id: string;
}

/** Frees the tenant for the next job, once the job's own stream says that it has ended; does nothing before. */
export async function settleJob(
  { aggregates, clock }: SettlingParts,
  { tenantId, id }: Running,
  state: DifferenceReportState | RecoveryState,
  acting: Acting,
): Promise<void> {
  const outcome = outcomeOf(state.status === 'expired' ? state.statusBeforeExpiry : state.status);
  if (outcome === undefined) return;
  const endedAt = clock.now().toISOString();
  const planDigest = 'plan' in state ? frozenPlanOf(state) : undefined;
  await aggregates.tenant.execute(
    tenantId,
    { type: 'EndJob', jobId: id, outcome, endedAt, ...(planDigest !== undefined && { planDigest }) },
    acting,
  );
}

/** Lists the backup among the tenant's, or gives it up, once its own stream says that it has ended. */
export async function settleBackup(
  { aggregates: { tenant } }: SettlingParts,
  { tenantId, id }: Running,
  state: BackupState,
  acting: Acting,
): Promise<void> {
  if (state.status === 'completed') {
    const { root, takenAt } = state;
    await tenant.execute(tenantId, { type: 'ListBackup', backupId: id, root, takenAt }, acting);
  } else if (state.status === 'failed')
    await tenant.execute(tenantId, { type: 'AbandonBackup', backupId: id }, acting);
}

/**
 * Settles for their workers the tenant's job and backup that are over: a worker tells their own streams first, and
 * whoever reads there that they have ended may build on them at once. Answers whether anything was settled.
 */
export async function settleWhatIsOver(parts: SettlingParts, tenantId: string): Promise<boolean> {
  const { tenant, backup, ...jobs } = parts.aggregates;
  const before = await tenant.load(tenantId);
  const { runningJobId, runningBackupId } = before.state;
  const kind = runningJobId === null ? undefined : before.state.jobs.get(runningJobId)?.kind;
  if (runningJobId !== null && kind !== undefined) {
    const acting = await actingOf(jobs[kind].events(runningJobId));
    const { state } = await jobs[kind].load(runningJobId);
    if (acting) await settleJob(parts, { tenantId, id: runningJobId }, state, acting);
  }
  if (runningBackupId !== null) {
    const acting = await actingOf(backup.events(runningBackupId));
    const { state } = await backup.load(runningBackupId);
    if (acting) await settleBackup(parts, { tenantId, id: runningBackupId }, state, acting);
  }
  return (await tenant.load(tenantId, before)).revision !== before.revision;
}

/** On behalf of whoever asked for it. */
async function actingOf(events: AsyncIterable<RecordedEvent>): Promise<Acting | undefined> {
  for await (const first of events) return workerActing(first);
  return undefined;
}

function outcomeOf(status: string | null): JobOutcome | undefined {
  switch (status) {
    case 'completed':
    case 'completedWithWarnings':
    case 'failed':
    case 'cancelled':
      return status;
    default:
      return undefined;
  }
}

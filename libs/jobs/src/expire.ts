import { workerActing } from './acting.js';
import type { JobContext } from './job-context.js';

/** Ends the life of a retired backup, report or recovery in its own stream: its stored values may go now. */
export async function expire(context: JobContext): Promise<void> {
  const { aggregates, id } = context;
  const acting = workerActing(context.cause);
  if ((await aggregates.backup.load(id)).revision !== 'noStream')
    await aggregates.backup.execute(id, { type: 'ExpireBackup' }, acting);
  else if ((await aggregates.differenceReport.load(id)).revision !== 'noStream')
    await aggregates.differenceReport.execute(id, { type: 'ExpireDifferenceReport' }, acting);
  else await aggregates.recovery.execute(id, { type: 'ExpireRecovery' }, acting);
}

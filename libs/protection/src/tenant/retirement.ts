import { isOpenDrift } from '../drift/drift-state.js';
import type { JobTarget, TenantSettings } from './tenant-events.js';
import { backupOf, basisOf, runningJob, type TenantState } from './tenant-state.js';

const DAY_MS = 86_400_000;

/** Whether a backup's retention is over at `now`, no running job stands on it, it is not pinned, and another good one is left. */
export function mayRetireBackup(
  state: TenantState,
  settings: TenantSettings,
  backupId: string,
  now: string,
): boolean {
  const backup = state.backups.get(backupId);
  if (backup?.status !== 'listed' || !isOver(backup.takenAt, settings.backupRetentionDays, now)) return false;
  if (state.drift.pinned.has(backupId) || isBaseline(state, backupId)) return false;
  const job = runningJob(state);
  if (job && (backupOf(state, job.target) === backupId || isComparedWith(job.target, backupId))) return false;
  if (backup.isImport) return true;
  const good = [...state.backups.values()].filter(({ status, isImport }) => status === 'listed' && !isImport);
  return good.length > 1;
}

/** What an open drift was found against is compared with again. */
const isBaseline = ({ drift }: TenantState, backupId: string): boolean =>
  isOpenDrift(drift) && drift.last?.backupId === backupId;

const isComparedWith = (target: JobTarget, backupId: string): boolean =>
  target.from === 'backup' && target.compareWithBackupId === backupId;

/** Whether a job's retention is over at `now` and the running job does not build on it. */
export function mayRetireJob(
  state: TenantState,
  settings: TenantSettings,
  jobId: string,
  now: string,
): boolean {
  const job = state.jobs.get(jobId);
  if (job === undefined || job.retired || !isOver(job.endedAt, settings.historyRetentionDays, now))
    return false;
  const running = runningJob(state);
  return running === undefined || basisOf(running.target) !== jobId;
}

function isOver(since: string | null, days: number, now: string): boolean {
  return since !== null && Date.parse(since) + days * DAY_MS <= Date.parse(now);
}

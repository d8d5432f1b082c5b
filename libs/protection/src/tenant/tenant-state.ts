import type { Scope } from '../scope.js';
import type { JobKind, JobOutcome, JobTarget, TenantSettings } from './tenant-events.js';

/** A backup as its tenant knows it. Only a `listed` one can be used. */
export interface BackupRecord {
  readonly status: 'running' | 'listed' | 'abandoned' | 'retired';
  /** `null` until listed. */
  readonly root: string | null;
  readonly takenAt: string | null;
}

/** A difference report or a recovery as its tenant knows it. */
export interface JobRecord {
  readonly kind: JobKind;
  readonly target: JobTarget;
  readonly scope: Scope;
  readonly dryRun: boolean;
  readonly status: 'running' | JobOutcome;
  readonly endedAt: string | null;
  readonly retired: boolean;
}

/** Who the tenant is and how it is looked after. */
export interface TenantProfile {
  readonly tenantId: string;
  readonly displayName: string;
  readonly settings: TenantSettings;
}

/** What a tenant's decisions depend on. */
export interface TenantState {
  /** `null`: no such tenant is connected. */
  readonly profile: TenantProfile | null;
  readonly backups: ReadonlyMap<string, BackupRecord>;
  readonly jobs: ReadonlyMap<string, JobRecord>;
  readonly runningBackupId: string | null;
  readonly runningJobId: string | null;
  /** The backup or job that each idempotency key started, oldest first. */
  readonly idempotencyKeys: ReadonlyMap<string, string>;
  /** What was asked for, by the backup or job that it started: of those started with an idempotency key. */
  readonly requestDigests: ReadonlyMap<string, string>;
}

/** Idempotency keys are remembered for this many starts: far more than any client retries over. */
export const MOST_IDEMPOTENCY_KEYS = 1_000;

export const initialTenantState: TenantState = {
  profile: null,
  backups: new Map(),
  jobs: new Map(),
  runningBackupId: null,
  runningJobId: null,
  idempotencyKeys: new Map(),
  requestDigests: new Map(),
};

/** The backup or job that was started with this idempotency key: the answer to a repeated request. */
export function idForKey(state: TenantState, idempotencyKey: string): string | undefined {
  return state.idempotencyKeys.get(idempotencyKey);
}

/** The job that is running now, if any. */
export function runningJob(state: TenantState): (JobRecord & { readonly jobId: string }) | undefined {
  const jobId = state.runningJobId;
  const job = jobId === null ? undefined : state.jobs.get(jobId);
  return jobId === null || job === undefined ? undefined : { jobId, ...job };
}

/** The backup that a job's target stands on: its own, its report's, or that of the recovery it undoes. */
export function backupOf(state: TenantState, target: JobTarget): string | undefined {
  let next: JobTarget | undefined = target;
  while (next?.from === 'recovery') next = state.jobs.get(next.recoveryId)?.target;
  return next?.backupId;
}

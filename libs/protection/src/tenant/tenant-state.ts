import type { PlanReview } from '../approval/plan-review.js';
import { initialDriftState, type DriftState } from '../drift/drift-state.js';
import type { Scope } from '../scope.js';
import type { JobKind, JobOutcome, JobTarget, TenantSettings } from './tenant-events.js';

/** A backup as its tenant knows it. Only a `listed` one can be used. */
export interface BackupRecord {
  readonly status: 'running' | 'listed' | 'abandoned' | 'retired';
  /** `null` until listed. */
  readonly root: string | null;
  readonly takenAt: string | null;
  /** Whether it is an export that was taken in: to be compared with, and no more. */
  readonly isImport?: true;
}

/** A difference report or a recovery as its tenant knows it. */
export interface JobRecord {
  readonly kind: JobKind;
  readonly target: JobTarget;
  readonly scope: Scope;
  readonly dryRun: boolean;
  /** Whether it makes objects again, by itself or by the plan that it carries out. */
  readonly recreates: boolean;
  readonly status: 'running' | JobOutcome;
  readonly endedAt: string | null;
  readonly retired: boolean;
  /** The plan that a dry run has frozen; `null` for all others, and until it has ended. */
  readonly planDigest: string | null;
  /** Of a dry run: who asked for it; `null` where that was not kept. */
  readonly requestedBy: string | null;
  /** What a second person has made of its plan. */
  readonly review: PlanReview | null;
  /** Who has looked at its plan, by object id. */
  readonly viewedBy: readonly string[];
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
  readonly drift: DriftState;
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
  drift: initialDriftState,
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

/** The job that a target builds on, if it does: a report, the recovery to undo, or the dry run that froze a plan. */
export function basisOf(target: JobTarget): string | undefined {
  switch (target.from) {
    case 'backup':
      return undefined;
    case 'differenceReport':
      return target.differenceReportId;
    case 'recovery':
      return target.recoveryId;
    case 'plan':
      return target.planId;
    default:
      return target satisfies never;
  }
}

/** The backup that a job's target stands on: its own, its report's, or that of the recovery or plan it builds on. */
export function backupOf(state: TenantState, target: JobTarget): string | undefined {
  let next: JobTarget | undefined = target;
  while (next?.from === 'recovery' || next?.from === 'plan')
    next = state.jobs.get(basisOf(next) ?? '')?.target;
  return next?.backupId;
}

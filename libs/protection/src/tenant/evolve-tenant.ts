import type { OfType } from '../decider.js';
import { evolveDrift } from '../drift/drift-state.js';
import type { TenantEvent } from './tenant-events.js';
import {
  MOST_IDEMPOTENCY_KEYS,
  type BackupRecord,
  type JobRecord,
  type TenantState,
} from './tenant-state.js';

/** The tenant after one event. */
export function evolveTenant(state: TenantState, event: TenantEvent): TenantState {
  switch (event.type) {
    case 'TenantConnected':
      return { ...state, profile: event.data };
    case 'SettingsChanged':
      return state.profile === null
        ? state
        : { ...state, profile: { ...state.profile, settings: event.data.settings } };
    case 'BackupRequested':
      return backupRequested(state, event);
    case 'BackupListed': {
      const { backupId, root, takenAt } = event.data;
      return backupSettled(state, backupId, { status: 'listed', root, takenAt });
    }
    case 'BackupImported':
      return backupImported(state, event);
    case 'BackupAbandoned':
      return backupSettled(state, event.data.backupId, { status: 'abandoned' });
    case 'BackupRetired':
      return withBackup(state, event.data.backupId, { status: 'retired' });
    case 'JobStarted':
      return jobStarted(state, event);
    case 'JobEnded': {
      const { jobId, outcome, endedAt, planDigest = null } = event.data;
      return { ...withJob(state, jobId, { status: outcome, endedAt, planDigest }), runningJobId: null };
    }
    case 'RecoveryPlanViewed': {
      const { planId, viewedBy } = event.data;
      return withJob(state, planId, { viewedBy: [...(state.jobs.get(planId)?.viewedBy ?? []), viewedBy] });
    }
    case 'RecoveryPlanApproved': {
      const { planId, approvedBy: by, expiresAt } = event.data;
      return withJob(state, planId, { review: { decision: 'approved', by, expiresAt } });
    }
    case 'RecoveryPlanRejected': {
      const { planId, rejectedBy: by } = event.data;
      return withJob(state, planId, { review: { decision: 'rejected', by, expiresAt: null } });
    }
    case 'JobRetired':
      return withJob(state, event.data.jobId, { retired: true });
    default:
      return { ...state, drift: evolveDrift(state.drift, event) };
  }
}

function backupRequested(state: TenantState, { data }: OfType<TenantEvent, 'BackupRequested'>): TenantState {
  return {
    ...state,
    backups: withEntry(state.backups, data.backupId, { status: 'running', root: null, takenAt: null }),
    runningBackupId: data.backupId,
    idempotencyKeys: withKey(state.idempotencyKeys, data.idempotencyKey, data.backupId),
    requestDigests: withDigest(state.requestDigests, data.backupId, data.requestDigest),
  };
}

function backupImported(state: TenantState, { data }: OfType<TenantEvent, 'BackupImported'>): TenantState {
  const { backupId, root, importedAt: takenAt, idempotencyKey, requestDigest } = data;
  const record: BackupRecord = { status: 'listed', root, takenAt, isImport: true };
  return {
    ...state,
    backups: withEntry(state.backups, backupId, record),
    idempotencyKeys: withKey(state.idempotencyKeys, idempotencyKey, backupId),
    requestDigests: withDigest(state.requestDigests, backupId, requestDigest),
  };
}

function jobStarted(state: TenantState, { data }: OfType<TenantEvent, 'JobStarted'>): TenantState {
  const { jobId, kind, target, scope, dryRun, requestedBy = null, idempotencyKey, requestDigest } = data;
  const job: JobRecord = {
    kind,
    target,
    scope,
    dryRun,
    recreates:
      data.recreate === true || (target.from === 'plan' && state.jobs.get(target.planId)?.recreates === true),
    status: 'running',
    endedAt: null,
    retired: false,
    planDigest: null,
    requestedBy,
    review: null,
    viewedBy: [],
  };
  return {
    ...state,
    jobs: withEntry(state.jobs, jobId, job),
    runningJobId: jobId,
    idempotencyKeys: withKey(state.idempotencyKeys, idempotencyKey, jobId),
    requestDigests: withDigest(state.requestDigests, jobId, requestDigest),
  };
}

const backupSettled = (state: TenantState, id: string, change: Partial<BackupRecord>): TenantState => ({
  ...withBackup(state, id, change),
  runningBackupId: state.runningBackupId === id ? null : state.runningBackupId,
});

function withBackup(state: TenantState, id: string, change: Partial<BackupRecord>): TenantState {
  const backup = state.backups.get(id);
  return backup === undefined
    ? state
    : { ...state, backups: withEntry(state.backups, id, { ...backup, ...change }) };
}

function withJob(state: TenantState, id: string, change: Partial<JobRecord>): TenantState {
  const job = state.jobs.get(id);
  return job === undefined ? state : { ...state, jobs: withEntry(state.jobs, id, { ...job, ...change }) };
}

function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value,
): ReadonlyMap<string, Value> {
  return new Map(map).set(key, value);
}

const withDigest = (
  digests: ReadonlyMap<string, string>,
  id: string,
  digest: string | undefined,
): ReadonlyMap<string, string> => (digest === undefined ? digests : withEntry(digests, id, digest));

function withKey(
  keys: ReadonlyMap<string, string>,
  key: string | undefined,
  id: string,
): ReadonlyMap<string, string> {
  if (key === undefined) return keys;
  const next = new Map(keys).set(key, id);
  for (const oldest of next.keys()) {
    if (next.size <= MOST_IDEMPOTENCY_KEYS) break;
    next.delete(oldest);
  }
  return next;
}

import { accept, refuse, type Decision, type OfType } from '../decider.js';
import { isApproved } from '../approval/plan-review.js';
import { DEFAULT_GUARDS } from '../guard/guard-settings.js';
import { isRefusal, refusal, type Refusal } from '../refusal.js';
import { sameScope, type Scope } from '../scope.js';
import { frozenPlan } from './frozen-plan.js';
import type { RecoverySource, TenantCommand } from './tenant-commands.js';
import type { JobTarget, TenantEvent } from './tenant-events.js';
import { faultOfStart } from './tenant-input.js';
import { faultOfOrder } from './order-of-backups.js';
import { repetitionOf, requestKey } from './repeated-request.js';
import { backupOf, type JobRecord, type TenantState } from './tenant-state.js';

type StartCommand = OfType<
  TenantCommand,
  'StartDifferenceReport' | 'StartRecovery' | 'RecoverObject' | 'UndoRecovery'
>;

/** What a start would work on. */
interface Work {
  readonly target: JobTarget;
  readonly scope: Scope;
}

/**
 * Starts a difference report or a recovery, or refuses. Checked in this order: the request itself, a repetition
 * of an earlier one, what it is to start from, and last whether another job is running.
 */
export function startJob(command: StartCommand, state: TenantState): Decision<TenantEvent> {
  const scope = scopeAsked(command);
  const fault = faultOfStart({ ...command, ...(scope && { scope }) });
  if (fault) return refuse(fault);
  const repetition = repetitionOf(command, state, (id) => startedAlike(command, state, state.jobs.get(id)));
  if (repetition) return repetition;
  if (state.jobs.has(command.jobId)) return accept();
  const work = workOf(command, state);
  if (isRefusal(work)) return refuse(work);
  if (command.type !== 'StartDifferenceReport' && standsOnImport(work.target, state))
    return refuse(importedBackup());
  const unapproved = faultOfApproval(command, state);
  if (unapproved) return refuse(unapproved);
  if (state.runningJobId !== null) return refuse(jobAlreadyRunning(state.runningJobId));
  return accept({ type: 'JobStarted', data: { jobId: command.jobId, ...work, ...detailsOf(command) } });
}

function startedAlike(command: StartCommand, state: TenantState, job: JobRecord | undefined): boolean {
  if (job === undefined) return false;
  if (command.type === 'StartDifferenceReport') return job.kind === 'differenceReport';
  if (job.kind !== 'recovery') return false;
  if (command.type === 'UndoRecovery') return job.target.from === 'recovery';
  if (job.target.from === 'backup') return command.type === 'StartRecovery';
  if (job.target.from === 'plan') return command.type === 'StartRecovery' && 'planId' in command.from;
  if (job.target.from === 'recovery') return false;
  if (command.type === 'RecoverObject') return job.scope.kind === 'objectIds';
  const report = state.jobs.get(job.target.differenceReportId);
  return report !== undefined && sameScope(job.scope, report.scope);
}

function scopeAsked(command: StartCommand): Scope | undefined {
  if (command.type === 'StartDifferenceReport') return command.scope;
  if (command.type === 'RecoverObject') return oneObject(command.objectId);
  return command.type === 'StartRecovery' ? command.from.scope : undefined;
}

function workOf(command: StartCommand, state: TenantState): Work | Refusal {
  switch (command.type) {
    case 'StartDifferenceReport':
      return compared(command, state);
    case 'StartRecovery':
      return startOf(command, state);
    case 'RecoverObject': {
      const work = fromReport(command.differenceReportId, state);
      return isRefusal(work) ? work : { ...work, scope: oneObject(command.objectId) };
    }
    case 'UndoRecovery':
      return fromRecovery(command.recoveryId, state);
    default:
      return command satisfies never;
  }
}

/** Where the settings ask for it, only a plan that someone else has approved may write to the tenant. */
function faultOfApproval(command: StartCommand, state: TenantState): Refusal | undefined {
  const { recoveriesNeedApproval } = state.profile?.settings.guards ?? DEFAULT_GUARDS;
  if (!recoveriesNeedApproval || command.type === 'StartDifferenceReport') return undefined;
  if (command.type !== 'RecoverObject' && command.dryRun) return undefined;
  const planId =
    command.type === 'StartRecovery' && 'planId' in command.from ? command.from.planId : undefined;
  const review = planId === undefined ? null : (state.jobs.get(planId)?.review ?? null);
  return command.asked && isApproved(review, command.asked.at)
    ? undefined
    : refusal(
        'ApprovalRequired',
        'In this tenant a second person has to approve what is written. Freeze a plan (of an undo: a dry run), have it approved, and start from it while the approval holds.',
      );
}

function standsOnImport(target: JobTarget, state: TenantState): boolean {
  return state.backups.get(backupOf(state, target) ?? '')?.isImport === true;
}

const importedBackup = (): Refusal =>
  refusal(
    'ImportedBackupNotRecoverable',
    'An import can leave anything out, so nothing is recovered from it. Compare with it, and recover from a backup.',
  );

function startOf(
  { from, dryRun, plan, recreate }: OfType<TenantCommand, 'StartRecovery'>,
  state: TenantState,
): Work | Refusal {
  if (recreate === true) return recreationOf(from, state);
  if (plan !== undefined && (!dryRun || 'planId' in from))
    return refusal(
      'InvalidInput',
      'Only a dry run from a backup or a difference report can freeze a plan. Freeze it first, then start from it.',
    );
  if ('planId' in from) return fromPlan(from, state);
  return 'backupId' in from ? fromBackup(from.backupId, from.scope, state) : fromReportInScope(from, state);
}

/** What is made again is named by id: a re-creation is never as wide as a report. */
function recreationOf(from: RecoverySource, state: TenantState): Work | Refusal {
  const { scope } = from;
  if ('planId' in from || scope?.kind !== 'objectIds')
    return refusal('InvalidScope', 'Name the objects to re-create by their ids: see what the report lists.');
  if ('backupId' in from) return fromBackup(from.backupId, scope, state);
  const work = fromReport(from.differenceReportId, state);
  return isRefusal(work) ? work : { ...work, scope };
}

function fromPlan(from: Extract<RecoverySource, { planId: string }>, state: TenantState): Work | Refusal {
  const plan = frozenPlan(from, state);
  const { planId, planDigest } = from;
  return isRefusal(plan) ? plan : { target: { from: 'plan', planId, planDigest }, scope: plan.scope };
}

function fromBackup(backupId: string, scope: Scope, state: TenantState): Work | Refusal {
  return faultOfBackup(backupId, state) ?? { target: { from: 'backup', backupId }, scope };
}

function compared(
  { backupId, compareWithBackupId, scope }: OfType<TenantCommand, 'StartDifferenceReport'>,
  state: TenantState,
): Work | Refusal {
  const work = fromBackup(backupId, scope, state);
  if (compareWithBackupId === undefined || isRefusal(work)) return work;
  if (compareWithBackupId === backupId)
    return refusal(
      'InvalidInput',
      'A backup is no different from itself. Name two backups, or leave compareWithBackupId out.',
    );
  return (
    faultOfBackup(compareWithBackupId, state) ??
    faultOfOrder({ backupId, compareWithBackupId }, state) ?? {
      target: { from: 'backup', backupId, compareWithBackupId },
      scope,
    }
  );
}

function fromReport(id: string, state: TenantState): Work | Refusal {
  const report = state.jobs.get(id);
  if (report?.kind !== 'differenceReport')
    return refusal(
      'DifferenceReportNotFound',
      `There is no difference report ${id} in this tenant. Check the id, or create a new report.`,
    );
  if (report.retired)
    return refusal(
      'DifferenceReportExpired',
      `Difference report ${id} is past its retention. Create a new report, or recover from a backup directly.`,
    );
  if (report.status !== 'completed' && report.status !== 'completedWithWarnings')
    return refusal(
      'ReportNotCompleted',
      report.status === 'running'
        ? `Difference report ${id} is still running. Wait until it has completed.`
        : `Difference report ${id} ended as ${report.status} and shows no changes. Create a new report.`,
    );
  if (report.target.from === 'backup' && report.target.compareWithBackupId !== undefined)
    return refusal(
      'ReportOfTwoBackups',
      `Difference report ${id} compares two backups and says nothing about the tenant as it is. Recover from the backup, or create a report of it.`,
    );
  const backupId = backupOf(state, report.target) ?? '';
  const target = { from: 'differenceReport', differenceReportId: id, backupId } as const;
  return faultOfBackup(backupId, state) ?? { target, scope: report.scope };
}

function fromReportInScope(
  { differenceReportId, scope }: Extract<RecoverySource, { differenceReportId: string }>,
  state: TenantState,
): Work | Refusal {
  const work = fromReport(differenceReportId, state);
  if (isRefusal(work) || scope === undefined || sameScope(scope, work.scope)) return work;
  return refusal(
    'InvalidScope',
    'A recovery from a difference report has the report’s own scope. Leave scope out, or recover from the backup.',
  );
}

function fromRecovery(id: string, state: TenantState): Work | Refusal {
  const recovery = state.jobs.get(id);
  if (recovery?.kind !== 'recovery')
    return refusal('RecoveryNotFound', `There is no recovery ${id} in this tenant. Check the id.`);
  if (recovery.status === 'running')
    return refusal(
      'RecoveryNotEnded',
      `Recovery ${id} is still running. Cancel it or wait until it has ended, then undo it.`,
    );
  if (recovery.retired)
    return refusal(
      'RecoveryExpired',
      `Recovery ${id} is past its retention and can no longer be undone. Recover from a backup instead.`,
    );
  if (recovery.dryRun)
    return refusal(
      'NothingToUndo',
      `Recovery ${id} was a dry run: it changed nothing, so nothing needs undoing.`,
    );
  // What a re-creation has made has other ids than those that were asked for.
  const scope: Scope = recovery.recreates ? { kind: 'allObjects' } : recovery.scope;
  return { target: { from: 'recovery', recoveryId: id }, scope };
}

function faultOfBackup(id: string, state: TenantState): Refusal | undefined {
  const status = state.backups.get(id)?.status;
  if (status === 'listed') return undefined;
  if (status === 'retired')
    return refusal(
      'BackupExpired',
      `Backup ${id} is past its retention. Choose a backup that is still listed.`,
    );
  return refusal(
    'BackupNotFound',
    `There is no usable backup ${id} in this tenant. Choose one of the listed backups.`,
  );
}

function detailsOf(
  command: StartCommand,
): Pick<
  OfType<TenantEvent, 'JobStarted'>['data'],
  | 'kind'
  | 'dryRun'
  | 'reason'
  | 'requestedBy'
  | 'plan'
  | 'confirmMassChange'
  | 'recreate'
  | 'idempotencyKey'
  | 'requestDigest'
> {
  const key = requestKey(command);
  if (command.type === 'StartDifferenceReport')
    return { kind: 'differenceReport', dryRun: false, reason: null, ...key };
  const dryRun = command.type === 'RecoverObject' ? false : command.dryRun;
  const plan = command.type === 'StartRecovery' ? command.plan : undefined;
  const recreates = command.type === 'StartRecovery' && command.recreate === true;
  const isConfirmed = command.type !== 'RecoverObject' && command.confirmMassChange === true;
  return {
    kind: 'recovery',
    dryRun,
    reason: command.reason,
    ...(dryRun && command.asked && { requestedBy: command.asked.by }),
    ...(plan && { plan }),
    ...(isConfirmed && { confirmMassChange: true }),
    ...(recreates && { recreate: true }),
    ...key,
  };
}

const oneObject = (id: string): Scope => ({ kind: 'objectIds', objectIds: [id.trim().toLowerCase()] });

const jobAlreadyRunning = (id: string): Refusal =>
  refusal(
    'JobAlreadyRunning',
    `Job ${id} is running in this tenant, and only one can run at a time. Wait until it has ended, or cancel it.`,
    id,
  );

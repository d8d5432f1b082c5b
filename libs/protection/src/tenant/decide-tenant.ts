import { importBackup } from './import-backup.js';
import { reviewPlan } from '../approval/review-plan.js';
import { accept, refuse, type Decision, type OfType } from '../decider.js';
import { decideDrift } from '../drift/decide-drift.js';
import { refusal } from '../refusal.js';
import { mayRetireBackup, mayRetireJob } from './retirement.js';
import { repetitionOf, requestKey } from './repeated-request.js';
import { startJob } from './start-job.js';
import type { TenantCommand } from './tenant-commands.js';
import type { TenantEvent } from './tenant-events.js';
import { faultOfConnection, faultOfSettings, faultOfStart } from './tenant-input.js';
import type { TenantState } from './tenant-state.js';

/**
 * What follows from a command to a tenant. At most one job and one backup run at a time; only listed backups,
 * completed reports and ended recoveries within their retention can be used. A request repeated with its
 * idempotency key, and a report of an end that is known already, are accepted without events.
 */
export function decideTenant(command: TenantCommand, state: TenantState): Decision<TenantEvent> {
  if (command.type === 'ConnectTenant') return connect(command, state);
  if (state.profile === null)
    return refuse(
      refusal(
        'TenantNotFound',
        'This tenant is not connected. Check the tenant id, or connect the tenant first.',
      ),
    );
  const { settings } = state.profile;
  switch (command.type) {
    case 'ChangeSettings':
      return changeSettings(command);
    case 'RequestBackup':
      return requestBackup(command, state);
    case 'ListBackup':
      return listBackup(command, state);
    case 'ImportBackup':
      return importBackup(command, state);
    case 'AbandonBackup': {
      const { backupId } = command;
      return acceptIf(state.runningBackupId === backupId, { type: 'BackupAbandoned', data: { backupId } });
    }
    case 'RetireBackup': {
      const { backupId, now } = command;
      return acceptIf(mayRetireBackup(state, settings, backupId, now), {
        type: 'BackupRetired',
        data: { backupId },
      });
    }
    case 'EndJob': {
      const { jobId, outcome, endedAt, planDigest } = command;
      return acceptIf(state.runningJobId === jobId, {
        type: 'JobEnded',
        data: { jobId, outcome, endedAt, ...(planDigest !== undefined && { planDigest }) },
      });
    }
    case 'RetireJob': {
      const { jobId, now } = command;
      return acceptIf(mayRetireJob(state, settings, jobId, now), { type: 'JobRetired', data: { jobId } });
    }
    case 'RecordPlanView':
    case 'ApprovePlan':
    case 'RejectPlan':
      return reviewPlan(command, state);
    case 'StartDifferenceReport':
    case 'StartRecovery':
    case 'RecoverObject':
    case 'UndoRecovery':
      return startJob(command, state);
    default:
      return decideDrift(command, state);
  }
}

const acceptIf = (condition: boolean, event: TenantEvent): Decision<TenantEvent> =>
  condition ? accept(event) : accept();

function connect(command: OfType<TenantCommand, 'ConnectTenant'>, state: TenantState): Decision<TenantEvent> {
  if (state.profile !== null)
    return refuse(
      refusal(
        'TenantAlreadyConnected',
        `Tenant ${state.profile.tenantId} is connected already. Change its settings instead.`,
      ),
    );
  const fault = faultOfConnection(command);
  if (fault) return refuse(fault);
  const { tenantId, displayName, settings } = command;
  return accept({ type: 'TenantConnected', data: { tenantId, displayName, settings } });
}

function changeSettings({ settings }: OfType<TenantCommand, 'ChangeSettings'>): Decision<TenantEvent> {
  const fault = faultOfSettings(settings);
  return fault ? refuse(fault) : accept({ type: 'SettingsChanged', data: { settings } });
}

function requestBackup(
  command: OfType<TenantCommand, 'RequestBackup'>,
  state: TenantState,
): Decision<TenantEvent> {
  const fault = faultOfStart(command);
  if (fault) return refuse(fault);
  const repetition = repetitionOf(command, state, (id) => state.backups.has(id));
  if (repetition) return repetition;
  const { backupId, trigger } = command;
  if (state.backups.has(backupId)) return accept();
  const { runningBackupId } = state;
  if (runningBackupId !== null)
    return refuse(
      refusal(
        'BackupAlreadyRunning',
        `Backup ${runningBackupId} is running in this tenant, and only one can run at a time. Wait until it has ended.`,
        runningBackupId,
      ),
    );
  return accept({ type: 'BackupRequested', data: { backupId, trigger, ...requestKey(command) } });
}

function listBackup(command: OfType<TenantCommand, 'ListBackup'>, state: TenantState): Decision<TenantEvent> {
  const { backupId, root, takenAt } = command;
  return acceptIf(state.runningBackupId === backupId, {
    type: 'BackupListed',
    data: { backupId, root, takenAt },
  });
}

import { accept, refuse, type Decision, type OfType } from '../decider.js';
import { refusal } from '../refusal.js';
import { startJob } from '../tenant/start-job.js';
import type { TenantEvent } from '../tenant/tenant-events.js';
import type { TenantState } from '../tenant/tenant-state.js';
import type { DriftCommand } from './drift-commands.js';
import { baselineOf, massChangeKey, ruleKey } from './drift-state.js';
import { worst } from './drift-watch.js';
import { faultOfDriftWatch } from './drift-watch-input.js';

const LONGEST_REASON = 1_000;

/** What follows from a command to a tenant's drift watch. It reports and proposes; it never recovers anything. */
export function decideDrift(command: DriftCommand, state: TenantState): Decision<TenantEvent> {
  switch (command.type) {
    case 'ChangeDriftWatch': {
      const fault = command.watch === null ? undefined : faultOfDriftWatch(command.watch);
      return fault ? refuse(fault) : accept({ type: 'DriftWatchChanged', data: { watch: command.watch } });
    }
    case 'StartDriftCheck':
      return startCheck(command, state);
    case 'RecordDrift':
      return recordDrift(command, state);
    case 'EndDriftCheck': {
      const { reportId, outcome, alarmId } = command;
      if (state.drift.underWay?.reportId !== reportId) return accept();
      if (outcome === 'cancelled') return accept({ type: 'DriftCheckCancelled', data: { reportId } });
      const data = { reportId, ...(!state.drift.isFailing && { alarmId }) };
      return accept({ type: 'DriftCheckFailed', data });
    }
    case 'AcknowledgeDrift':
      return acknowledge(command, state);
    case 'ProposePlan': {
      const { reportId, planId } = command;
      const { last } = state.drift;
      const isOpen = last?.reportId === reportId && last.planId === null;
      return isOpen ? accept({ type: 'RecoveryPlanProposed', data: { reportId, planId } }) : accept();
    }
    case 'PinBackup':
    case 'UnpinBackup':
      return pin(command, state);
    default:
      return command satisfies never;
  }
}

function startCheck(
  { jobId, startedAt }: OfType<DriftCommand, 'StartDriftCheck'>,
  state: TenantState,
): Decision<TenantEvent> {
  if (state.drift.watch === null)
    return refuse(
      refusal('DriftWatchOff', 'The drift watch of this tenant is off. Switch it on with changeDriftWatch.'),
    );
  // Whoever asks for a check while one is under way is asking for that one.
  if (state.drift.underWay !== null) return accept();
  const backupId = baselineOf(state.drift, state.backups);
  if (backupId === undefined)
    return refuse(
      refusal('BackupNotFound', 'There is no backup to compare with yet. Take one first (takeBackup).'),
    );
  const started = startJob(
    { type: 'StartDifferenceReport', jobId, backupId, scope: { kind: 'allObjects' } },
    state,
  );
  if (!started.accepted || started.events.length === 0) return started;
  const check: TenantEvent = { type: 'DriftCheckStarted', data: { reportId: jobId, backupId, startedAt } };
  return accept(...started.events, check);
}

function recordDrift(
  { reportId, alarmId, findings, massChanges }: OfType<DriftCommand, 'RecordDrift'>,
  { drift }: TenantState,
): Decision<TenantEvent> {
  const { underWay, told, pinned } = drift;
  if (underWay?.reportId !== reportId) return accept();
  const { backupId } = underWay;
  const severity = worst([
    ...findings.map((finding) => finding.severity),
    ...massChanges.map(() => 'critical' as const),
  ]);
  if (severity === undefined)
    return accept({ type: 'NoDriftFound', data: { reportId, backupId: underWay.backupId } });
  const found = findings.map((each) => ({ ...each, isNew: told.get(ruleKey(each.rule)) !== each.digest }));
  const masses = massChanges.map((each) => ({ ...each, isNew: !told.has(massChangeKey(each.objectType)) }));
  const isNews = [...found, ...masses].some(({ isNew }) => isNew);
  const drifted: TenantEvent = {
    type: 'DriftFound',
    data: { reportId, backupId, severity, findings: found, massChanges: masses, ...(isNews && { alarmId }) },
  };
  const pins = masses.some(({ isNew }) => isNew) && !pinned.has(backupId);
  const data = { backupId, cause: 'massChange', reason: null } as const;
  return pins ? accept<TenantEvent>(drifted, { type: 'BackupPinned', data }) : accept(drifted);
}

function acknowledge(
  { reportId, reason }: OfType<DriftCommand, 'AcknowledgeDrift'>,
  { drift: { last } }: TenantState,
): Decision<TenantEvent> {
  if (reason.trim() === '' || reason.length > LONGEST_REASON)
    return refuse(refusal('InvalidInput', `reason must have 1 to ${LONGEST_REASON} characters: it is kept.`));
  if (last?.reportId !== reportId || !last.found)
    return refuse(
      refusal(
        'DriftNotFound',
        'Only what the latest drift check has found can be acknowledged. Look at the tenant’s drift again.',
      ),
    );
  return last.acknowledged
    ? accept()
    : accept({ type: 'DriftAcknowledged', data: { reportId, reason: reason.trim() } });
}

function pin(
  command: OfType<DriftCommand, 'PinBackup' | 'UnpinBackup'>,
  { backups, drift }: TenantState,
): Decision<TenantEvent> {
  const { backupId } = command;
  const isPinned = drift.pinned.has(backupId);
  if (command.type === 'UnpinBackup')
    return isPinned ? accept({ type: 'BackupUnpinned', data: { backupId } }) : unpinned(backupId, backups);
  const reason = command.reason?.trim() || null;
  if ((reason?.length ?? 0) > LONGEST_REASON)
    return refuse(refusal('InvalidInput', `reason must have at most ${LONGEST_REASON} characters.`));
  const status = backups.get(backupId)?.status;
  if (status === 'retired')
    return refuse(
      refusal('BackupExpired', `The retention of backup ${backupId} is over; it can no longer be pinned.`),
    );
  if (status !== 'listed') return refuse(notFound(backupId));
  return isPinned ? accept() : accept({ type: 'BackupPinned', data: { backupId, cause: 'request', reason } });
}

const unpinned = (backupId: string, backups: TenantState['backups']): Decision<TenantEvent> =>
  backups.has(backupId) ? accept() : refuse(notFound(backupId));

const notFound = (backupId: string) =>
  refusal('BackupNotFound', `There is no completed backup ${backupId} in this tenant. Look its id up.`);

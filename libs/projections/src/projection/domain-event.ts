import type { RecordedEvent } from '#event-store';
import type { BackupEvent, DifferenceReportEvent, RecoveryEvent, TenantEvent } from '#protection';

/** An event of the domain as it stands in the log. */
export type Recorded<Event> = RecordedEvent & Event;

/** An event that this version knows, with the id of what it happened to. */
export type DomainEvent =
  | { readonly category: 'tenant'; readonly id: string; readonly event: Recorded<TenantEvent> }
  | { readonly category: 'backup'; readonly id: string; readonly event: Recorded<BackupEvent> }
  | {
      readonly category: 'differenceReport';
      readonly id: string;
      readonly event: Recorded<DifferenceReportEvent>;
    }
  | { readonly category: 'recovery'; readonly id: string; readonly event: Recorded<RecoveryEvent> };

/** Narrows an event of the log by its stream and type; `undefined` for those that this version does not know. */
export function toDomainEvent(event: RecordedEvent): DomainEvent | undefined {
  const dash = event.stream.indexOf('-');
  const category = event.stream.slice(0, dash);
  const id = event.stream.slice(dash + 1);
  if (category === 'tenant' && isTenantEvent(event)) return { category, id, event };
  if (category === 'backup' && isBackupEvent(event)) return { category, id, event };
  if (category === 'differenceReport' && isDifferenceReportEvent(event)) return { category, id, event };
  if (category === 'recovery' && isRecoveryEvent(event)) return { category, id, event };
  return undefined;
}

const isTenantEvent = (event: RecordedEvent): event is Recorded<TenantEvent> =>
  Object.hasOwn(TENANT_EVENTS, event.type);

const isBackupEvent = (event: RecordedEvent): event is Recorded<BackupEvent> =>
  Object.hasOwn(BACKUP_EVENTS, event.type);

const isDifferenceReportEvent = (event: RecordedEvent): event is Recorded<DifferenceReportEvent> =>
  Object.hasOwn(DIFFERENCE_REPORT_EVENTS, event.type);

const isRecoveryEvent = (event: RecordedEvent): event is Recorded<RecoveryEvent> =>
  Object.hasOwn(RECOVERY_EVENTS, event.type);

const TENANT_EVENTS: Readonly<Record<TenantEvent['type'], true>> = {
  TenantConnected: true,
  SettingsChanged: true,
  BackupRequested: true,
  BackupListed: true,
  BackupAbandoned: true,
  BackupRetired: true,
  JobStarted: true,
  JobEnded: true,
  JobRetired: true,
};

const BACKUP_EVENTS: Readonly<Record<BackupEvent['type'], true>> = {
  BackupStarted: true,
  BackupCompleted: true,
  BackupFailed: true,
  BackupExpired: true,
};

const DIFFERENCE_REPORT_EVENTS: Readonly<Record<DifferenceReportEvent['type'], true>> = {
  DifferenceReportRequested: true,
  DifferenceReportLoadingStarted: true,
  DifferenceReportCalculationStarted: true,
  DifferenceReportCompleted: true,
  DifferenceReportFailed: true,
  DifferenceReportCancelled: true,
  DifferenceReportExpired: true,
};

const RECOVERY_EVENTS: Readonly<Record<RecoveryEvent['type'], true>> = {
  RecoveryRequested: true,
  RecoveryLoadingStarted: true,
  RecoveryResumed: true,
  RecoveryStarted: true,
  RecoveryPlanned: true,
  RecoveryPlanExtended: true,
  RecoveryStepsDispatched: true,
  RecoveryStepApplied: true,
  RecoveryStepFailed: true,
  RecoveryStepSkipped: true,
  RecoveryCancellationRequested: true,
  RecoveryCancelled: true,
  RecoveryCompleted: true,
  RecoveryFailed: true,
  RecoveryExpired: true,
};

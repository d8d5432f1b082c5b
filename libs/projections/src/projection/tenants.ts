import type { TenantEvent } from '#protection';
import type { TenantView } from '../read-models.js';
import type { Recorded } from './domain-event.js';

/** A tenant's view after an event of its stream; `undefined` until it is connected. */
export function evolveTenant(
  view: TenantView | undefined,
  event: Recorded<TenantEvent>,
): TenantView | undefined {
  const { position } = event;
  if (event.type === 'TenantConnected') return connected(event);
  if (view === undefined) return undefined;
  switch (event.type) {
    case 'SettingsChanged':
      return { ...view, settings: event.data.settings, position };
    case 'BackupRequested':
      return { ...view, runningBackupId: event.data.backupId, position };
    case 'BackupListed':
    case 'BackupAbandoned':
      return event.data.backupId === view.runningBackupId
        ? { ...view, runningBackupId: null, position }
        : view;
    case 'JobStarted':
      return { ...view, runningJobId: event.data.jobId, position };
    case 'JobEnded':
      return event.data.jobId === view.runningJobId ? { ...view, runningJobId: null, position } : view;
    case 'DriftWatchChanged':
      return { ...view, driftWatch: event.data.watch, position };
    case 'DriftFound':
    case 'NoDriftFound':
      return { ...view, latestDriftReportId: event.data.reportId, position };
    case 'DriftCheckStarted':
    case 'DriftCheckFailed':
    case 'DriftCheckCancelled':
    case 'DriftAcknowledged':
    case 'RecoveryPlanProposed':
    case 'BackupPinned':
    case 'BackupUnpinned':
    case 'BackupRetired':
    case 'BackupImported':
    case 'JobRetired':
    case 'RecoveryPlanViewed':
    case 'RecoveryPlanApproved':
    case 'RecoveryPlanRejected':
      return view;
  }
}

function connected(event: Recorded<Extract<TenantEvent, { type: 'TenantConnected' }>>): TenantView {
  return {
    id: event.data.tenantId,
    displayName: event.data.displayName,
    settings: event.data.settings,
    connectedAt: event.metadata.at,
    runningJobId: null,
    runningBackupId: null,
    driftWatch: null,
    latestDriftReportId: null,
    position: event.position,
  };
}

import type { AlarmEvent, BackupEvent, DifferenceReportEvent, RecoveryEvent, TenantEvent } from '#protection';
import { evolveBackup, importedBackup, requestedBackup, type BackupListingEvent } from './backups.js';
import { evolveDifferenceReport, startedDifferenceReport } from './difference-reports.js';
import type { DomainEvent, Recorded } from './domain-event.js';
import { driftedReport, type DriftCheckEvent } from './drift.js';
import { evolveListedJob, type JobListingEvent, type JobStarted } from './jobs.js';
import {
  countStep,
  evolveRecovery,
  isStepEvent,
  reviewedRecovery,
  settledStep,
  startedRecovery,
  type ReviewEvent,
} from './recoveries.js';
import type { RecoverySteps } from './recovery-steps.js';
import { evolveTenant } from './tenants.js';
import type { ViewTables } from './view-tables.js';

/** Hands each event to the views that it shapes. What a view becomes is decided in its subject's own file. */
export class ViewProjection {
  constructor(
    private readonly views: ViewTables,
    private readonly steps: RecoverySteps,
  ) {}

  /**
   * Applies event number `seq`. Answers the tenant that it belongs to; `undefined` where nothing in the log
   * before it has begun what it speaks of.
   */
  apply(domainEvent: DomainEvent, seq: number): string | undefined {
    const { category, id, event } = domainEvent;
    switch (category) {
      case 'tenant':
        return this.ofTenant(id, event, seq);
      case 'backup':
        return this.ofBackup(id, event);
      case 'differenceReport':
        return this.ofDifferenceReport(id, event);
      case 'recovery':
        return this.ofRecovery(id, event, seq);
      case 'alarm':
        return this.ofDriftCheck(event);
    }
  }

  private ofTenant(id: string, event: Recorded<TenantEvent>, seq: number): string | undefined {
    const known = this.views.tenants.find(id);
    const view = evolveTenant(known?.view, event);
    if (view === undefined) return undefined;
    this.views.tenants.put({ seq: known?.seq ?? seq, at: event.metadata.at, view });
    this.ofTenantsWork(id, event, seq);
    return id;
  }

  private ofTenantsWork(tenantId: string, event: Recorded<TenantEvent>, seq: number): void {
    switch (event.type) {
      case 'BackupRequested': {
        const view = requestedBackup(tenantId, event);
        return this.views.backups.begin({ seq, at: event.metadata.at, view });
      }
      case 'BackupImported': {
        const view = importedBackup(tenantId, event);
        return this.views.backups.begin({ seq, at: event.metadata.at, view });
      }
      case 'BackupListed':
      case 'BackupAbandoned':
      case 'BackupRetired':
      case 'BackupPinned':
      case 'BackupUnpinned':
        return void this.ofBackup(event.data.backupId, event);
      case 'JobStarted':
        return this.startJob(tenantId, event, seq);
      case 'JobEnded':
      case 'JobRetired':
        return this.ofListedJob(event);
      case 'RecoveryPlanViewed':
      case 'RecoveryPlanApproved':
      case 'RecoveryPlanRejected':
        return this.ofPlan(event);
      case 'DriftCheckStarted':
      case 'DriftFound':
      case 'NoDriftFound':
      case 'DriftCheckFailed':
      case 'DriftCheckCancelled':
      case 'DriftAcknowledged':
      case 'RecoveryPlanProposed':
        return void this.ofDriftCheck(event);
      case 'TenantConnected':
      case 'SettingsChanged':
      case 'DriftWatchChanged':
        return;
    }
  }

  private startJob(tenantId: string, event: JobStarted, seq: number): void {
    const { at } = event.metadata;
    const { differenceReports, recoveries } = this.views;
    if (event.data.kind === 'recovery') recoveries.begin({ seq, at, view: startedRecovery(tenantId, event) });
    else differenceReports.begin({ seq, at, view: startedDifferenceReport(tenantId, event) });
  }

  private ofDriftCheck(event: Recorded<DriftCheckEvent> | Recorded<AlarmEvent>): string | undefined {
    const known = this.views.differenceReports.find(event.data.reportId);
    if (known)
      this.views.differenceReports.put({
        ...known,
        at: event.metadata.at,
        view: driftedReport(known.view, event),
      });
    return known?.view.tenantId;
  }

  private ofPlan(event: Recorded<ReviewEvent>): void {
    const known = this.views.recoveries.find(event.data.planId);
    if (known)
      this.views.recoveries.put({
        ...known,
        at: event.metadata.at,
        view: reviewedRecovery(known.view, event),
      });
  }

  private ofListedJob(event: Recorded<JobListingEvent>): void {
    const { at } = event.metadata;
    const report = this.views.differenceReports.find(event.data.jobId);
    if (report)
      this.views.differenceReports.put({ ...report, at, view: evolveListedJob(report.view, event) });
    const recovery = this.views.recoveries.find(event.data.jobId);
    if (recovery) this.views.recoveries.put({ ...recovery, at, view: evolveListedJob(recovery.view, event) });
  }

  private ofBackup(
    id: string,
    event: Recorded<BackupEvent> | Recorded<BackupListingEvent>,
  ): string | undefined {
    const known = this.views.backups.find(id);
    if (known)
      this.views.backups.put({ ...known, at: event.metadata.at, view: evolveBackup(known.view, event) });
    return known?.view.tenantId;
  }

  private ofDifferenceReport(id: string, event: Recorded<DifferenceReportEvent>): string | undefined {
    const known = this.views.differenceReports.find(id);
    if (known) {
      const view = evolveDifferenceReport(known.view, event);
      this.views.differenceReports.put({ ...known, at: event.metadata.at, view });
    }
    return known?.view.tenantId;
  }

  private ofRecovery(id: string, event: Recorded<RecoveryEvent>, seq: number): string | undefined {
    const known = this.views.recoveries.find(id);
    if (known === undefined) return undefined;
    const { at } = event.metadata;
    if (!isStepEvent(event)) {
      this.views.recoveries.put({ ...known, at, view: evolveRecovery(known.view, event) });
      return known.view.tenantId;
    }
    const step = settledStep(event);
    const { isFirst, isNewObject } = this.steps.settle(known.seq, seq, step);
    if (isFirst)
      this.views.recoveries.put({ ...known, at, view: countStep(known.view, event, step, isNewObject) });
    return known.view.tenantId;
  }
}

import type { DifferenceReportEvent } from '#protection';
import type { DifferenceReportView } from '../read-models.js';
import type { Recorded } from './domain-event.js';
import { eachOnce, startedJob, type JobStarted } from './jobs.js';

/** The view of a difference report that its tenant has just let start. */
export function startedDifferenceReport(tenantId: string, event: JobStarted): DifferenceReportView {
  return {
    ...startedJob(tenantId, event),
    kind: 'differenceReport',
    backupRoot: null,
    headRoot: null,
    attribution: null,
    drift: null,
  };
}

/** A difference report's view after an event of its own stream. */
export function evolveDifferenceReport(
  view: DifferenceReportView,
  event: Recorded<DifferenceReportEvent>,
): DifferenceReportView {
  const { position } = event;
  const { at } = event.metadata;
  switch (event.type) {
    case 'DifferenceReportRequested':
      return { ...view, position };
    case 'DifferenceReportLoadingStarted':
      return { ...view, status: 'loadingData', startedAt: view.startedAt ?? at, position };
    case 'DifferenceReportCalculationStarted': {
      const { backupRoot, headRoot } = event.data;
      const partialTypes = eachOnce(event.data.partialTypes);
      return { ...view, status: 'inProgress', backupRoot, headRoot, partialTypes, position };
    }
    case 'DifferenceReportCompleted': {
      const { backupRoot, headRoot, changedObjects, changedLinks, attribution = null } = event.data;
      const found = { backupRoot, headRoot, changedObjects, changedLinks, attribution };
      return { ...view, ...found, status: 'completed', endedAt: at, position };
    }
    case 'DifferenceReportFailed': {
      const { code, message } = event.data;
      return { ...view, status: 'failed', failure: { code, message }, endedAt: at, position };
    }
    case 'DifferenceReportCancelled':
      return { ...view, status: 'cancelled', endedAt: at, position };
    case 'DifferenceReportExpired':
      return { ...view, expired: true, position };
  }
}

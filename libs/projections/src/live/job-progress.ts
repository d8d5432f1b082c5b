import type { Document } from '../projection/documents.js';
import type { JobProgressView } from '../progress.js';
import type { DifferenceReportView, JobView, RecoveryView } from '../read-models.js';

/** How far a difference report has come. */
export function differenceReportProgress({ at, view }: Document<DifferenceReportView>): JobProgressView {
  return {
    ...jobProgress(view, at),
    plannedSteps: null,
    settledSteps: 0,
    objectsModified: 0,
    linksModified: 0,
    failedChanges: 0,
    skippedChanges: 0,
    ratePerSecond: null,
    secondsLeft: view.endedAt === null ? null : 0,
  };
}

/** How far a recovery has come, and when it will be done at the present rate. */
export function recoveryProgress(
  { at, view }: Document<RecoveryView>,
  ratePerSecond: number | null,
): JobProgressView {
  const { plannedSteps, settledSteps, objectsModified, linksModified, failedChanges, skippedChanges } = view;
  const counts = { objectsModified, linksModified, failedChanges, skippedChanges };
  return {
    ...jobProgress(view, at),
    ...counts,
    plannedSteps,
    settledSteps,
    ratePerSecond,
    secondsLeft: secondsLeft(view, ratePerSecond),
  };
}

function jobProgress(
  { id, kind, tenantId, status, changedObjects, changedLinks, endedAt }: JobView,
  at: string,
) {
  return { jobId: id, kind, tenantId, status, changedObjects, changedLinks, at, ended: endedAt !== null };
}

function secondsLeft(view: RecoveryView, ratePerSecond: number | null): number | null {
  if (view.endedAt !== null) return 0;
  if (view.plannedSteps === null || ratePerSecond === null || ratePerSecond === 0) return null;
  return Math.ceil((view.plannedSteps - view.settledSteps) / ratePerSecond);
}

import type { DifferenceReportView, JobStatus, RecoveryView } from '#projections';
import type { ShowMember } from './evolvable.js';
import { filteringCriteria } from './filtering-criteria.js';

/** A difference report (Graph's `recoveryPreviewJob`) or a recovery (`recoveryJob`). */
export type JobOfGraph = DifferenceReportView | RecoveryView;

export const RECOVERY_NAMESPACE = 'microsoft.graph.entraRecoveryServices';

/** Graph's status of a job. What is completed with warnings is successful there, with a number of failed changes. */
export function graphStatus({
  kind,
  status,
}: {
  readonly kind: JobOfGraph['kind'];
  readonly status: JobStatus;
}): string {
  switch (status) {
    case 'requested':
      return 'initialized';
    case 'loadingData':
      return 'loadingData';
    case 'inProgress':
      return kind === 'differenceReport' ? 'calculating' : 'running';
    case 'completed':
    case 'completedWithWarnings':
      return 'successful';
    case 'failed':
      return 'failed';
    case 'cancelled':
      return 'abandoned';
    default:
      return status satisfies never;
  }
}

/** Shows a job; `targetTime` is the moment of the state that it compares with or goes back to. */
export function jobEntity(
  job: JobOfGraph,
  targetTime: string,
  show: ShowMember,
): Readonly<Record<string, unknown>> {
  const shared = {
    id: job.id,
    status: show(graphStatus(job)),
    targetStateDateTime: targetTime,
    jobStartDateTime: job.startedAt ?? job.requestedAt,
    jobCompletionDateTime: job.endedAt,
    filteringCriteria: filteringCriteria(job.scope, show),
    totalChangedObjectsCalculated: job.changedObjects,
    totalChangedLinksCalculated: job.changedLinks,
  };
  if (job.kind === 'differenceReport')
    return { '@odata.type': `#${RECOVERY_NAMESPACE}.recoveryPreviewJob`, ...shared };
  const known = job.plannedSteps !== null;
  return {
    '@odata.type': `#${RECOVERY_NAMESPACE}.recoveryJob`,
    ...shared,
    totalObjectsModified: known ? job.objectsModified : null,
    totalLinksModified: known ? job.linksModified : null,
    totalFailedChanges: known ? job.failedChanges : null,
  };
}

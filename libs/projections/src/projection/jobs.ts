import type { ObjectType } from '#catalogue';
import type { JobTarget, TenantEvent } from '#protection';
import type { JobView } from '../read-models.js';
import type { Recorded } from './domain-event.js';

export type JobStarted = Recorded<Extract<TenantEvent, { type: 'JobStarted' }>>;

/** The events of a tenant's stream that are about a job already started. */
export type JobListingEvent = Extract<TenantEvent, { type: 'JobEnded' | 'JobRetired' }>;

/** What a report's and a recovery's view have in common when the tenant has just let them start. */
export function startedJob(tenantId: string, event: JobStarted): Omit<JobView, 'kind'> {
  const { jobId, target, scope } = event.data;
  const { actor, at } = event.metadata;
  return {
    id: jobId,
    tenantId,
    status: 'requested',
    target,
    backupId: backupOf(target),
    scope,
    requestedAt: at,
    startedAt: null,
    endedAt: null,
    expired: false,
    changedObjects: null,
    changedLinks: null,
    partialTypes: [],
    failure: null,
    requestedBy: { id: actor.id, name: actor.name },
    position: event.position,
  };
}

/** What the tenant's stream says about a job after its start: the job's own last event has said the end before. */
export function evolveListedJob<View extends JobView>(view: View, event: Recorded<JobListingEvent>): View {
  const { position } = event;
  if (event.type === 'JobRetired') return { ...view, expired: true, position };
  if (view.endedAt !== null) return { ...view, position };
  return { ...view, status: event.data.outcome, endedAt: event.data.endedAt, position };
}

/** A type may be partial in both of the states that are compared. */
export const eachOnce = (types: readonly ObjectType[]): readonly ObjectType[] => [...new Set(types)];

function backupOf(target: JobTarget): string | null {
  return target.from === 'backup' || target.from === 'differenceReport' ? target.backupId : null;
}

import type { RecoveryCounts, RecoveryEvent, StepLabel, TenantEvent } from '#protection';
import type { RecoveryStepView, RecoveryView } from '../read-models.js';
import type { Recorded } from './domain-event.js';
import { eachOnce, startedJob, type JobStarted } from './jobs.js';

type StepEvent = Extract<
  RecoveryEvent,
  { type: 'RecoveryObjectCreated' | 'RecoveryStepApplied' | 'RecoveryStepFailed' | 'RecoveryStepSkipped' }
>;

/** The view of a recovery that its tenant has just let start. */
export function startedRecovery(tenantId: string, event: JobStarted): RecoveryView {
  return {
    ...startedJob(tenantId, event),
    kind: 'recovery',
    dryRun: event.data.dryRun,
    reason: event.data.reason,
    plan: event.data.plan ?? null,
    review: null,
    cancellationRequested: false,
    targetRoot: null,
    beforeRoot: null,
    planRoot: null,
    plannedSteps: null,
    settledSteps: 0,
    objectsModified: 0,
    linksModified: 0,
    failedChanges: 0,
    skippedChanges: 0,
    excluded: {},
  };
}

/** The events of a tenant's stream that are about a plan. */
export type ReviewEvent = Extract<
  TenantEvent,
  { type: 'RecoveryPlanViewed' | 'RecoveryPlanApproved' | 'RecoveryPlanRejected' }
>;

/** The view of a dry run after a second person has looked at its plan, or decided on it. */
export function reviewedRecovery(view: RecoveryView, event: Recorded<ReviewEvent>): RecoveryView {
  const { position } = event;
  const { actor, at } = event.metadata;
  const by = { id: actor.id, name: actor.name };
  switch (event.type) {
    case 'RecoveryPlanViewed':
      return { ...view, position };
    case 'RecoveryPlanApproved': {
      const { reason, expiresAt } = event.data;
      return { ...view, review: { decision: 'approved', by, at, reason, expiresAt }, position };
    }
    case 'RecoveryPlanRejected': {
      const { reason } = event.data;
      return { ...view, review: { decision: 'rejected', by, at, reason, expiresAt: null }, position };
    }
  }
}

/** Tells the events that settle one step of the plan. */
export function isStepEvent(event: Recorded<RecoveryEvent>): event is Recorded<StepEvent> {
  return (
    event.type === 'RecoveryObjectCreated' ||
    event.type === 'RecoveryStepApplied' ||
    event.type === 'RecoveryStepFailed' ||
    event.type === 'RecoveryStepSkipped'
  );
}

/** The row of a settled step. */
export function settledStep(event: Recorded<StepEvent>): RecoveryStepView {
  const { at } = event.metadata;
  if (event.type === 'RecoveryObjectCreated') {
    const { step, objectType, objectId, newId, attributes } = event.data;
    const label = { step, objectType, objectId, action: 'create', attributes } as const;
    return { ...label, outcome: 'applied', code: null, message: null, newId, at };
  }
  const label = labelOf(event.data);
  switch (event.type) {
    case 'RecoveryStepApplied':
      return { ...label, outcome: 'applied', code: null, message: null, at };
    case 'RecoveryStepFailed':
      return { ...label, outcome: 'failed', code: event.data.code, message: event.data.message, at };
    case 'RecoveryStepSkipped': {
      const { reason, foundRoot } = event.data;
      const found = foundRoot === undefined ? {} : { foundRoot };
      return { ...label, outcome: 'skipped', code: reason, message: null, ...found, at };
    }
  }
}

function labelOf({ step, objectType, objectId, action, attributes, link }: StepLabel): StepLabel {
  const label = { step, objectType, objectId, action, attributes };
  return link ? { ...label, link } : label;
}

/** Tells whether a step, once applied, counts its object as modified: links count as links. */
export function modifiesObject(step: RecoveryStepView): boolean {
  return step.outcome === 'applied' && step.link === undefined;
}

/** Counts a step settled for the first time. `newObject`: it is the first one applied to its object. */
export function countStep(
  view: RecoveryView,
  event: Recorded<StepEvent>,
  step: RecoveryStepView,
  newObject: boolean,
): RecoveryView {
  const appliedLink = step.outcome === 'applied' && step.link !== undefined;
  return {
    ...view,
    settledSteps: view.settledSteps + 1,
    objectsModified: view.objectsModified + Number(newObject),
    linksModified: view.linksModified + Number(appliedLink),
    failedChanges: view.failedChanges + Number(step.outcome === 'failed'),
    skippedChanges: view.skippedChanges + Number(step.outcome === 'skipped'),
    position: event.position,
  };
}

/** A recovery's view after any other event of its own stream. The counts of its last event win over ours. */
export function evolveRecovery(
  view: RecoveryView,
  event: Exclude<Recorded<RecoveryEvent>, Recorded<StepEvent>>,
): RecoveryView {
  const { position } = event;
  const { at } = event.metadata;
  switch (event.type) {
    case 'RecoveryRequested':
    case 'RecoveryResumed':
    case 'RecoveryStepsDispatched':
      return { ...view, position };
    case 'RecoveryLoadingStarted':
      return { ...view, status: 'loadingData', startedAt: view.startedAt ?? at, position };
    case 'RecoveryStarted': {
      const { targetRoot, beforeRoot } = event.data;
      const partialTypes = eachOnce(event.data.partialTypes);
      return { ...view, status: 'inProgress', targetRoot, beforeRoot, partialTypes, position };
    }
    case 'RecoveryPlanned': {
      const { planRoot, steps, changedObjects, changedLinks, excluded } = event.data;
      return { ...view, planRoot, plannedSteps: steps, changedObjects, changedLinks, excluded, position };
    }
    case 'RecoveryPlanExtended': {
      const { planRoot, steps, changedLinks } = event.data;
      return { ...view, planRoot, plannedSteps: steps, changedLinks, position };
    }
    case 'RecoveryCancellationRequested':
      return { ...view, cancellationRequested: true, position };
    case 'RecoveryCancelled':
      return { ...view, ...countsOf(event.data), status: 'cancelled', endedAt: at, position };
    case 'RecoveryCompleted':
      return { ...view, ...countsOf(event.data), status: event.data.outcome, endedAt: at, position };
    case 'RecoveryFailed': {
      const { code, message } = event.data;
      const counts = countsOf(event.data);
      return { ...view, ...counts, status: 'failed', failure: { code, message }, endedAt: at, position };
    }
    case 'RecoveryExpired':
      return { ...view, expired: true, position };
  }
}

function countsOf(counts: RecoveryCounts): RecoveryCounts {
  const { objectsModified, linksModified, failedChanges, skippedChanges } = counts;
  return { objectsModified, linksModified, failedChanges, skippedChanges };
}

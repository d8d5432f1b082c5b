import type { ObjectType } from '#catalogue';
import {
  DEFAULT_GUARDS,
  guardedObjects,
  partialTypes,
  refusal,
  type GuardedObjects,
  type JobTarget,
  type OfType,
  type RecoveryEvent,
  type Refusal,
  type StepLabel,
  type TenantSettings,
} from '#protection';
import type { Root } from '#vault';
import { domainEvent } from './aggregates.js';
import type { JobContext } from './job-context.js';
import { ownApplications } from './own-applications.js';
import type { Head } from './tenant-head.js';

/** The state that a job compares with or brings back. */
export interface ResolvedTarget {
  readonly root: Root;
  /** Types that this state does not hold whole. */
  readonly partialTypes: readonly ObjectType[];
}

/** A backup that a job compares with or brings back. */
export interface ResolvedBackup extends ResolvedTarget {
  /** The backup's moment (ISO 8601). */
  readonly takenAt: string;
  /** Whether it is an import, which says nothing of what it does not hold. */
  readonly isImport: boolean;
}

/** Finds the snapshot that a job's target stands for: of a plan, the one that the plan leads back to. */
export async function resolveTarget(
  context: JobContext,
  target: JobTarget,
): Promise<ResolvedTarget | Refusal> {
  if (target.from === 'recovery') {
    const { state } = await context.aggregates.recovery.load(target.recoveryId);
    return state.started === null
      ? refusal('NothingToUndo', 'That recovery ended before it recorded the state to go back to.')
      : { root: state.started.beforeRoot, partialTypes: state.started.partialTypes };
  }
  if (target.from === 'plan') {
    const { state } = await context.aggregates.recovery.load(target.planId);
    return state.started === null
      ? refusal('PlanNotFrozen', 'That plan ended before it was frozen. Freeze a new one.')
      : { root: state.started.targetRoot, partialTypes: state.started.partialTypes };
  }
  return resolveBackup(context, target.backupId);
}

/** Finds the snapshot of a backup. */
export async function resolveBackup(
  { aggregates, tenantId }: JobContext,
  backupId: string,
): Promise<ResolvedBackup | Refusal> {
  const record = (await aggregates.tenant.load(tenantId)).state.backups.get(backupId);
  if (record?.isImport && record.status === 'listed' && record.root !== null && record.takenAt !== null)
    return { root: record.root, partialTypes: [], takenAt: record.takenAt, isImport: true };
  const { state } = await aggregates.backup.load(backupId);
  if (state.status !== 'completed')
    return refusal('BackupNotFound', 'There is no such completed backup. Choose one of the listed backups.');
  const { root, certificate, takenAt } = state;
  return { root, partialTypes: partialTypes(certificate), takenAt, isImport: false };
}

/** The types that the head does not hold whole. */
export function partialInHead(head: Head): readonly ObjectType[] {
  return partialTypes(head.completeness);
}

/** What a recovery has applied: the bounds of its undo. */
export async function appliedLabels(context: JobContext, recoveryId: string): Promise<readonly StepLabel[]> {
  const applied: StepLabel[] = [];
  const { aggregates } = context;
  for await (const recorded of aggregates.recovery.events(recoveryId)) {
    const event = domainEvent<RecoveryEvent>(recorded);
    if (event.type === 'RecoveryStepApplied') applied.push(event.data);
    if (event.type === 'RecoveryObjectCreated') applied.push(labelOfCreated(event.data));
  }
  return applied;
}

/** What was made is known by its new id: its undo deletes it. */
function labelOfCreated(data: OfType<RecoveryEvent, 'RecoveryObjectCreated'>['data']): StepLabel {
  const { step, objectType, newId, attributes } = data;
  return { step, objectType, objectId: newId, action: 'create', attributes };
}

/** The objects that no recovery may disable, delete or take permissions from, as the tenant is in `current`. */
export async function guardedIn(context: JobContext, current: Root): Promise<GuardedObjects> {
  const { aggregates, tenantId, vault, ownClientIds = [] } = context;
  const { state } = await aggregates.tenant.load(tenantId);
  return guardedBy(state.profile?.settings, await ownApplications(vault.snapshot(current), ownClientIds));
}

/** The objects that the settings guard, and those that Known Good itself signs in as. */
export function guardedBy(settings: TenantSettings | undefined, own: readonly string[]): GuardedObjects {
  const { emergencyAccessAccountIds = [], guards = DEFAULT_GUARDS } = settings ?? {};
  return guardedObjects(emergencyAccessAccountIds, [...own, ...guards.protectedObjectIds]);
}

import type { Json, LinkRef, ObjectRef } from '#catalogue';
import type { Change, LinkChange, NotRecoverableReason } from '../change/change.js';
import { comparedAttributes, valueOf } from '../change/compare-attributes.js';
import type { PlanLookups } from './plan-lookups.js';
import { LINK_STAGE, restoreStage, softDeleteStage, UNTRUST_STAGE, updateStage } from './stages.js';
import type { AttributeValues, PlannedStep } from './step.js';

/** The steps of one change, and why it, or a part of it, is left out. */
export interface PlannedChange {
  readonly steps: readonly PlannedStep[];
  readonly leftOut: NotRecoverableReason | null;
}

/** Writes the attributes that differ, and no others. */
export function updateSteps(change: Change, lookups: PlanLookups): PlannedChange {
  const allowed = change.attributes.filter(
    ({ name, backupValue }) => !wouldDisableEmergencyAccount(change, name, backupValue, lookups),
  );
  const leftOut = allowed.length < change.attributes.length ? 'emergencyAccessAccount' : null;
  if (allowed.length === 0) return { steps: [], leftOut };
  const set = Object.fromEntries(allowed.map(({ name, backupValue }) => [name, backupValue]));
  const seen = Object.fromEntries(allowed.map(({ name, currentValue }) => [name, currentValue]));
  const object = refOf(change);
  return { steps: [{ step: 'update', object, set, seen, stage: updateStage(change.type) }], leftOut };
}

/** Restores the object; afterwards puts right what it lost while deleted, or had lost before. */
export function restoreSteps(change: Change, lookups: PlanLookups): PlannedChange {
  const object = refOf(change);
  const restore: PlannedStep = { step: 'restore', object, stage: restoreStage(change.type) };
  const wanted = Object.entries(valuesInBackup(change, lookups));
  const allowed = wanted.filter(
    ([name, value]) => !wouldDisableEmergencyAccount(change, name, value, lookups),
  );
  const leftOut = allowed.length < wanted.length ? 'emergencyAccessAccount' : null;
  if (allowed.length === 0) return { steps: [restore], leftOut };
  const set = Object.fromEntries(allowed);
  const reconcile: PlannedStep = { step: 'reconcile', object, set, stage: updateStage(change.type) };
  return { steps: [restore, reconcile], leftOut };
}

/** Soft-deletes the object; a trusted named location loses its trust first, or Graph would refuse. */
export function softDeleteSteps(change: Change, lookups: PlanLookups): PlannedChange {
  if (lookups.emergencyAccessAccountIds.has(change.id))
    return { steps: [], leftOut: 'emergencyAccessAccount' };
  const object = refOf(change);
  const softDelete: PlannedStep = { step: 'softDelete', object, stage: softDeleteStage(change.type) };
  if (change.type !== 'namedLocationPolicy') return { steps: [softDelete], leftOut: null };
  if (lookups.currentObject(object)?.attributes['isTrusted'] !== true)
    return { steps: [softDelete], leftOut: null };
  const untrust: PlannedStep = {
    step: 'update',
    object,
    set: { isTrusted: false },
    seen: { isTrusted: true },
    stage: UNTRUST_STAGE,
  };
  return { steps: [untrust, softDelete], leftOut: null };
}

/** Adds, updates and removes the links that differ. */
export function linkSteps(change: Change): readonly PlannedStep[] {
  return change.links.map((difference) => linkStep(refOf(change), difference));
}

function linkStep(owner: ObjectRef, difference: LinkChange): PlannedStep {
  const { backupValue, currentValue } = difference;
  const link: LinkRef = { ...owner, link: difference.link, target: difference.target };
  const value = backupValue ?? '';
  const seen = currentValue ?? '';
  switch (difference.change) {
    case 'add':
      return { step: 'addLink', link, value, stage: LINK_STAGE };
    case 'update':
      return { step: 'updateLink', link, value, seen, stage: LINK_STAGE };
    case 'remove':
      return { step: 'removeLink', link, seen, stage: LINK_STAGE };
    default:
      return difference.change satisfies never;
  }
}

/** All compared values of the backup, and the absence of what the object has gained since. */
function valuesInBackup(change: Change, lookups: PlanLookups): AttributeValues {
  const object = refOf(change);
  const backup = lookups.backupObject(object);
  const values = new Map<string, Json>(change.attributes.map(({ name, backupValue }) => [name, backupValue]));
  if (backup)
    for (const { name, absent } of comparedAttributes(change.type, backup))
      values.set(name, valueOf(backup, name, absent));
  const allowed = lookups.attributesToReconcile?.(object);
  return Object.fromEntries([...values].filter(([name]) => allowed?.has(name) ?? true));
}

function wouldDisableEmergencyAccount(
  { id }: ObjectRef,
  attribute: string,
  value: Json,
  { emergencyAccessAccountIds }: PlanLookups,
): boolean {
  return attribute === 'accountEnabled' && value === false && emergencyAccessAccountIds.has(id);
}

const refOf = ({ type, id }: Change): ObjectRef => ({ type, id });

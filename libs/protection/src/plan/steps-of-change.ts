import {
  targetObjectId,
  writeChannel,
  writeRefusal,
  type DirectoryObject,
  type Json,
  type LinkRef,
  type ObjectRef,
} from '#catalogue';
import type { Change, LinkChange, NotRecoverableReason } from '../change/change.js';
import { comparedAttributes, isKnown, valueOf } from '../change/compare-attributes.js';
import type { PlanLookups } from './plan-lookups.js';
import { LINK_STAGE, restoreStage, softDeleteStage, UNTRUST_STAGE, updateStage } from './stages.js';
import type { AttributeValues, PlannedStep } from './step.js';

/** The links by which a service principal holds permissions. */
const PERMISSIONS: readonly string[] = ['appRoleAssignedTo', 'oauth2PermissionGrants'];

/** The steps of one change, and why it, or a part of it, is left out. */
export interface PlannedChange {
  readonly steps: readonly PlannedStep[];
  readonly leftOut: NotRecoverableReason | null;
}

/** Writes the attributes that differ and can be written, and no others. */
export function updateSteps(change: Change, lookups: PlanLookups): PlannedChange {
  const writable = change.attributes.filter(({ notWritable }) => notWritable === undefined);
  const allowed = writable.filter(
    ({ name, backupValue }) => !wouldDisableGuarded(change, name, backupValue, lookups),
  );
  const leftOut =
    allowed.length < writable.length
      ? (lookups.guarded.get(change.id) ?? null)
      : reasonLeftOut(change.attributes.length, writable.length);
  const object = refOf(change);
  const stage = updateStage(change.type);
  const steps = byChannel(change, allowed, ({ name }) => name).map((together): PlannedStep => {
    const written = together.flatMap((attribute) => [attribute, ...(attribute.writtenWith ?? [])]);
    const set = Object.fromEntries(
      written.map(({ name, backupValue }) => [name, valueToWrite(change, name, backupValue, lookups)]),
    );
    const seen = Object.fromEntries(written.map(({ name, currentValue }) => [name, currentValue]));
    return { step: 'update', object, set, seen, stage };
  });
  return { steps, leftOut };
}

/** Restores the object; afterwards puts right what it lost while deleted, or had lost before. */
export function restoreSteps(change: Change, lookups: PlanLookups): PlannedChange {
  const object = refOf(change);
  const restore: PlannedStep = { step: 'restore', object, stage: restoreStage(change.type) };
  const wanted = Object.entries(valuesInBackup(change, lookups));
  const allowed = wanted.filter(([name, value]) => !wouldDisableGuarded(change, name, value, lookups));
  const leftOut = allowed.length < wanted.length ? (lookups.guarded.get(change.id) ?? null) : null;
  const stage = updateStage(change.type);
  const visible = visibleValues(lookups.currentObject(object));
  const reconciliations = byChannel(change, allowed, ([name]) => name).map((together): PlannedStep => {
    const set = together.map(([name, value]) => [name, valueToWrite(change, name, value, lookups)] as const);
    const seen = together.flatMap(([name]): [string, Json][] =>
      visible.has(name) ? [[name, visible.get(name) ?? null]] : [],
    );
    return {
      step: 'reconcile',
      object,
      set: Object.fromEntries(set),
      ...(seen.length > 0 && { seen: Object.fromEntries(seen) }),
      stage,
    };
  });
  return { steps: [restore, ...reconciliations], leftOut };
}

/** A step is taken or refused as a whole, so what travels in requests of its own is a step of its own. */
function byChannel<Item>(
  { type }: ObjectRef,
  items: readonly Item[],
  nameOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  return [...Map.groupBy(items, (item) => writeChannel(type, nameOf(item))).values()];
}

/** Soft-deletes the object; a trusted named location loses its trust first, or Graph would refuse. */
export function softDeleteSteps(change: Change, lookups: PlanLookups): PlannedChange {
  const guard = lookups.guarded.get(change.id);
  if (guard !== undefined) return { steps: [], leftOut: guard };
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

/** Adds, updates and removes the links that differ. A protected service principal keeps the permissions that it has. */
export function linkSteps(change: Change, { guarded }: PlanLookups): PlannedChange {
  const isKept = ({ link, target, change: action }: LinkChange): boolean =>
    action !== 'add' &&
    PERMISSIONS.includes(link) &&
    [change.id, targetObjectId(target)].some((id) => guarded.get(id) === 'protectedObject');
  const wanted = change.links.filter((difference) => !isKept(difference));
  const steps = wanted.map((difference) => linkStep(refOf(change), difference));
  return { steps, leftOut: wanted.length < change.links.length ? 'protectedObject' : null };
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
    for (const attribute of comparedAttributes(change.type, backup))
      if (isKnown(backup, attribute))
        values.set(attribute.name, valueOf(backup, attribute.name, attribute.absent));
  return Object.fromEntries(
    [...values].filter(
      ([name, value]) =>
        (lookups.mayReconcile?.(object, name) ?? true) &&
        writeRefusal(change.type, name, value) === undefined,
    ),
  );
}

/** What can be seen of a soft-deleted object: Graph shows some attributes wrongly, and others not at all. */
function visibleValues(object: DirectoryObject | undefined): ReadonlyMap<string, Json> {
  if (object === undefined) return new Map();
  const compared = comparedAttributes(object.type, object).filter(
    (attribute) => !attribute.unreliableWhileDeleted && isKnown(object, attribute),
  );
  return new Map(compared.map(({ name, absent }) => [name, valueOf(object, name, absent)]));
}

/** A policy that was on may come back in report-only mode: it then shows what it would do, and does nothing. */
function valueToWrite({ type }: ObjectRef, name: string, value: Json, lookups: PlanLookups): Json {
  const isPolicyState = type === 'conditionalAccessPolicy' && name === 'state' && value === 'enabled';
  return isPolicyState && lookups.policiesReportOnly === true ? 'enabledForReportingButNotEnforced' : value;
}

const reasonLeftOut = (all: number, writable: number): NotRecoverableReason | null =>
  writable < all ? 'notWritable' : null;

function wouldDisableGuarded(
  { id }: ObjectRef,
  attribute: string,
  value: Json,
  { guarded }: PlanLookups,
): boolean {
  return attribute === 'accountEnabled' && value === false && guarded.has(id);
}

const refOf = ({ type, id }: Change): ObjectRef => ({ type, id });

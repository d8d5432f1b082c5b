import { CATALOGUE, type DirectoryObject } from '#catalogue';
import type { GuardedObjects } from '../guard/guarded-objects.js';
import type { ChangeKind, NotRecoverableReason } from './change.js';

/**
 * Why a change cannot be taken back; `null` where it can.
 * `object` is the object as it is now, or as it was where it is gone.
 */
export function reasonAgainstRecovery(
  kind: ChangeKind,
  object: DirectoryObject,
  guarded: GuardedObjects,
): NotRecoverableReason | null {
  if (isSynced(object)) return 'onPremisesSynced';
  if (kind === 'hardDeleted') return 'hardDeleted';
  if (object.attributes['policyType'] === 'builtIn') return 'builtIn';
  if (kind !== 'created' && kind !== 'restored') return null;
  if (!hasSoftDelete(object)) return 'noSoftDelete';
  return guarded.get(object.id) ?? null;
}

/** Whether an object is mastered on-premises, so that Graph refuses to change it. */
export function isSynced(object: DirectoryObject): boolean {
  return (
    (object.type === 'user' || object.type === 'group') && object.attributes['onPremisesSyncEnabled'] === true
  );
}

/** Whether Graph computes a group's members from a rule. */
export function isDynamicGroup(object: DirectoryObject): boolean {
  return object.type === 'group' && includes(object.attributes['groupTypes'], 'DynamicMembership');
}

/**
 * Whether recovery may write the links that an object owns: not where they are mastered on-premises, nor where a group
 * gets its members from a rule, now or again once its type has been recovered.
 */
export function ownsRecoverableLinks(backup: DirectoryObject, current: DirectoryObject): boolean {
  return !isSynced(current) && !isDynamicGroup(current) && !isDynamicGroup(backup);
}

/**
 * Whether deleting this object can be taken back for 30 days.
 * https://learn.microsoft.com/entra/architecture/recover-from-deletions
 */
function hasSoftDelete(object: DirectoryObject): boolean {
  if (CATALOGUE[object.type].deletedPath === undefined) return false;
  const { mailEnabled, groupTypes } = object.attributes;
  const isExchangeGroup = object.type === 'group' && mailEnabled === true && !includes(groupTypes, 'Unified');
  return !isExchangeGroup;
}

const includes = (value: unknown, item: string): boolean => Array.isArray(value) && value.includes(item);

import type { DirectoryObject, ObjectRef } from '#catalogue';
import type { ChangeAction } from './recovery-action.js';
import type { GuardedObjects } from '../guard/guarded-objects.js';
import { changedAttributes, lostAttributes, valueOf } from './compare-attributes.js';
import { changedLinks, type LinkDifference, type LinkTarget } from './compare-links.js';
import type { AttributeChange, Change, ChangeKind, LinkChange } from './change.js';
import { ownsRecoverableLinks, reasonAgainstRecovery } from './recoverability.js';

/** What a comparison has to know beyond the object itself. */
export interface ComparisonContext {
  readonly guarded: GuardedObjects;
  /** Where the object of this id, at a link's other end, stands on both sides. */
  readonly linkTargets: (id: string) => LinkTarget;
  /** Links (by key) that count whatever became of the objects at their ends: those that an undo has to take back. */
  readonly linksThatCount?: ReadonlySet<string>;
}

/** One object on both sides; `undefined` where it is absent. */
export interface ObjectComparison extends ObjectRef {
  readonly backup: DirectoryObject | undefined;
  readonly current: DirectoryObject | undefined;
  /** The links it owns whose stored values differ. */
  readonly links: readonly LinkDifference[];
  readonly context: ComparisonContext;
}

const ACTION: Readonly<Record<ChangeKind, ChangeAction | null>> = {
  created: 'softDelete',
  restored: 'softDelete',
  softDeleted: 'restore',
  modified: 'update',
  hardDeleted: null,
};

/**
 * What has changed about one object since the backup and what undoes it; `undefined` where nothing has that a
 * backup covers. Follows the kinds of change of
 * https://learn.microsoft.com/entra/backup/create-review-difference-reports, and lists hard-deleted objects besides.
 */
export function compareObject(comparison: ObjectComparison): Change | undefined {
  const { type, id, backup, current, context } = comparison;
  const kind = kindOfChange(backup, current);
  const object = current ?? backup;
  if (kind === undefined || object === undefined) return undefined;
  const attributes = attributesOf(kind, backup, current);
  const links = kind === 'modified' ? linksOf(comparison) : [];
  if (kind === 'modified' && attributes.length === 0 && links.length === 0) return undefined;
  const isWritable = links.length > 0 || attributes.some(({ notWritable }) => notWritable === undefined);
  const notRecoverable =
    reasonAgainstRecovery(kind, object, context.guarded) ??
    (kind === 'modified' && !isWritable ? 'notWritable' : null);
  return {
    type,
    id,
    displayName: nameOf(current, backup),
    kind,
    action: notRecoverable === null ? ACTION[kind] : null,
    notRecoverable,
    attributes,
    links,
  };
}

function kindOfChange(
  backup: DirectoryObject | undefined,
  current: DirectoryObject | undefined,
): ChangeKind | undefined {
  if (current === undefined) return backup === undefined ? undefined : 'hardDeleted';
  const isLive = current.lifecycle === 'live';
  if (backup === undefined) return isLive ? 'created' : undefined;
  const wasLive = backup.lifecycle === 'live';
  if (wasLive) return isLive ? 'modified' : 'softDeleted';
  return isLive ? 'restored' : undefined;
}

function attributesOf(
  kind: ChangeKind,
  backup: DirectoryObject | undefined,
  current: DirectoryObject | undefined,
): readonly AttributeChange[] {
  // What is soft-deleted again is not changed besides.
  if (backup === undefined || kind === 'restored') return [];
  return current === undefined ? lostAttributes(backup) : changedAttributes(backup, current);
}

function linksOf({ backup, current, links, context }: ObjectComparison): readonly LinkChange[] {
  if (backup === undefined || current === undefined) return [];
  return ownsRecoverableLinks(backup, current) ? changedLinks(links, context) : [];
}

function nameOf(...sides: readonly (DirectoryObject | undefined)[]): string | null {
  for (const attribute of ['displayName', 'userPrincipalName', 'appId'])
    for (const side of sides) {
      const name = side && valueOf(side, attribute);
      if (typeof name === 'string' && name !== '') return name;
    }
  return null;
}

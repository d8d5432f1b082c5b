import { linkKey, sameLinkValue, targetObjectId, type LinkRef } from '#catalogue';
import type { LinkChange } from './change.js';

/** Where an object stands on one side of a comparison. */
export type Presence = 'live' | 'softDeleted' | 'absent';

/** Where the object at a link's other end stands; a side left out is not known. */
export interface LinkTarget {
  readonly backup?: Presence;
  readonly current?: Presence;
}

/** A link whose value differs as stored: empty for a bare link, `null` where there is no such link. */
export interface LinkDifference {
  readonly link: LinkRef;
  readonly backupValue: string | null;
  readonly currentValue: string | null;
}

interface LinkContext {
  readonly linkTargets: (id: string) => LinkTarget;
  readonly linksThatCount?: ReadonlySet<string>;
}

/**
 * The link differences that recovery has to do something about. Those to an object that is soft-deleted on either
 * side come and go with that object; those to an object that is gone for good cannot come back.
 */
export function changedLinks(
  links: readonly LinkDifference[],
  { linkTargets, linksThatCount }: LinkContext,
): readonly LinkChange[] {
  return links
    .filter(differs)
    .filter(
      ({ link }) =>
        linksThatCount?.has(linkKey(link)) || isWithinReach(linkTargets(targetObjectId(link.target))),
    )
    .map(({ link, backupValue, currentValue }) => ({
      link: link.link,
      target: link.target,
      change: backupValue === null ? 'remove' : currentValue === null ? 'add' : 'update',
      backupValue,
      currentValue,
    }));
}

function differs({ link, backupValue, currentValue }: LinkDifference): boolean {
  if (backupValue === null || currentValue === null) return backupValue !== currentValue;
  return !sameLinkValue(link, backupValue, currentValue);
}

function isWithinReach({ backup, current }: LinkTarget): boolean {
  if (backup === 'softDeleted' || current === 'softDeleted') return false;
  // Absent on both sides: of a type that backups do not hold (a device, a contact), so nothing speaks against it.
  return current !== 'absent' || backup === 'absent' || backup === undefined;
}

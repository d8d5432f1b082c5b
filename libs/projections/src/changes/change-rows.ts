import { searchKey, type Change } from '#protection';

/** A report holds fewer changes than this. */
const PLACES_A_REPORT = 2 ** 32;

/** What the index keeps of a change beside the change itself. */
export interface ChangeKeys {
  readonly objectId: string;
  readonly objectType: string;
  /** Empty where nothing can be done. */
  readonly action: string;
  readonly kind: string;
  readonly recoverable: 0 | 1;
  /** The display name without regard to case, to search and to sort by. */
  readonly nameKey: string;
  /** The first attribute or link that differs, without regard to case. */
  readonly attributeKey: string;
  /** All attributes and links that differ. */
  readonly attributes: readonly string[];
}

/** The keys of a change. */
export function keysOf(change: Change): ChangeKeys {
  const names = [...change.attributes.map(({ name }) => name), ...change.links.map(({ link }) => link)];
  return {
    objectId: change.id,
    objectType: change.type,
    action: change.action ?? '',
    kind: change.kind,
    recoverable: change.notRecoverable === null ? 1 : 0,
    nameKey: searchKey(change.displayName ?? ''),
    attributeKey: searchKey(names[0] ?? ''),
    attributes: [...new Set(names)],
  };
}

/** The row id of a report's change number `place` (from 0). */
export function changeId(report: number, place: number): number {
  return report * PLACES_A_REPORT + place;
}

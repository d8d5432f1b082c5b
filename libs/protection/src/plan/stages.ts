import { rankOf, type ObjectType } from '#catalogue';

/**
 * The order of a plan: what is named comes back before what names it, and what is to go is deleted last. Ranks are the
 * catalogue's; Conditional Access has stages of its own, because a policy must never name what is not there yet and
 * because the wrong order can lock people out.
 */
const MOST_RANKS = 6;
const LINKS = 2 * MOST_RANKS;
const DELETION = LINKS + 3;
const DELETED_IN_ORDER: readonly ObjectType[] = [
  'conditionalAccessPolicy',
  'servicePrincipal',
  'application',
  'group',
  'user',
];

export const restoreStage = (type: ObjectType): number =>
  isConditionalAccess(type) ? LINKS + 1 : rankOf(type);

export const updateStage = (type: ObjectType): number =>
  isConditionalAccess(type) ? LINKS + 2 : MOST_RANKS + rankOf(type);

export const LINK_STAGE = LINKS;

/** Graph refuses to delete a trusted named location, so it loses that trust just before. */
export const UNTRUST_STAGE = DELETION + DELETED_IN_ORDER.length;

export function softDeleteStage(type: ObjectType): number {
  const place = DELETED_IN_ORDER.indexOf(type);
  return place < 0 ? UNTRUST_STAGE + 1 : DELETION + place;
}

const isConditionalAccess = (type: ObjectType): boolean => type === 'conditionalAccessPolicy';

import type { ScopePartsFragment } from '../api/generated.js';

/** A moment for readers: to the second, in UTC. */
export function momentText(moment: string | null): string {
  return moment === null ? '' : `${moment.slice(0, 19).replace('T', ' ')}Z`;
}

/** A scope for readers. */
export function scopeText({ allObjects, objectTypes, objectIds }: ScopePartsFragment): string {
  if (allObjects === true) return 'all objects';
  return objectTypes ? objectTypes.join(', ') : `${objectIds?.length ?? 0} objects`;
}

import { isObjectType } from '#catalogue';
import type { Scope } from '#protection';
import type { ScopePartsFragment } from '../api/generated.js';

/** A scope as the server tells it, in the words of exports. */
export function scopeOfParts({ objectTypes, objectIds }: ScopePartsFragment): Scope {
  if (objectTypes) return { kind: 'objectTypes', objectTypes: objectTypes.filter(isObjectType) };
  return objectIds ? { kind: 'objectIds', objectIds } : { kind: 'allObjects' };
}

import type { ScopePartsFragment } from '../api/generated.js';
import { counted } from '../format/numbers.js';
import { OBJECT_TYPE_WORDS } from './object-types.js';

/** What a job looks at, in a few words. */
export function scopeWords({ allObjects, objectTypes, objectIds }: ScopePartsFragment): string {
  if (objectTypes) return objectTypes.map((type) => OBJECT_TYPE_WORDS[type]).join(', ');
  if (objectIds) return counted(objectIds.length, 'chosen object');
  return allObjects ? 'All objects' : 'Nothing';
}

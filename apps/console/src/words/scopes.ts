import type { ScopePartsFragment } from '../api/generated.js';
import { counted } from '../format/numbers.js';
import { typeWords } from './object-types.js';

/** What a job looks at, in a few words. */
export function scopeWords({ allObjects, objectTypes, objectIds }: ScopePartsFragment): string {
  if (objectTypes) return typeWords(objectTypes);
  if (objectIds) return counted(objectIds.length, 'chosen object');
  return allObjects ? 'All objects' : 'Nothing';
}

import type { ObjectType, ScopeInput } from '../api/generated.js';
import { idsIn } from './ids-in.js';

/** What the user has chosen to look at; what belongs to another kind is kept in case it is chosen again. */
export interface ChosenScope {
  readonly kind: 'all' | 'types' | 'ids';
  readonly types: readonly ObjectType[];
  /** As it was typed. */
  readonly ids: string;
}

/** The same as the API wants it. */
export function scopeInput({ kind, types, ids }: ChosenScope): ScopeInput {
  if (kind === 'types') return { objectTypes: types };
  return kind === 'ids' ? { objectIds: idsIn(ids) } : { allObjects: true };
}

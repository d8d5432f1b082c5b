import type { ReactNode } from 'react';
import type { ObjectType } from '../api/generated.js';
import { typeWords } from '../words/object-types.js';
import { Notice } from './problem.js';

/** Says that the user’s role is not for some object types, so that nobody takes what is shown for all there is. */
export function WithheldNotice({ types }: { types: readonly ObjectType[] }): ReactNode {
  if (types.length === 0) return null;
  return (
    <Notice>
      Your role is not for {typeWords(types)}: nothing of those objects is shown, but the totals count them.
    </Notice>
  );
}

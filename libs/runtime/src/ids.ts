import { randomUUID } from 'node:crypto';

/** The only source of new identifiers in the product. */
export interface Ids {
  /** A new UUID in lower case, never given before. */
  next(): string;
}

/** Random UUIDs (version 4). */
export const randomIds: Ids = { next: () => randomUUID() };

/** UUIDs counted up from one: the same run gives the same ids. */
export function countedIds(): Ids {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
    },
  };
}

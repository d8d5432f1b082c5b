import { v7 } from 'uuid';

/** The only source of new identifiers in the product. */
export interface Ids {
  /** A new UUID in lower case, never given before. */
  next(): string;
}

/**
 * Random UUIDs that begin with the time (version 7): what is stored together stands together in an index, which makes
 * appending several times faster. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export const randomIds: Ids = { next: () => v7() };

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

import type { ObjectType } from '#catalogue';
import { filteredListPath, listPath } from '../graph-paths.js';
import { ReadFailure } from '../request/read-failure.js';
import { readPages, type Page } from '../request/read-pages.js';
import { merged } from './merged.js';
import type { TypeSync } from './type-sync.js';

/** How many parts of a list are read side by side. */
const SHARDS_AT_ONCE = 8;

/** What user principal names may begin with, besides letters and digits. */
const OTHERS = ["''", '.', '-', '_', '!', '#', '^', '~'];

const startsWith = (text: string): string => `startswith(userPrincipalName,'${text}')`;

/**
 * Filters that part the users by the first character of their principal names; case means nothing. They cover what Graph
 * lets a name begin with; that they have covered all is for the count to say.
 * https://learn.microsoft.com/graph/api/resources/user
 */
const USER_SHARDS: readonly string[] = [
  ...[...'abcdefghijklmnopqrstuvwxyz0123456789'].map(startsWith),
  OTHERS.map(startsWith).join(' or '),
];

const SHARDS: Partial<Readonly<Record<ObjectType, readonly string[]>>> = { user: USER_SHARDS };

/**
 * The live objects of a type, in pages: in one chain, or in parts side by side where there are so many that waiting for
 * one page after the other would take longer than all else. Where Graph refuses the parts, in one chain after all.
 */
export async function* livePages(
  sync: TypeSync,
  begun: AsyncGenerator<Page, void>,
  counted: number | undefined,
): AsyncGenerator<Page, void> {
  const filters = SHARDS[sync.entry.type];
  if (filters === undefined || counted === undefined || counted < sync.options.shardFrom) {
    yield* begun;
    return;
  }
  await begun.return();
  const shards = filters.map((filter) => pagesOf(sync, filteredListPath(sync.entry.type, filter)));
  try {
    yield* merged(shards, SHARDS_AT_ONCE);
  } catch (error) {
    if (!(error instanceof ReadFailure && error.cause === 'refused')) throw error;
    yield* plainPages(sync);
  }
}

/** The live objects of a type, in one chain of pages. */
export function plainPages(sync: TypeSync): AsyncGenerator<Page, void> {
  return pagesOf(sync, listPath(sync.entry.type));
}

/** The pages of a list or delta query of the type. */
export function pagesOf(sync: TypeSync, path: string): AsyncGenerator<Page, void> {
  const { lane, wholeObject: enumerations } = sync.entry;
  return readPages(sync.single, path, { lane, enumerations });
}

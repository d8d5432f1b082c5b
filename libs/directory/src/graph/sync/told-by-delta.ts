import { isLink, type LinkRef, type ObjectRef } from '#catalogue';
import { deltaLinks } from '../graph-paths.js';
import { ReadFailure } from '../request/read-failure.js';
import { pagesOf } from './live-list.js';
import { idOf } from './object-edits.js';
import type { TypeSync } from './type-sync.js';

/**
 * Finds out, when everything was read though a delta query was good, what that query has to tell until now, so that what
 * differs besides can be counted. `undefined` where it is worn out.
 */
export async function toldByDelta(
  sync: TypeSync,
  deltaPath: string,
): Promise<((of: ObjectRef | LinkRef) => boolean) | undefined> {
  try {
    for await (const page of pagesOf(sync, deltaPath))
      for (const entry of page.entries) sync.changed.set(idOf(entry), true);
  } catch (error) {
    if (error instanceof ReadFailure && error.cause !== 'unavailable') return undefined;
    throw error;
  }
  const followed = new Set(deltaLinks(sync.entry).map(({ name }) => name));
  return (of) => sync.changed.has(of.id) || (isLink(of) && !followed.has(of.link));
}

import { countPath } from '../graph-paths.js';
import { readCount } from '../read/read-count.js';
import { fromHead, LOOKED_UP_AT_ONCE } from './object-edits.js';
import type { TypeSync } from './type-sync.js';

/** The index that counts is behind the directory by seconds, sometimes minutes: so often it is asked again. */
const INDEX_DELAYS_MS = [2_000, 10_000, 30_000];

/** What came of comparing what is held with what the tenant counts. */
export interface CountCheck {
  /** `undefined` where the tenant does not count. */
  readonly counted: number | undefined;
  readonly agrees: boolean;
}

/** The live objects of a type, as the tenant counts them; `undefined` where it does not. */
export async function countLive({ entry, batched }: TypeSync): Promise<number | undefined> {
  return entry.delta ? readCount(batched, countPath(entry.type)) : undefined;
}

/**
 * Compares the number of live objects held with the tenant's own count, before the reading and now. What has come or
 * gone meanwhile (`moved`) may be in one and not in the other. Without a count nothing is proved, and nothing disproved.
 */
export async function checkCount(
  sync: TypeSync,
  held: number,
  { before, moved }: { readonly before: number | undefined; readonly moved: number },
): Promise<CountCheck> {
  for (const delay of [...INDEX_DELAYS_MS, undefined]) {
    const counted = await countLive(sync);
    if (counted === undefined) return { counted, agrees: true };
    const counts = [before ?? counted, counted];
    const agrees = held >= Math.min(...counts) - moved && held <= Math.max(...counts) + moved;
    if (agrees || delay === undefined) return { counted, agrees };
    await sync.clock.sleep(delay, sync.single.signal);
  }
  return { counted: undefined, agrees: true };
}

/** The number of live objects after a round of changes, and how many have come or gone by it. */
export async function liveAfter(
  sync: TypeSync,
  before: number,
): Promise<{ readonly live: number; readonly moved: number }> {
  let [come, gone] = [0, 0];
  const told = [...sync.told].sort(([one], [other]) => (one < other ? -1 : 1));
  for (let start = 0; start < told.length; start += LOOKED_UP_AT_ONCE) {
    const some = told.slice(start, start + LOOKED_UP_AT_ONCE);
    const known = await fromHead(
      sync,
      some.map(([id]) => id),
    );
    for (const [id, state] of some) {
      const wasLive = known(id)?.lifecycle === 'live';
      if (state === 'live' && !wasLive) come += 1;
      if (state !== 'live' && wasLive) gone += 1;
    }
  }
  return { live: before + come - gone, moved: come + gone };
}

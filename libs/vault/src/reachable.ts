import pMap from 'p-map';
import type { ChunkStore } from './chunks/chunk-store.js';
import { collectChunks } from './snapshot/chunk-walk.js';
import type { Root } from './vault.js';

/** Leaves looked into at once. */
const READERS = 16;

/**
 * The digests of all chunks that the roots reach and of all that those rest on. What a leaf rests on is asked
 * of the store each time: only the stored leaf itself knows it. Throws `VaultDamagedError` on a chunk that cannot be read.
 */
export async function reachableFrom(
  chunks: ChunkStore,
  roots: readonly Root[],
): Promise<ReadonlySet<string>> {
  const reachable = new Set<string>();
  const leaves = new Set<string>();
  for (const root of roots) await collectChunks(chunks, root, reachable, leaves);
  await pMap(
    leaves,
    async (leaf) => {
      let { origin } = await chunks.stored.packed(leaf);
      while (origin && !reachable.has(origin.digest)) {
        reachable.add(origin.digest);
        ({ origin } = await chunks.stored.packed(origin.digest));
      }
    },
    { concurrency: READERS },
  );
  return reachable;
}

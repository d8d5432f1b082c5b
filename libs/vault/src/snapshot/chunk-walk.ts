import type { ChunkStore } from '../chunks/chunk-store.js';
import type { ChunkRef } from '../format/index-chunk.js';
import type { Root } from '../vault.js';
import type { KeyPrefixes } from './key-prefixes.js';

/** The leaves of a snapshot that may hold keys below the prefixes and past `after`, in key order. Reads index chunks only. */
export async function* leafRefs(
  chunks: ChunkStore,
  root: Root,
  prefixes: KeyPrefixes,
  after?: string,
): AsyncGenerator<ChunkRef> {
  for (const ref of (await chunks.index(root)).chunks) {
    if (after !== undefined && ref.lastKey <= after) continue;
    if (!prefixes.meetsRange(ref.firstKey, ref.lastKey)) continue;
    if (ref.level === 0) yield ref;
    else yield* leafRefs(chunks, ref.digest, prefixes, after);
  }
}

/**
 * Adds the digests of all chunks of a snapshot to `known`, skipping the parts of it that are known already, and
 * those of leaves to `leaves` as well. Reads index chunks only.
 */
export async function collectChunks(
  chunks: ChunkStore,
  root: Root,
  known: Set<string>,
  leaves: Set<string>,
): Promise<void> {
  if (known.has(root)) return;
  const { chunks: refs } = await chunks.index(root);
  known.add(root);
  for (const ref of refs) {
    if (ref.level > 0) await collectChunks(chunks, ref.digest, known, leaves);
    else {
      known.add(ref.digest);
      leaves.add(ref.digest);
    }
  }
}

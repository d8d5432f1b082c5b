import type { ChunkStore } from '../chunks/chunk-store.js';
import type { ChunkRef } from '../format/index-chunk.js';
import type { Root } from '../vault.js';
import type { KeyPrefixes } from './key-prefixes.js';

/** The leaves of a snapshot that may hold keys below the prefixes, in key order. Reads index chunks only. */
export async function* leafRefs(
  chunks: ChunkStore,
  root: Root,
  prefixes: KeyPrefixes,
): AsyncGenerator<ChunkRef> {
  for (const ref of (await chunks.index(root)).chunks) {
    if (!prefixes.meetsRange(ref.firstKey, ref.lastKey)) continue;
    if (ref.level === 0) yield ref;
    else yield* leafRefs(chunks, ref.digest, prefixes);
  }
}

/** What an edit starts from: the leaves of a snapshot in key order, and the digests of all its chunks. */
export interface Base {
  readonly leaves: readonly ChunkRef[];
  readonly digests: ReadonlySet<string>;
}

/** Reads the index chunks of a snapshot, whose leaves an edit builds on. */
export async function baseOf(chunks: ChunkStore, root: Root | undefined): Promise<Base> {
  const digests = new Set<string>();
  const leaves: ChunkRef[] = [];
  if (root !== undefined) await collectChunks(chunks, root, digests, (ref) => leaves.push(ref));
  return { leaves, digests };
}

/** Adds the digests of all chunks of a snapshot to `known`, skipping the parts of it that are known already. */
export async function collectChunks(
  chunks: ChunkStore,
  root: Root,
  known: Set<string>,
  onLeaf: (ref: ChunkRef) => void = () => undefined,
): Promise<void> {
  if (known.has(root)) return;
  const { chunks: refs } = await chunks.index(root);
  known.add(root);
  for (const ref of refs) {
    if (ref.level > 0) await collectChunks(chunks, ref.digest, known, onLeaf);
    else {
      known.add(ref.digest);
      onLeaf(ref);
    }
  }
}

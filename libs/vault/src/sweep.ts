import type { BlobStore } from './blob-store.js';
import type { ChunkStore } from './chunks/chunk-store.js';
import { reachableFrom } from './reachable.js';
import type { Root } from './vault.js';

/** What a sweep works on. */
export interface SweepParts {
  readonly blobs: BlobStore;
  readonly chunks: ChunkStore;
  readonly scratchFolder: string;
  /** Chunks modified after this are kept: a commit that is not named yet may rest on them. */
  readonly chunkLimit: Date;
  /** Scratch modified after this is kept: its edit may be under way. */
  readonly scratchLimit: Date;
}

/**
 * Deletes the chunks that no retained root reaches and none that is reached rests on, and scratch left by edits
 * that ended without commit. Finds out all that is needed first: where a chunk cannot be read, it throws
 * `VaultDamagedError` before anything is deleted.
 */
export async function sweepChunks(
  { blobs, chunks, scratchFolder, chunkLimit, scratchLimit }: SweepParts,
  retained: readonly Root[],
): Promise<{ readonly kept: number; readonly deleted: number }> {
  const digests = await reachableFrom(chunks, retained);
  const reachable = new Set([...digests].map((digest) => chunks.stored.blobName(digest)));
  let kept = 0;
  let deleted = 0;
  for await (const { name, modifiedAt } of blobs.list(chunks.stored.folder)) {
    const old = !reachable.has(name) && modifiedAt <= chunkLimit;
    if (old && (await blobs.delete(name, chunkLimit))) deleted += 1;
    else kept += 1;
  }
  for await (const { name, modifiedAt } of blobs.list(scratchFolder))
    if (modifiedAt <= scratchLimit) await blobs.delete(name, scratchLimit);
  return { kept, deleted };
}

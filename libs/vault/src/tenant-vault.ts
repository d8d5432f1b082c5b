import type { Clock, Ids } from '#runtime';
import { assertBlobName, type BlobStore } from './blob-store.js';
import type { ChunkCache } from './chunks/chunk-cache.js';
import { ChunkStore, type CachedChunk } from './chunks/chunk-store.js';
import { StoredChunks } from './chunks/stored-chunks.js';
import { changeBatches } from './diff/diff.js';
import { Scratch } from './edit/scratch.js';
import { SnapshotEdit } from './edit/snapshot-edit.js';
import type { Chunking } from './format/boundaries.js';
import { MalformedError } from './format/malformed.js';
import type { Sealer } from './sealing/sealer.js';
import { Snapshot } from './snapshot/snapshot.js';
import { sweepChunks } from './sweep.js';
import {
  VaultDamagedError,
  type EntryChange,
  type Root,
  type SnapshotEditor,
  type SnapshotReader,
  type Vault,
  type Verification,
} from './vault.js';
import { verifySnapshot } from './verify.js';

/** Scratch is kept this much longer than chunks: a first read of a large tenant takes hours. */
const SCRATCH_GRACES = 48;

/** What the vaults of all tenants share. */
export interface VaultParts {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly cache: ChunkCache<CachedChunk>;
  readonly chunking: Chunking;
  readonly graceMs: number;
  readonly spillBytes: number;
}

/** The snapshots of one tenant, as chunks in a blob store. */
export class TenantVault implements Vault {
  private readonly chunks: ChunkStore;

  constructor(
    private readonly parts: VaultParts,
    private readonly sealer: Sealer,
    private readonly folder: string,
  ) {
    this.chunks = new ChunkStore(new StoredChunks(parts.blobs, sealer, `${folder}/chunks`), parts.cache);
  }

  snapshot(root: Root): SnapshotReader {
    return new Snapshot(this.chunks, root);
  }

  edit(base: Root | undefined): SnapshotEditor {
    const { blobs, ids, chunking, spillBytes } = this.parts;
    const name = `${this.folder}/scratch/${ids.next()}`;
    const scratch = new Scratch(blobs, this.sealer, name, spillBytes / 2);
    return new SnapshotEdit({ chunks: this.chunks, chunking, scratch, runBytes: spillBytes / 4 }, base);
  }

  async *diff(before: Root, after: Root, prefixes?: readonly string[]): AsyncGenerator<EntryChange> {
    for await (const changes of changeBatches(this.chunks, before, after, prefixes))
      for (const change of changes) yield change;
  }

  verify(root: Root): Promise<Verification> {
    return verifySnapshot(this.chunks, root, this.parts.chunking);
  }

  sweep(retained: readonly Root[]): Promise<{ readonly kept: number; readonly deleted: number }> {
    const { blobs, clock, graceMs } = this.parts;
    const now = clock.now().getTime();
    return sweepChunks(
      {
        blobs,
        chunks: this.chunks,
        scratchFolder: `${this.folder}/scratch`,
        chunkLimit: new Date(now - graceMs),
        scratchLimit: new Date(now - SCRATCH_GRACES * graceMs),
      },
      retained,
    );
  }

  async readReference(name: string): Promise<string | undefined> {
    const sealed = await this.parts.blobs.get(this.referenceBlob(name));
    if (!sealed) return undefined;
    try {
      return this.sealer.open('reference', name, sealed).toString('utf8');
    } catch (error) {
      throw error instanceof MalformedError
        ? new VaultDamagedError(`reference ${name}`, 'unreadable')
        : error;
    }
  }

  async writeReference(name: string, text: string): Promise<void> {
    await this.parts.blobs.put(
      this.referenceBlob(name),
      this.sealer.seal('reference', name, Buffer.from(text)),
    );
  }

  private referenceBlob(name: string): string {
    assertBlobName(name);
    return `${this.folder}/references/${name}`;
  }
}

import type { BlobStore } from '../blob-store.js';
import { digestOf } from '../format/digest.js';
import { decodeIndex, type IndexChunk } from '../format/index-chunk.js';
import { isLeaf, Leaf } from '../format/leaf.js';
import { MalformedError } from '../format/malformed.js';
import { compress, expand } from '../sealing/compression.js';
import type { Sealer } from '../sealing/sealer.js';
import { VaultDamagedError } from '../vault.js';
import type { ChunkCache } from './chunk-cache.js';

export type Chunk = Leaf | IndexChunk;

/** One tenant's chunks, by digest: packed, sealed and stored on the way in, checked on the way out. */
export class ChunkStore {
  private readonly loading = new Map<string, Promise<Chunk>>();

  constructor(
    private readonly blobs: BlobStore,
    private readonly sealer: Sealer,
    private readonly cache: ChunkCache<Chunk>,
    readonly folder: string,
  ) {}

  /** The name of the chunk's blob. */
  blobName(digest: string): string {
    return `${this.folder}/${this.sealer.chunkName(digest)}`;
  }

  async leaf(digest: string): Promise<Leaf> {
    const chunk = await this.chunk(digest);
    if (!(chunk instanceof Leaf)) throw new VaultDamagedError(digest, 'unreadable');
    return chunk;
  }

  async index(digest: string): Promise<IndexChunk> {
    const chunk = await this.chunk(digest);
    if (chunk instanceof Leaf) throw new VaultDamagedError(digest, 'unreadable');
    return chunk;
  }

  /** Begins to load what will be asked for soon; what goes wrong comes up when it is asked for. */
  prefetch(digests: readonly string[]): void {
    for (const digest of digests) void this.chunk(digest).catch(() => undefined);
  }

  /** Reads a chunk from the store itself, not from memory. Throws {@link VaultDamagedError}. */
  async read(digest: string): Promise<Chunk> {
    const plain = await this.readPlain(digest);
    try {
      return isLeaf(plain) ? Leaf.decode(plain) : decodeIndex(plain);
    } catch (error) {
      throw asDamage(digest, error);
    }
  }

  /**
   * Stores a chunk durably and reads it back. Where the store has it already, it is only marked as used and
   * read back, and stored anew if it turns out damaged.
   */
  async write(digest: string, plain: Buffer): Promise<void> {
    const name = this.blobName(digest);
    if ((await this.blobs.touch(name)) && (await this.isSound(digest))) return;
    await this.blobs.put(name, this.sealer.seal('chunk', digest, await compress(plain)));
    await this.readPlain(digest);
  }

  private async chunk(digest: string): Promise<Chunk> {
    const name = this.blobName(digest);
    const known = this.cache.get(name) ?? this.loading.get(digest);
    if (known) return known;
    const loading = this.read(digest).finally(() => this.loading.delete(digest));
    this.loading.set(digest, loading);
    const chunk = await loading;
    this.cache.set(name, chunk);
    return chunk;
  }

  private async readPlain(digest: string): Promise<Buffer> {
    const sealed = await this.blobs.get(this.blobName(digest));
    if (!sealed) throw new VaultDamagedError(digest, 'missing');
    const plain = await this.opened(digest, sealed);
    if (digestOf(plain) !== digest) throw new VaultDamagedError(digest, 'digestMismatch');
    return plain;
  }

  private async opened(digest: string, sealed: Uint8Array): Promise<Buffer> {
    try {
      return await expand(this.sealer.open('chunk', digest, sealed));
    } catch (error) {
      throw asDamage(digest, error);
    }
  }

  private async isSound(digest: string): Promise<boolean> {
    try {
      await this.readPlain(digest);
      return true;
    } catch (error) {
      if (error instanceof VaultDamagedError) return false;
      throw error;
    }
  }
}

function asDamage(digest: string, error: unknown): unknown {
  return error instanceof MalformedError ? new VaultDamagedError(digest, 'unreadable') : error;
}

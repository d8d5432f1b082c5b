import type { BlobStore } from '../blob-store.js';
import { digestOf } from '../format/digest.js';
import { MalformedError } from '../format/malformed.js';
import type { Sealer } from '../sealing/sealer.js';
import { VaultDamagedError } from '../vault.js';
import { MAX_LINEAGE } from './lineage.js';
import { readPacked, unpack, type PackedChunk } from './packed-chunk.js';

/** One tenant's chunks as the store has them, without any memory: sealed on the way in, checked on the way out. */
export class StoredChunks {
  constructor(
    private readonly blobs: BlobStore,
    private readonly sealer: Sealer,
    readonly folder: string,
  ) {}

  /** The name of the chunk's blob. */
  blobName(digest: string): string {
    return `${this.folder}/${this.sealer.chunkName(digest)}`;
  }

  async put(digest: string, packed: Buffer): Promise<void> {
    await this.blobs.put(this.blobName(digest), this.sealer.seal('chunk', digest, packed));
  }

  /**
   * A chunk as it was packed. Throws {@link VaultDamagedError}; what is wrong is put to the account of `reported`:
   * the chunk itself, or one that rests on it.
   */
  async packed(digest: string, reported = digest): Promise<PackedChunk> {
    const sealed = await this.blobs.get(this.blobName(digest));
    if (!sealed) throw new VaultDamagedError(reported, 'missing');
    try {
      return readPacked(this.sealer.open('chunk', digest, sealed));
    } catch (error) {
      throw asDamage(reported, error);
    }
  }

  /** A chunk as it was packed, what it is a difference to, and so on to the one kept whole. Throws {@link VaultDamagedError}. */
  async line(digest: string): Promise<readonly PackedChunk[]> {
    const line: PackedChunk[] = [await this.packed(digest)];
    for (let next = line[0]?.origin; next !== undefined; next = line.at(-1)?.origin) {
      if (line.length === MAX_LINEAGE) throw new VaultDamagedError(digest, 'unreadable');
      line.push(await this.packed(next.digest, digest));
    }
    return line;
  }

  /** A chunk's plain bytes, read together with all that it rests on. Throws {@link VaultDamagedError}. */
  async plain(digest: string): Promise<Buffer> {
    return checked(digest, await this.unchecked(digest));
  }

  /** Whether the store has these bytes under their digest, and all that they rest on. */
  async has(digest: string, plain: Buffer): Promise<boolean> {
    try {
      return (await this.unchecked(digest)).equals(plain);
    } catch (error) {
      if (error instanceof VaultDamagedError) return false;
      throw error;
    }
  }

  /** Marks a chunk and all it rests on as used, each before it is looked into, so that no sweep takes it meanwhile. */
  async touch(digest: string): Promise<boolean> {
    if (!(await this.blobs.touch(this.blobName(digest)))) return false;
    try {
      let { origin } = await this.packed(digest);
      for (let hops = 1; origin && hops < MAX_LINEAGE; hops += 1) {
        if (!(await this.blobs.touch(this.blobName(origin.digest)))) break;
        ({ origin } = await this.packed(origin.digest));
      }
    } catch (error) {
      if (!(error instanceof VaultDamagedError)) throw error;
    }
    return true;
  }

  /** Authentic bytes that are not yet known to be what the digest names. */
  private async unchecked(digest: string): Promise<Buffer> {
    const line = await this.line(digest);
    let plain: Buffer | undefined;
    for (const packed of line.toReversed()) plain = await unpacked(digest, packed, plain);
    return plain ?? Buffer.alloc(0);
  }
}

/** The plain bytes of a chunk that was packed. Throws {@link VaultDamagedError}. */
export async function unpacked(digest: string, packed: PackedChunk, origin?: Buffer): Promise<Buffer> {
  try {
    return await unpack(packed, origin);
  } catch (error) {
    throw asDamage(digest, error);
  }
}

/** The bytes, if they are those that the digest names. Throws {@link VaultDamagedError}. */
export function checked(digest: string, plain: Buffer): Buffer {
  if (digestOf(plain) !== digest) throw new VaultDamagedError(digest, 'digestMismatch');
  return plain;
}

/** What malformed bytes under a digest mean to whoever wanted to read the chunk. */
export function asDamage(digest: string, error: unknown): unknown {
  return error instanceof MalformedError ? new VaultDamagedError(digest, 'unreadable') : error;
}

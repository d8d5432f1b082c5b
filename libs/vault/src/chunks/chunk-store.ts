import { decodeIndex, type IndexChunk } from '../format/index-chunk.js';
import { isLeaf, Leaf } from '../format/leaf.js';
import { VaultDamagedError } from '../vault.js';
import type { ChunkCache } from './chunk-cache.js';
import { MAX_LINEAGE, originOfSuccessor, type Lineage } from './lineage.js';
import { packDifference, packWhole } from './packed-chunk.js';
import { asDamage, checked, unpacked, type StoredChunks } from './stored-chunks.js';

export type Chunk = Leaf | IndexChunk;

/** A chunk in memory, and what its stored form rests on. */
export interface CachedChunk {
  readonly chunk: Chunk;
  readonly lineage: Lineage;
  readonly size: number;
}

/** A chunk on its way into memory, and the chunk that it waits for because it is a difference to it. */
interface Loading {
  readonly chunk: Promise<CachedChunk>;
  waitsFor?: string;
}

/** A difference this many times smaller than the text is taken without looking how small the whole would be. */
const SURELY_SMALLER = 32;

/**
 * One tenant's chunks, by digest, those used last in memory. A leaf that takes another's place is
 * stored as its difference to an older one, where that is small.
 */
export class ChunkStore {
  private readonly loading = new Map<string, Loading>();

  constructor(
    readonly stored: StoredChunks,
    private readonly cache: ChunkCache<CachedChunk>,
  ) {}

  async leaf(digest: string): Promise<Leaf> {
    const { chunk } = await this.cached(digest);
    if (!(chunk instanceof Leaf)) throw new VaultDamagedError(digest, 'unreadable');
    return chunk;
  }

  async index(digest: string): Promise<IndexChunk> {
    const { chunk } = await this.cached(digest);
    if (chunk instanceof Leaf) throw new VaultDamagedError(digest, 'unreadable');
    return chunk;
  }

  /** Begins to load what will be asked for soon; what goes wrong comes up when it is asked for. */
  prefetch(digests: readonly string[]): void {
    for (const digest of digests) void this.cached(digest).catch(() => undefined);
  }

  /** Reads a chunk from the store itself, not from memory. Throws {@link VaultDamagedError}. */
  async read(digest: string): Promise<Chunk> {
    return decoded(digest, await this.stored.plain(digest));
  }

  /**
   * Stores a chunk durably and reads it back. Where the store has it already, it and what it rests on are only marked
   * as used and read back, and it is stored anew if it turns out damaged. `predecessor` is the stored leaf
   * whose place it takes, if any.
   */
  async write(digest: string, plain: Buffer, predecessor?: string): Promise<void> {
    const found = await this.stored.touch(digest);
    if (found && (await this.stored.has(digest, plain))) return;
    if (predecessor !== undefined && !found && (await this.writeDifference(digest, plain, predecessor)))
      return;
    await this.stored.put(digest, await packWhole(plain));
    // Equal bytes have the digest. Where they are not equal, reading them says what is wrong.
    if (!(await this.stored.has(digest, plain))) await this.stored.plain(digest);
  }

  /** Answers whether the chunk is stored: not where a difference is not worth it or cannot be read back. */
  private async writeDifference(digest: string, plain: Buffer, predecessor: string): Promise<boolean> {
    const difference = await this.difference(plain, predecessor);
    if (!difference || !(await isWorthIt(difference.packed, plain))) return false;
    await this.stored.put(digest, difference.packed);
    try {
      // With all that it rests on: what memory still has may be lost in the store, or come to rest on this very chunk.
      const [packed] = await this.stored.line(digest);
      return packed !== undefined && (await unpacked(digest, packed, difference.origin)).equals(plain);
    } catch (error) {
      if (error instanceof VaultDamagedError) return false;
      throw error;
    }
  }

  /** `undefined` at the end of a line, and where the predecessor cannot be read. */
  private async difference(
    plain: Buffer,
    predecessor: string,
  ): Promise<{ readonly packed: Buffer; readonly origin: Buffer } | undefined> {
    try {
      const { chunk, lineage } = await this.cached(predecessor);
      const ancestor = originOfSuccessor(lineage);
      if (!ancestor || !(chunk instanceof Leaf)) return undefined;
      const place = { digest: ancestor.digest, step: (lineage[0]?.step ?? 0) + 1 };
      const origin = (await this.leaf(ancestor.digest)).bytes;
      return { packed: await packDifference(plain, place, origin), origin };
    } catch (error) {
      if (error instanceof VaultDamagedError) return undefined;
      throw error;
    }
  }

  private async cached(digest: string): Promise<CachedChunk> {
    const name = this.stored.blobName(digest);
    const known = this.cache.get(name) ?? this.loading.get(digest)?.chunk;
    if (known) return known;
    const loading: Loading = { chunk: this.load(digest).finally(() => this.loading.delete(digest)) };
    this.loading.set(digest, loading);
    const loaded = await loading.chunk;
    this.cache.set(name, loaded);
    return loaded;
  }

  private async load(digest: string): Promise<CachedChunk> {
    const packed = await this.stored.packed(digest);
    const origin = packed.origin && (await this.origin(digest, packed.origin.digest));
    const chunk = decoded(digest, checked(digest, await unpacked(digest, packed, origin?.plain)));
    const lineage = [{ digest, step: packed.origin?.step ?? 0 }, ...(origin?.lineage ?? [])];
    return { chunk, lineage, size: chunk.size };
  }

  /** What a chunk being loaded is a difference to. Its damage is put to the account of the chunk. */
  private async origin(
    digest: string,
    origin: string,
  ): Promise<{ readonly plain: Buffer; readonly lineage: Lineage }> {
    for (let at: string | undefined = origin; at !== undefined; at = this.loading.get(at)?.waitsFor)
      if (at === digest) throw new VaultDamagedError(digest, 'unreadable');
    const loading = this.loading.get(digest);
    if (loading) loading.waitsFor = origin;
    try {
      const { chunk, lineage } = await this.cached(origin);
      if (chunk instanceof Leaf && lineage.length < MAX_LINEAGE) return { plain: chunk.bytes, lineage };
    } catch (error) {
      throw error instanceof VaultDamagedError ? new VaultDamagedError(digest, error.damage) : error;
    }
    throw new VaultDamagedError(digest, 'unreadable');
  }
}

async function isWorthIt(difference: Buffer, plain: Buffer): Promise<boolean> {
  if (difference.length * SURELY_SMALLER <= plain.length) return true;
  return 2 * difference.length <= (await packWhole(plain)).length;
}

function decoded(digest: string, plain: Buffer): Chunk {
  try {
    return isLeaf(plain) ? Leaf.decode(plain) : decodeIndex(plain);
  } catch (error) {
    throw asDamage(digest, error);
  }
}

import pMap from 'p-map';
import type { BlobStore } from '../blob-store.js';
import { packWhole, readPacked, unpack } from '../chunks/packed-chunk.js';
import { Leaf } from '../format/leaf.js';
import { LeafEncoder } from '../format/leaf-encoder.js';
import { MalformedError } from '../format/malformed.js';
import type { Sealer } from '../sealing/sealer.js';
import { VaultDamagedError } from '../vault.js';
import type { Edit, SortedEdits } from './edits.js';

/** A block of edits is closed at this size or number: small enough to hold a block of each of many runs in memory. */
const BLOCK_BYTES = 256 * 1024;
const BLOCK_EDITS = 1024;
/** Blocks compressed and stored at once. */
const PACKERS = 4;
const NOTHING = Buffer.alloc(0);
const PRESENT = Buffer.from('=');

/** A block of edits that was packed away: in memory, or in the store under a name. */
type PackedBlock = { readonly packed: Buffer } | { readonly name: string };

/** A sorted run of edits, packed away: what is left of it to be read. */
export type PackedRun = PackedBlock[];

/**
 * Where an edit that has grown too large keeps sorted runs until its commit: compressed in memory up to a limit, then
 * in the store, sealed like all else.
 */
export class Scratch {
  private readonly names = new Set<string>();
  private blocks = 0;
  private packedBytes = 0;

  constructor(
    private readonly blobs: BlobStore,
    private readonly sealer: Sealer,
    private readonly namePrefix: string,
    /** Bytes of packed blocks that stay in memory. */
    private readonly memoryBytes: number,
  ) {}

  /** Packs a sorted run away. */
  async pack(run: SortedEdits): Promise<PackedRun> {
    return pMap(blocksOf(run), async (leaf) => this.kept(await packWhole(leaf)), { concurrency: PACKERS });
  }

  /** Reads a run back, block by block, one of them ahead, and forgets it on the way. */
  async *read(run: PackedRun): AsyncGenerator<readonly Edit[]> {
    for (let block = this.taken(run); block;) {
      const next = this.taken(run);
      yield await block;
      block = next;
    }
  }

  /** Deletes all that is still stored. What cannot be deleted now is left to the sweep. */
  async discard(): Promise<void> {
    await Promise.allSettled([...this.names].map((name) => this.blobs.delete(name)));
  }

  private async kept(packed: Buffer): Promise<PackedBlock> {
    if (this.packedBytes + packed.length <= this.memoryBytes) {
      this.packedBytes += packed.length;
      return { packed };
    }
    const name = `${this.namePrefix}-${this.blocks}`;
    this.blocks += 1;
    this.names.add(name);
    await this.blobs.put(name, this.sealer.seal('scratch', name, packed));
    return { name };
  }

  private taken(run: PackedRun): Promise<readonly Edit[]> | undefined {
    const block = run.shift();
    const loading = block && this.load(block);
    loading?.catch(() => undefined);
    return loading;
  }

  private async load(block: PackedBlock): Promise<readonly Edit[]> {
    if ('packed' in block) {
      this.packedBytes -= block.packed.length;
      return edits(await unpacked(block.packed));
    }
    const sealed = await this.blobs.get(block.name);
    if (!sealed) throw new VaultDamagedError(block.name, 'missing');
    void this.deleted(block.name);
    try {
      return edits(await unpacked(this.sealer.open('scratch', block.name, sealed)));
    } catch (error) {
      throw error instanceof MalformedError ? new VaultDamagedError(block.name, 'unreadable') : error;
    }
  }

  private async deleted(name: string): Promise<void> {
    try {
      await this.blobs.delete(name);
      this.names.delete(name);
    } catch {
      // It is tried again at the end.
    }
  }
}

/** Leaves of edits, where a value is kept behind `=`, so that a deletion (nothing) differs from an empty value. */
async function* blocksOf(run: SortedEdits): AsyncGenerator<Buffer> {
  const encoder = new LeafEncoder();
  for await (const batch of run)
    for (const { key, value } of batch) {
      if (value) encoder.add(key, PRESENT, value);
      else encoder.add(key, NOTHING);
      if (encoder.size >= BLOCK_BYTES || encoder.pending.length >= BLOCK_EDITS) yield encoder.finish();
    }
  if (encoder.pending.length > 0) yield encoder.finish();
}

function unpacked(packed: Buffer): Promise<Buffer> {
  return unpack(readPacked(packed));
}

function edits(plain: Buffer): Edit[] {
  const leaf = Leaf.decode(plain);
  return leaf.keys.map((key, place) => ({ key, value: unmarked(leaf, place) }));
}

function unmarked(leaf: Leaf, place: number): Buffer | undefined {
  const size = leaf.valueSize(place);
  if (size === 0) return undefined;
  return size === PRESENT.length ? NOTHING : leaf.valueAsBytes(place, PRESENT.length);
}

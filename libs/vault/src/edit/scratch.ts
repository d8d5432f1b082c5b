import type { BlobStore } from '../blob-store.js';
import { Leaf } from '../format/leaf.js';
import { LeafEncoder } from '../format/leaf-encoder.js';
import { MalformedError } from '../format/malformed.js';
import { compressNow, expand } from '../sealing/compression.js';
import type { Sealer } from '../sealing/sealer.js';
import { VaultDamagedError } from '../vault.js';
import type { Edit } from './edits.js';

/** Edits by block: small enough to hold one block of many runs in memory at once. */
const BLOCK_EDITS = 512;

/** A block of edits that has left memory. */
interface StoredBlock {
  readonly name: string;
  readonly stored: Promise<void>;
}

/** Where an edit that has grown too large for memory keeps sorted runs until its commit: sealed like all else. */
export class Scratch {
  private readonly blocks: StoredBlock[] = [];
  private readonly encoder = new LeafEncoder();

  constructor(
    private readonly blobs: BlobStore,
    private readonly sealer: Sealer,
    private readonly namePrefix: string,
  ) {}

  /**
   * Packs a sorted run at once, so that the caller may forget it, and stores it meanwhile. A failure to store
   * comes up when the run is read.
   */
  spill(run: readonly Edit[]): AsyncIterable<readonly Edit[]> {
    const blocks: StoredBlock[] = [];
    for (let at = 0; at < run.length; at += BLOCK_EDITS)
      blocks.push(this.store(run.slice(at, at + BLOCK_EDITS)));
    return this.read(blocks);
  }

  /** Deletes all that was spilled. What cannot be deleted now is left to the sweep. */
  async discard(): Promise<void> {
    const discarded = this.blocks.splice(0).map(async ({ name, stored }) => {
      await stored;
      await this.blobs.delete(name);
    });
    await Promise.allSettled(discarded);
  }

  private store(block: readonly Edit[]): StoredBlock {
    const name = `${this.namePrefix}-${this.blocks.length}`;
    for (const edit of block) this.encoder.add(edit.key, marked(edit));
    const leaf = this.encoder.finish();
    const stored = this.blobs.put(name, this.sealer.seal('scratch', name, compressNow(leaf)));
    stored.catch(() => undefined);
    this.blocks.push({ name, stored });
    return { name, stored };
  }

  private async *read(blocks: readonly StoredBlock[]): AsyncGenerator<readonly Edit[]> {
    let next: Promise<readonly Edit[]> | undefined;
    for (const [place, block] of blocks.entries()) {
      const current = next ?? this.load(block);
      const following = blocks[place + 1];
      next = following && this.load(following);
      next?.catch(() => undefined);
      yield await current;
    }
  }

  private async load({ name, stored }: StoredBlock): Promise<readonly Edit[]> {
    await stored;
    const sealed = await this.blobs.get(name);
    if (!sealed) throw new VaultDamagedError(name, 'missing');
    try {
      const leaf = Leaf.decode(await expand(this.sealer.open('scratch', name, sealed)));
      return leaf.keys.map((key, place) => ({ key, value: unmarked(leaf.value(place)) }));
    } catch (error) {
      throw error instanceof MalformedError ? new VaultDamagedError(name, 'unreadable') : error;
    }
  }
}

/** A value is kept behind `=`, so that a deletion (an empty text) differs from an empty value. */
const marked = ({ value }: Edit): string => (value === undefined ? '' : `=${value}`);
const unmarked = (text: string): string | undefined => (text === '' ? undefined : text.slice(1));

import { HASH_BYTES, type Hash } from './hashing.js';

/** A growing list of hashes in blocks of memory: 32 bytes each, without an object for every one. */
export class HashColumn {
  private readonly blocks: Buffer[] = [];
  private count = 0;

  /** Room for `hashesABlock` is made at a time: what a short column takes too much, and no growth ever copies. */
  constructor(private readonly hashesABlock: number) {}

  get length(): number {
    return this.count;
  }

  push(hash: Hash): void {
    const at = this.count % this.hashesABlock;
    if (at === 0) this.blocks.push(Buffer.alloc(this.hashesABlock * HASH_BYTES));
    this.blocks.at(-1)?.set(hash, at * HASH_BYTES);
    this.count += 1;
  }

  /** The hash at `index`; it must not be written to. Throws `RangeError` where there is none. */
  at(index: number): Hash {
    const block = this.blocks[Math.floor(index / this.hashesABlock)];
    if (!Number.isInteger(index) || block === undefined || index >= this.count)
      throw new RangeError(`There is no hash ${index} among ${this.count}.`);
    const start = (index % this.hashesABlock) * HASH_BYTES;
    return block.subarray(start, start + HASH_BYTES);
  }
}

import { HASH_BYTES, type Hash } from './hashing.js';

/** A growing list of hashes in one piece of memory: 32 bytes each, without an object for every one. */
export class HashColumn {
  private bytes = new Uint8Array(64 * HASH_BYTES);
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(hash: Hash): void {
    const end = (this.count + 1) * HASH_BYTES;
    if (end > this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(hash, end - HASH_BYTES);
    this.count += 1;
  }

  /** The hash at `index`. Throws `RangeError` where there is none. */
  at(index: number): Hash {
    if (!Number.isInteger(index) || index < 0 || index >= this.count)
      throw new RangeError(`There is no hash ${index} among ${this.count}.`);
    return this.bytes.slice(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }
}

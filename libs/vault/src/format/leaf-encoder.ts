import { LEAF_MAGIC } from './leaf.js';

/** The most bytes of UTF-8 that one UTF-16 code unit becomes. */
const BYTES_PER_UNIT = 3;

/**
 * Writes leaves: entries in key order go in, the stored form comes out. `KGL1`, the number of entries, the
 * keys' lengths, the values' lengths (32-bit little-endian, in bytes of UTF-8), all keys, all values. Columns,
 * because keys among keys compress better than keys among values.
 */
export class LeafEncoder {
  private entryKeys: string[] = [];
  private readonly keys = new Column();
  private readonly values = new Column();

  /** The keys since the last leaf was finished. */
  get pending(): readonly string[] {
    return this.entryKeys;
  }

  /** Adds an entry, its value as UTF-8, in one piece or two; answers the bytes of its texts. */
  add(key: string, value: Buffer, rest?: Buffer): number {
    this.entryKeys.push(key);
    return this.keys.add(key) + this.values.addBytes(value, rest);
  }

  /** Bytes of the texts since the last leaf was finished. */
  get size(): number {
    return this.keys.size + this.values.size;
  }

  /** The leaf of all entries since the last one; there is at least one. */
  finish(): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32LE(this.entryKeys.length);
    const bytes = Buffer.concat([
      LEAF_MAGIC,
      count,
      this.keys.lengths,
      this.values.lengths,
      this.keys.texts,
      this.values.texts,
    ]);
    this.entryKeys = [];
    this.keys.clear();
    this.values.clear();
    return bytes;
  }
}

/** Texts one after the other, with their lengths, in memory that is used again for the next leaf. */
class Column {
  private bytes = Buffer.allocUnsafe(64 * 1024);
  private end = 0;
  private sizes: number[] = [];

  add(text: string): number {
    this.makeRoom(BYTES_PER_UNIT * text.length);
    return this.added(this.bytes.write(text, this.end));
  }

  addBytes(text: Buffer, rest?: Buffer): number {
    const size = text.length + (rest?.length ?? 0);
    this.makeRoom(size);
    text.copy(this.bytes, this.end);
    rest?.copy(this.bytes, this.end + text.length);
    return this.added(size);
  }

  get size(): number {
    return this.end;
  }

  get lengths(): Buffer {
    const lengths = new DataView(new ArrayBuffer(4 * this.sizes.length));
    this.sizes.forEach((size, place) => lengths.setUint32(4 * place, size, true));
    return Buffer.from(lengths.buffer);
  }

  get texts(): Buffer {
    return this.bytes.subarray(0, this.end);
  }

  clear(): void {
    this.end = 0;
    this.sizes = [];
  }

  private added(size: number): number {
    this.end += size;
    this.sizes.push(size);
    return size;
  }

  private makeRoom(size: number): void {
    if (this.end + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.end + size));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }
}

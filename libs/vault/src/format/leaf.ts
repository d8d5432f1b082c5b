import { isUtf8 } from 'node:buffer';
import { MalformedError } from './malformed.js';

/** What every leaf begins with: the format and its version. */
export const LEAF_MAGIC = Buffer.from('KGL1', 'latin1');
const HEADER = LEAF_MAGIC.length + 4;

/**
 * A leaf chunk: entries in key order. Values stay bytes until they are asked for, so comparing two leaves
 * makes no text of what is equal, and a text given out does not keep the whole leaf in memory.
 */
export class Leaf {
  readonly level = 0;

  private constructor(
    readonly keys: readonly string[],
    /** The stored form. */
    readonly bytes: Buffer,
    private readonly keysStart: number,
    private readonly keyEnds: Uint32Array,
    private readonly valuesStart: number,
    private readonly valueEnds: Uint32Array,
  ) {}

  /** Memory that this leaf holds, in bytes, roughly. */
  get size(): number {
    return this.bytes.length + this.valuesStart + 64 * this.keys.length;
  }

  value(place: number): string {
    return this.bytes.toString('utf8', this.start(place), this.valueEnds[place]);
  }

  /** Whether this leaf's value at `place` equals the other's at `otherPlace`. */
  sameValue(place: number, other: Leaf, otherPlace: number): boolean {
    const start = this.start(place);
    const end = this.valueEnds[place] ?? start;
    const otherStart = other.start(otherPlace);
    const otherEnd = other.valueEnds[otherPlace] ?? otherStart;
    if (end - start !== otherEnd - otherStart) return false;
    return end === start || this.bytes.compare(other.bytes, otherStart, otherEnd, start, end) === 0;
  }

  /** The value's UTF-8, in this leaf's own memory, without its first `skipped` bytes. */
  valueAsBytes(place: number, skipped = 0): Buffer {
    return this.bytes.subarray(this.start(place) + skipped, this.valueEnds[place]);
  }

  /** The bytes of a value. */
  valueSize(place: number): number {
    return (this.valueEnds[place] ?? 0) - this.start(place);
  }

  /** The bytes of an entry's texts. */
  entrySize(place: number): number {
    return this.valueSize(place) + (this.keyEnds[place] ?? 0) - (this.keyEnds[place - 1] ?? this.keysStart);
  }

  /** The place of a key, or -1. */
  find(key: string): number {
    let low = 0;
    let high = this.keys.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const candidate = this.keys[middle] ?? '';
      if (candidate === key) return middle;
      if (candidate < key) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  private start(place: number): number {
    return place === 0 ? this.valuesStart : (this.valueEnds[place - 1] ?? this.valuesStart);
  }

  /**
   * Reads a leaf back. Throws {@link MalformedError} on anything a leaf encoder cannot have written; whether the keys
   * are in order is for `verify` to tell.
   */
  static decode(bytes: Buffer): Leaf {
    if (!isLeaf(bytes)) throw new MalformedError('Not a leaf.');
    const count = bytes.length < HEADER ? 0 : bytes.readUInt32LE(LEAF_MAGIC.length);
    const keysStart = HEADER + 8 * count;
    if (count === 0 || keysStart > bytes.length) throw new MalformedError('A leaf is cut short.');
    const keyEnds = endsFrom(bytes, HEADER, count, keysStart);
    const valuesStart = keyEnds[count - 1] ?? keysStart;
    const valueEnds = endsFrom(bytes, HEADER + 4 * count, count, valuesStart);
    if (valueEnds[count - 1] !== bytes.length || !isUtf8(bytes.subarray(keysStart)))
      throw new MalformedError('The lengths in a leaf do not add up.');
    refuseCutCharacters(bytes, keyEnds);
    refuseCutCharacters(bytes, valueEnds);
    return new Leaf(keysOf(bytes, keysStart, keyEnds), bytes, keysStart, keyEnds, valuesStart, valueEnds);
  }
}

/** Tells a leaf from an index chunk by its first bytes. */
export function isLeaf(bytes: Buffer): boolean {
  return bytes.subarray(0, LEAF_MAGIC.length).equals(LEAF_MAGIC);
}

function endsFrom(bytes: Buffer, lengthsAt: number, count: number, start: number): Uint32Array {
  const ends = new Uint32Array(count);
  const lengths = new DataView(bytes.buffer, bytes.byteOffset + lengthsAt, 4 * count);
  let end = start;
  for (let place = 0; place < count; place += 1) {
    end += lengths.getUint32(4 * place, true);
    if (end > bytes.length) throw new MalformedError('A leaf is cut short.');
    ends[place] = end;
  }
  return ends;
}

/** A text that begins within a character of UTF-8 would not be read back as it was written. */
function refuseCutCharacters(bytes: Buffer, ends: Uint32Array): void {
  for (const end of ends)
    if (((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000)
      throw new MalformedError('A text in a leaf ends within a character.');
}

function keysOf(bytes: Buffer, start: number, ends: Uint32Array): string[] {
  const text = bytes.toString('utf8', start, ends.at(-1));
  const ascii = text.length === (ends.at(-1) ?? start) - start;
  const keys = new Array<string>(ends.length);
  let from = start;
  ends.forEach((end, place) => {
    keys[place] = ascii ? text.slice(from - start, end - start) : bytes.toString('utf8', from, end);
    from = end;
  });
  return keys;
}

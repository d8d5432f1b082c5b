import { BoundaryFinder, type Chunking } from '../format/boundaries.js';
import { countFamilies, type FamilyCounts } from '../format/families.js';
import { encodeLeaf } from '../format/leaf.js';

/** A leaf that is not stored yet. */
export interface NewLeaf {
  readonly plain: Buffer;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly counts: FamilyCounts;
}

/** Gathers entries, given in key order, into leaves. */
export class LeafBuilder {
  private readonly boundaries: BoundaryFinder;
  private keys: string[] = [];
  private values: string[] = [];

  constructor(chunking: Chunking) {
    this.boundaries = new BoundaryFinder(chunking, 0);
  }

  /** Whether the last entry ended a leaf: from here on, equal entries make equal leaves. */
  get atBoundary(): boolean {
    return this.keys.length === 0;
  }

  /** Takes an entry; answers the leaf that it completes. */
  add(key: string, value: string): NewLeaf | undefined {
    this.keys.push(key);
    this.values.push(value);
    const bytes = Buffer.byteLength(key) + Buffer.byteLength(value);
    return this.boundaries.endsAfter(key, bytes) ? this.finish() : undefined;
  }

  /** The leaf of what is left, where anything is. */
  finish(): NewLeaf | undefined {
    const [firstKey] = this.keys;
    const lastKey = this.keys.at(-1);
    if (firstKey === undefined || lastKey === undefined) return undefined;
    const plain = encodeLeaf(this.keys, this.values);
    const counts = countFamilies(this.keys);
    this.keys = [];
    this.values = [];
    return { plain, firstKey, lastKey, counts };
  }
}

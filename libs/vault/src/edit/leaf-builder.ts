import { BoundaryFinder, type Chunking } from '../format/boundaries.js';
import { countFamilies, type FamilyCounts } from '../format/families.js';
import { LeafEncoder } from '../format/leaf-encoder.js';

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
  private readonly encoder = new LeafEncoder();

  constructor(chunking: Chunking) {
    this.boundaries = new BoundaryFinder(chunking, 0);
  }

  /** Whether the last entry ended a leaf: from here on, equal entries make equal leaves. */
  get atBoundary(): boolean {
    return this.encoder.pending.length === 0;
  }

  /** Takes an entry, its value as UTF-8; answers the leaf that it completes. */
  add(key: string, value: Buffer): NewLeaf | undefined {
    return this.boundaries.endsAfter(key, this.encoder.add(key, value)) ? this.finish() : undefined;
  }

  /** The leaf of what is left, where anything is. */
  finish(): NewLeaf | undefined {
    const keys = this.encoder.pending;
    const firstKey = keys[0];
    const lastKey = keys.at(-1);
    if (firstKey === undefined || lastKey === undefined) return undefined;
    const counts = countFamilies(keys);
    return { firstKey: detached(firstKey), lastKey: detached(lastKey), counts, plain: this.encoder.finish() };
  }
}

/** A copy of its own: a key cut out of a chunk's text keeps all of that text in memory for as long as it lives. */
function detached(key: string): string {
  return Buffer.from(key).toString();
}

/**
 * Where chunks end. A chunk ends after a key whose hash falls below a threshold, and hard bounds keep it from
 * becoming very small or very large. Counting starts again at each end, so the ends follow from the sequence
 * of keys alone: two ways of arriving at the same content cut it the same way.
 */
export interface ChunkRule {
  /** A chunk never ends by hash before it holds this many entries; at least 2, so that each level is smaller than the one below. */
  readonly minEntries: number;
  /** From there on, one key in this many ends it. */
  readonly oneIn: number;
  /** A chunk ends here whatever the hash says. */
  readonly maxEntries: number;
  /**
   * A chunk ends with the entry that brings its texts to this many bytes of UTF-8. For leaves only: index
   * chunks of one entry each would make levels without end.
   */
  readonly maxBytes?: number;
}

/** The rules of leaves and of index chunks. They are part of the stored format: other rules, other roots. */
export interface Chunking {
  readonly leaf: ChunkRule;
  readonly index: ChunkRule;
}

/** What every vault uses: about 512 entries in a leaf and 128 in an index chunk. */
export const STANDARD_CHUNKING: Chunking = {
  leaf: { minEntries: 64, oneIn: 448, maxEntries: 4096, maxBytes: 4 * 1024 * 1024 },
  index: { minEntries: 16, oneIn: 112, maxEntries: 1024 },
};

/** Follows one level's entries in key order and says after which of them a chunk ends. */
export class BoundaryFinder {
  private readonly rule: ChunkRule;
  private entries = 0;
  private bytes = 0;

  constructor(
    chunking: Chunking,
    private readonly level: number,
  ) {
    this.rule = level === 0 ? chunking.leaf : chunking.index;
  }

  /** Whether the chunk ends after the entry with this key, whose texts have this many bytes. */
  endsAfter(key: string, bytes = 0): boolean {
    this.entries += 1;
    this.bytes += bytes;
    const { minEntries, oneIn, maxEntries, maxBytes = Infinity } = this.rule;
    const ends =
      this.entries >= maxEntries ||
      this.bytes >= maxBytes ||
      (this.entries >= minEntries && keyHash(key, this.level) < 2 ** 32 / oneIn);
    if (ends) this.entries = this.bytes = 0;
    return ends;
  }
}

/**
 * FNV-1a over the key's UTF-16 code units, starting from the level so that each level's ends are independent,
 * with MurmurHash3's last mixing step. It only spreads ends evenly; nothing rests on its being hard to invert.
 */
function keyHash(key: string, level: number): number {
  let state = (0x811c9dc5 ^ Math.imul(level, 0x9e3779b1)) >>> 0;
  for (let at = 0; at < key.length; at += 1) state = Math.imul(state ^ key.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

import { BoundaryFinder, type Chunking } from '../format/boundaries.js';
import { sumFamilies } from '../format/families.js';
import { encodeIndex, type ChunkRef } from '../format/index-chunk.js';

/** Begins to store an index chunk, waiting for a turn to do so, and answers its digest. */
export type StoreIndex = (plain: Buffer, level: number, firstKey: string) => Promise<string>;

interface Level {
  readonly boundaries: BoundaryFinder;
  rows: ChunkRef[];
}

/**
 * Builds the levels above the leaves from chunks given in key order. A chunk of any level may be given whole: what
 * lies below it is never looked at. Where it may, {@link atBoundary} tells.
 */
export class IndexBuilder {
  private readonly levels: Level[] = [];

  constructor(
    private readonly chunking: Chunking,
    private readonly store: StoreIndex,
  ) {}

  /** Whether every index chunk up to this level has just ended: from here on, equal rows make equal chunks. */
  atBoundary(level: number): boolean {
    return this.levels.slice(0, level).every(({ rows }) => rows.length === 0);
  }

  /** Takes the next chunk: a leaf, or an index chunk where {@link atBoundary} says so of its level. */
  async add(ref: ChunkRef): Promise<void> {
    const level = this.level(ref.level + 1);
    level.rows.push(ref);
    if (level.boundaries.endsAfter(ref.lastKey)) await this.close(ref.level + 1);
  }

  /**
   * Ends all levels; answers the digest of the topmost chunk: a new one, or the only chunk there is, which
   * may have been given whole and then may stand higher than it need.
   */
  async finish(): Promise<string> {
    for (let number = 1; ; number += 1) {
      const { rows } = this.level(number);
      if (number < this.levels.length) {
        if (rows.length > 0) await this.close(number);
        continue;
      }
      const [only] = rows;
      if (only && rows.length === 1 && only.level > 0) return only.digest;
      return this.store(encodeIndex(number, rows), number, only?.firstKey ?? '');
    }
  }

  private async close(number: number): Promise<void> {
    const { rows } = this.level(number);
    const [first] = rows;
    const last = rows.at(-1);
    if (!first || !last) throw new Error('An index chunk above the leaves is never empty.');
    this.level(number).rows = [];
    await this.add({
      level: number,
      digest: await this.store(encodeIndex(number, rows), number, first.firstKey),
      firstKey: first.firstKey,
      lastKey: last.lastKey,
      counts: sumFamilies(rows.map(({ counts }) => counts)),
    });
  }

  private level(number: number): Level {
    while (this.levels.length < number)
      this.levels.push({ boundaries: new BoundaryFinder(this.chunking, this.levels.length + 1), rows: [] });
    const level = this.levels[number - 1];
    if (!level) throw new Error('Levels are counted from 1.');
    return level;
  }
}

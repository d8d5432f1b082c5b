import type { ChunkStore } from '../chunks/chunk-store.js';
import type { ChunkRef } from '../format/index-chunk.js';
import type { Leaf } from '../format/leaf.js';
import type { KeyPrefixes } from '../snapshot/key-prefixes.js';

/** A leaf being read, up to but without `place`. */
export interface OpenLeaf {
  readonly leaf: Leaf;
  place: number;
}

interface Frame {
  readonly refs: readonly ChunkRef[];
  next: number;
}

/**
 * Walks a snapshot in key order, one chunk at a time: each chunk is passed over unread or entered. Chunks that
 * hold no key below the prefixes are never shown.
 */
export class TreeCursor {
  private readonly frames: Frame[] = [];
  /** The leaf entered last, while it has entries left. */
  open: OpenLeaf | undefined;

  constructor(
    private readonly chunks: ChunkStore,
    private readonly prefixes: KeyPrefixes,
  ) {}

  async start(root: string): Promise<void> {
    this.push((await this.chunks.index(root)).chunks);
  }

  /** The next chunk that is not yet entered; `undefined` at the end. */
  get front(): ChunkRef | undefined {
    const frame = this.frames.at(-1);
    return frame?.refs[frame.next];
  }

  get ended(): boolean {
    return this.open === undefined && this.front === undefined;
  }

  /** Passes over the front chunk. */
  skip(): void {
    const frame = this.frames.at(-1);
    if (frame) frame.next += 1;
    while (this.frames.length > 0 && this.front === undefined) this.frames.pop();
  }

  /** Goes into the front chunk. */
  async enter(): Promise<void> {
    const ref = this.front;
    if (!ref) return;
    if (ref.level === 0) {
      const leaf = await this.chunks.leaf(ref.digest);
      this.skip();
      this.open = { leaf, place: 0 };
    } else {
      const { chunks: refs } = await this.chunks.index(ref.digest);
      this.skip();
      this.push(refs);
    }
  }

  /** Chunks that stand beside the front one, from it on, up to a number. */
  upcoming(count: number): readonly ChunkRef[] {
    const frame = this.frames.at(-1);
    return frame ? frame.refs.slice(frame.next, frame.next + count) : [];
  }

  private push(refs: readonly ChunkRef[]): void {
    const met = refs.filter(({ firstKey, lastKey }) => this.prefixes.meetsRange(firstKey, lastKey));
    if (met.length > 0) this.frames.push({ refs: met, next: 0 });
  }
}

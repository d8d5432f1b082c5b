import type { ChunkStore } from '../chunks/chunk-store.js';
import type { ChunkRef } from '../format/index-chunk.js';
import type { Leaf } from '../format/leaf.js';
import type { Root } from '../vault.js';

/** The snapshot that an edit builds on (or none), read chunk by chunk. */
export class BaseTree {
  constructor(
    private readonly chunks: ChunkStore,
    private readonly root: Root | undefined,
  ) {}

  /** The chunks below the topmost one. */
  async top(): Promise<readonly ChunkRef[]> {
    return this.root === undefined ? [] : (await this.chunks.index(this.root)).chunks;
  }

  async below(ref: ChunkRef): Promise<readonly ChunkRef[]> {
    return (await this.chunks.index(ref.digest)).chunks;
  }

  leaf(ref: ChunkRef): Promise<Leaf> {
    return this.chunks.leaf(ref.digest);
  }

  prefetch(refs: readonly ChunkRef[]): void {
    this.chunks.prefetch(refs.map(({ digest }) => digest));
  }

  /** The digest of the chunk of a level in whose place a chunk that begins with `key` comes. */
  async placeOf(level: number, key: string): Promise<string | undefined> {
    if (this.root === undefined) return undefined;
    let digest = this.root;
    for (let index = await this.chunks.index(digest); index.level > level;) {
      const ref = index.chunks.find(({ lastKey }) => lastKey >= key) ?? index.chunks.at(-1);
      if (!ref || ref.level === level) return ref?.digest;
      digest = ref.digest;
      index = await this.chunks.index(digest);
    }
    return digest;
  }
}

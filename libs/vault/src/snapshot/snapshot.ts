import { pMapIterable } from 'p-map';
import type { ChunkStore } from '../chunks/chunk-store.js';
import { sumFamilies } from '../format/families.js';
import type { Entry, Root, SnapshotReader } from '../vault.js';
import { leafRefs } from './chunk-walk.js';
import { KeyPrefixes } from './key-prefixes.js';

/** Leaves that a scan loads ahead of its reader. */
const READ_AHEAD = 4;

/** Reads one snapshot out of its chunks. */
export class Snapshot implements SnapshotReader {
  constructor(
    private readonly chunks: ChunkStore,
    readonly root: Root,
  ) {}

  async get(key: string): Promise<string | undefined> {
    let digest = this.root;
    for (;;) {
      const { chunks: refs } = await this.chunks.index(digest);
      const ref = refs.find(({ lastKey }) => lastKey >= key);
      if (!ref || ref.firstKey > key) return undefined;
      digest = ref.digest;
      if (ref.level > 0) continue;
      const leaf = await this.chunks.leaf(digest);
      const place = leaf.find(key);
      return place < 0 ? undefined : leaf.value(place);
    }
  }

  async *scan(prefix = '', after?: string): AsyncGenerator<Entry> {
    const refs = leafRefs(this.chunks, this.root, new KeyPrefixes([prefix]), after);
    const leaves = pMapIterable(refs, (ref) => this.chunks.leaf(ref.digest), { concurrency: READ_AHEAD });
    for await (const leaf of leaves)
      for (const [place, key] of leaf.keys.entries())
        if (key.startsWith(prefix) && (after === undefined || key > after))
          yield { key, value: leaf.value(place) };
  }

  async counts(): Promise<Readonly<Record<string, number>>> {
    const { chunks: refs } = await this.chunks.index(this.root);
    return Object.fromEntries([...sumFamilies(refs.map(({ counts }) => counts))].sort());
  }
}

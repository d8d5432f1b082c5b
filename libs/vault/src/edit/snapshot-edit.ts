import { pMapIterable } from 'p-map';
import type { ChunkStore } from '../chunks/chunk-store.js';
import type { Chunking } from '../format/boundaries.js';
import { digestOf } from '../format/digest.js';
import type { ChunkRef } from '../format/index-chunk.js';
import { baseOf, type Base } from '../snapshot/chunk-walk.js';
import type { Root, SnapshotEditor } from '../vault.js';
import { ClearedPrefixes } from './cleared-prefixes.js';
import { buildIndex } from './index-builder.js';
import { mergeRuns, type Run } from './merge-runs.js';
import { PendingEdits } from './pending-edits.js';
import { LeafRewriter, type Rewritten } from './rewrite-leaves.js';
import type { Scratch } from './scratch.js';

/** Limits of one entry, in UTF-16 code units. */
export const MAX_KEY_LENGTH = 2048;
export const MAX_VALUE_LENGTH = 4 * 1024 * 1024;

/** Chunks being packed, stored and read back at once. */
const WRITERS = 6;

export interface EditParts {
  readonly chunks: ChunkStore;
  readonly chunking: Chunking;
  readonly scratch: Scratch;
  /** Bytes of edits kept in memory before they go to scratch as a sorted run. */
  readonly spillBytes: number;
}

/** One edit under way, and its commit. */
export class SnapshotEdit implements SnapshotEditor {
  private readonly cleared = new ClearedPrefixes();
  private readonly runs: Run[] = [];
  private pending = new PendingEdits();
  private committed = false;

  constructor(
    private readonly parts: EditParts,
    private readonly base: Root | undefined,
  ) {}

  put(key: string, value: string): void {
    if (value.length > MAX_VALUE_LENGTH)
      throw new RangeError(`A value has more than ${MAX_VALUE_LENGTH} characters.`);
    if (!value.isWellFormed()) throw new RangeError('A value is not well-formed Unicode.');
    this.set(key, value);
  }

  delete(key: string): void {
    this.set(key, undefined);
  }

  clear(prefix: string): void {
    this.assertOpen();
    this.cleared.add(prefix);
  }

  async commit(): Promise<Root> {
    this.assertOpen();
    this.committed = true;
    try {
      return await this.write();
    } finally {
      await this.parts.scratch.discard();
    }
  }

  private set(key: string, value: string | undefined): void {
    this.assertOpen();
    if (key.length > MAX_KEY_LENGTH)
      throw new RangeError(`A key has more than ${MAX_KEY_LENGTH} characters.`);
    if (!key.isWellFormed()) throw new RangeError('A key is not well-formed Unicode.');
    this.pending.set(key, value, this.cleared.turns);
    if (this.pending.size >= this.parts.spillBytes) this.spill();
  }

  private spill(): void {
    const run = this.pending.sorted(this.cleared);
    this.pending = new PendingEdits();
    this.runs.push({ edits: this.parts.scratch.spill(run), turns: this.cleared.turns });
  }

  private async write(): Promise<Root> {
    const { chunks, chunking } = this.parts;
    const base = await baseOf(chunks, this.base);
    const source = {
      refs: base.leaves,
      load: (ref: ChunkRef) => chunks.leaf(ref.digest),
      prefetch: (refs: readonly ChunkRef[]) => chunks.prefetch(refs.map(({ digest }) => digest)),
    };
    const edits = mergeRuns(this.allRuns(), this.cleared);
    const rewriter = new LeafRewriter(source, edits, this.cleared, chunking);
    const leaves = await this.storedLeaves(rewriter.leaves(), base);
    return buildIndex(leaves, chunking, (plain) => this.stored(plain, base));
  }

  private async storedLeaves(leaves: AsyncIterable<Rewritten>, base: Base): Promise<ChunkRef[]> {
    const refs = pMapIterable(
      leaves,
      async (leaf): Promise<ChunkRef> => {
        if ('kept' in leaf) return leaf.kept;
        const { plain, firstKey, lastKey, counts } = leaf.fresh;
        return { level: 0, digest: await this.stored(plain, base), firstKey, lastKey, counts };
      },
      { concurrency: WRITERS },
    );
    return Array.fromAsync(refs);
  }

  /** A chunk that the base holds is there already: the base is retained while an edit of it is under way. */
  private async stored(plain: Buffer, base: Base): Promise<string> {
    const digest = digestOf(plain);
    if (!base.digests.has(digest)) await this.parts.chunks.write(digest, plain);
    return digest;
  }

  /** Where some edits have left memory, the rest follow, to make room for reading all of them together. */
  private allRuns(): readonly Run[] {
    if (this.runs.length > 0) this.spill();
    else this.runs.push({ edits: asOneBatch(this.pending.sorted(this.cleared)), turns: this.cleared.turns });
    this.pending = new PendingEdits();
    return this.runs;
  }

  private assertOpen(): void {
    if (this.committed) throw new Error('This edit has been committed; begin another.');
  }
}

async function* asOneBatch<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  yield items;
}

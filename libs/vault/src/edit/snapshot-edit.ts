import type { ChunkStore } from '../chunks/chunk-store.js';
import type { Chunking } from '../format/boundaries.js';
import { digestOf } from '../format/digest.js';
import type { ChunkRef } from '../format/index-chunk.js';
import { BaseTree } from '../snapshot/base-tree.js';
import type { Root, SnapshotEditor } from '../vault.js';
import { ChunkWrites } from './chunk-writes.js';
import { ClearedPrefixes } from './cleared-prefixes.js';
import { EditRuns } from './edit-runs.js';
import { IndexBuilder } from './index-builder.js';
import type { NewLeaf } from './leaf-builder.js';
import { TreeRewriter } from './rewrite-tree.js';
import type { Scratch } from './scratch.js';

/** Limits of one entry, in UTF-16 code units. */
export const MAX_KEY_LENGTH = 2048;
export const MAX_VALUE_LENGTH = 4 * 1024 * 1024;

export interface EditParts {
  readonly chunks: ChunkStore;
  readonly chunking: Chunking;
  readonly scratch: Scratch;
  /** Bytes of edits gathered in memory before they are packed away as a sorted run. */
  readonly runBytes: number;
}

/** One edit under way, and its commit. */
export class SnapshotEdit implements SnapshotEditor {
  private readonly cleared = new ClearedPrefixes();
  private readonly runs: EditRuns;
  private readonly base: BaseTree;
  private readonly writes = new ChunkWrites();
  private committed = false;

  constructor(
    private readonly parts: EditParts,
    private readonly baseRoot: Root | undefined,
  ) {
    this.runs = new EditRuns(parts.scratch, parts.runBytes, this.cleared);
    this.base = new BaseTree(parts.chunks, baseRoot);
  }

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

  room(): Promise<void> {
    return this.runs.room();
  }

  async commit(): Promise<Root> {
    this.assertOpen();
    this.committed = true;
    try {
      return await this.write();
    } finally {
      await this.writes.settle();
      await this.runs.discard();
    }
  }

  private set(key: string, value: string | undefined): void {
    this.assertOpen();
    if (key.length > MAX_KEY_LENGTH)
      throw new RangeError(`A key has more than ${MAX_KEY_LENGTH} characters.`);
    if (!key.isWellFormed()) throw new RangeError('A key is not well-formed Unicode.');
    this.runs.set(key, value);
  }

  private async write(): Promise<Root> {
    const index = new IndexBuilder(this.parts.chunking, (plain, level, firstKey) =>
      this.stored(plain, level, firstKey),
    );
    const rewriter = new TreeRewriter(
      this.base,
      this.runs.merged(),
      this.cleared,
      this.parts.chunking,
      (level) => index.atBoundary(level),
    );
    for await (const part of rewriter.parts())
      await index.add('kept' in part ? part.kept : await this.storedLeaf(part.fresh));
    const top = await index.finish();
    await this.writes.end();
    return this.lowest(top);
  }

  private async storedLeaf({ plain, firstKey, lastKey, counts }: NewLeaf): Promise<ChunkRef> {
    return { level: 0, digest: await this.stored(plain, 0, firstKey), firstKey, lastKey, counts };
  }

  /** A chunk that the base holds is there already: the base is retained while an edit of it is under way. */
  private async stored(plain: Buffer, level: number, firstKey: string): Promise<string> {
    const digest = digestOf(plain);
    await this.writes.begin(async () => {
      const replaced = await this.base.placeOf(level, firstKey);
      if (digest === replaced || digest === this.baseRoot) return;
      await this.parts.chunks.write(digest, plain, level === 0 ? replaced : undefined);
    });
    return digest;
  }

  /** Of an index chunk that holds one other and that one alone, the lower one is the root. */
  private async lowest(top: string): Promise<Root> {
    const { level, chunks } = await this.parts.chunks.index(top);
    const [only] = chunks;
    return level > 1 && only && chunks.length === 1 ? this.lowest(only.digest) : top;
  }

  private assertOpen(): void {
    if (this.committed) throw new Error('This edit has been committed; begin another.');
  }
}

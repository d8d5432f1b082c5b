import type { Chunking } from '../format/boundaries.js';
import type { ChunkRef } from '../format/index-chunk.js';
import type { Leaf } from '../format/leaf.js';
import { KeyPrefixes } from '../snapshot/key-prefixes.js';
import type { ClearedPrefixes } from './cleared-prefixes.js';
import { EditStream } from './edit-stream.js';
import type { SortedEdits } from './edits.js';
import { LeafBuilder, type NewLeaf } from './leaf-builder.js';

/** Base leaves loaded ahead where edits are known to fall into them. */
const READ_AHEAD = 4;

/** What a rewrite starts from. */
export interface LeafSource {
  /** The base's leaves in key order. */
  readonly refs: readonly ChunkRef[];
  load(ref: ChunkRef): Promise<Leaf>;
  prefetch(refs: readonly ChunkRef[]): void;
}

/** A leaf of the new snapshot: taken over from the base unread, or new. */
export type Rewritten = { readonly kept: ChunkRef } | { readonly fresh: NewLeaf };

/**
 * Applies sorted edits to a base's leaves. A base leaf is read only where an edit or a clearing falls into it,
 * or where the leaf before it no longer ends where it did; from the first end that both share on, the base's
 * leaves are taken over, because equal entries from an end on are cut equally.
 */
export class LeafRewriter {
  private readonly builder: LeafBuilder;
  private readonly edits: EditStream;
  private readonly clearedPrefixes: KeyPrefixes;
  private readonly latestClearing: (key: string) => number;
  private readonly finished: Rewritten[] = [];

  constructor(
    private readonly base: LeafSource,
    edits: SortedEdits,
    cleared: ClearedPrefixes,
    chunking: Chunking,
  ) {
    this.builder = new LeafBuilder(chunking);
    this.edits = new EditStream(edits);
    this.clearedPrefixes = new KeyPrefixes(cleared.prefixes);
    this.latestClearing = cleared.inKeyOrder();
  }

  async *leaves(): AsyncGenerator<Rewritten> {
    await this.edits.refill();
    for (const [place, ref] of this.base.refs.entries()) {
      if (this.clearedPrefixes.coversRange(ref.firstKey, ref.lastKey)) continue;
      if (this.staysWhole(ref, place === this.base.refs.length - 1)) yield { kept: ref };
      else yield* this.rewritten(ref, place);
    }
    yield* this.insertedBefore(undefined);
    const rest = this.builder.finish();
    if (rest) yield { fresh: rest };
  }

  /** The last leaf may end short of a boundary, so whatever comes after it falls into it. */
  private staysWhole(ref: ChunkRef, isLast: boolean): boolean {
    const edit = this.edits.head;
    const edited = edit !== undefined && (isLast || edit.key <= ref.lastKey);
    const cleared = this.clearedPrefixes.meetsRange(ref.firstKey, ref.lastKey);
    return this.builder.atBoundary && !edited && !cleared;
  }

  private async *rewritten(ref: ChunkRef, place: number): AsyncGenerator<Rewritten> {
    this.readAhead(place);
    const leaf = await this.base.load(ref);
    for (const [at, key] of leaf.keys.entries()) {
      if (this.edits.head && this.edits.head.key < key) yield* this.insertedBefore(key);
      if (this.edits.head?.key === key) {
        this.add(key, this.edits.head.value);
        if (this.edits.advance()) await this.edits.refill();
      } else if (this.latestClearing(key) < 0) {
        this.completed(this.builder.addFrom(leaf, at));
      }
      if (this.finished.length > 0) yield* this.finished.splice(0);
    }
  }

  private async *insertedBefore(key: string | undefined): AsyncGenerator<Rewritten> {
    for (let edit = this.edits.head; edit && (key === undefined || edit.key < key); edit = this.edits.head) {
      this.add(edit.key, edit.value);
      if (this.edits.advance()) await this.edits.refill();
      if (this.finished.length > 0) yield* this.finished.splice(0);
    }
  }

  private add(key: string, value: string | undefined): void {
    if (value !== undefined) this.completed(this.builder.add(key, value));
  }

  private completed(fresh: NewLeaf | undefined): void {
    if (fresh) this.finished.push({ fresh });
  }

  private readAhead(place: number): void {
    const { refs } = this.base;
    const soon = new Set<ChunkRef>();
    let next = place;
    for (const { key } of this.edits.atHand) {
      while ((refs[next]?.lastKey ?? key) < key) next += 1;
      const ref = refs[next];
      if (!ref || soon.size === READ_AHEAD) break;
      if (next > place) soon.add(ref);
    }
    this.base.prefetch([...soon]);
  }
}

import type { Chunking } from '../format/boundaries.js';
import type { ChunkRef } from '../format/index-chunk.js';
import type { BaseTree } from '../snapshot/base-tree.js';
import { KeyPrefixes } from '../snapshot/key-prefixes.js';
import type { ClearedPrefixes } from './cleared-prefixes.js';
import { EditStream } from './edit-stream.js';
import type { SortedEdits } from './edits.js';
import { LeafBuilder, type NewLeaf } from './leaf-builder.js';

/** Base leaves loaded ahead where edits are known to fall into them. */
const READ_AHEAD = 12;

/** A part of the new snapshot: a chunk of any level taken over from the base unread, or a new leaf. */
export type Rewritten = { readonly kept: ChunkRef } | { readonly fresh: NewLeaf };

/**
 * Applies sorted edits to a base. A base chunk is read only where an edit or a clearing falls into it, or where the
 * chunk before it no longer ends where it did; from the first end that both share on, the base's chunks
 * are taken over, because equal entries from an end on are cut equally. So are whole index chunks from an end of their
 * level on, which is what `mayTakeWhole` answers.
 */
export class TreeRewriter {
  private readonly builder: LeafBuilder;
  private readonly edits: EditStream;
  private readonly clearedPrefixes: KeyPrefixes;
  private readonly latestClearing: (key: string) => number;
  private readonly finished: Rewritten[] = [];

  constructor(
    private readonly base: BaseTree,
    edits: SortedEdits,
    cleared: ClearedPrefixes,
    chunking: Chunking,
    private readonly mayTakeWhole: (level: number) => boolean,
  ) {
    this.builder = new LeafBuilder(chunking);
    this.edits = new EditStream(edits);
    this.clearedPrefixes = new KeyPrefixes(cleared.prefixes);
    this.latestClearing = cleared.inKeyOrder();
  }

  /** The parts in key order. Each must have been dealt with before the next is asked for. */
  async *parts(): AsyncGenerator<Rewritten> {
    await this.edits.refill();
    yield* this.rewrittenAll(await this.base.top(), true);
    yield* this.insertedBefore(undefined);
    const rest = this.builder.finish();
    if (rest) yield { fresh: rest };
  }

  private async *rewrittenAll(refs: readonly ChunkRef[], endsLevel: boolean): AsyncGenerator<Rewritten> {
    for (const [place, ref] of refs.entries()) {
      const isLast = endsLevel && place === refs.length - 1;
      if (this.clearedPrefixes.coversRange(ref.firstKey, ref.lastKey)) continue;
      if (this.staysWhole(ref, isLast)) yield { kept: ref };
      else if (ref.level > 0) yield* this.rewrittenAll(await this.base.below(ref), isLast);
      else yield* this.rewritten(refs, place);
    }
  }

  /** The last chunk of a level may end short of a boundary, so whatever comes after it falls into it. */
  private staysWhole(ref: ChunkRef, isLast: boolean): boolean {
    const edit = this.edits.head;
    const edited = edit !== undefined && (isLast || edit.key <= ref.lastKey);
    const cleared = this.clearedPrefixes.meetsRange(ref.firstKey, ref.lastKey);
    return !edited && !cleared && this.builder.atBoundary && this.mayTakeWhole(ref.level);
  }

  private async *rewritten(refs: readonly ChunkRef[], place: number): AsyncGenerator<Rewritten> {
    const ref = refs[place];
    if (!ref) return;
    this.readAhead(refs, place);
    const leaf = await this.base.leaf(ref);
    for (const [at, key] of leaf.keys.entries()) {
      if (this.edits.head && this.edits.head.key < key) yield* this.insertedBefore(key);
      if (this.edits.head?.key === key) {
        this.add(key, this.edits.head.value);
        if (this.edits.advance()) await this.edits.refill();
      } else if (this.latestClearing(key) < 0) {
        this.add(key, leaf.valueAsBytes(at));
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

  private add(key: string, value: Buffer | undefined): void {
    const fresh = value && this.builder.add(key, value);
    if (fresh) this.finished.push({ fresh });
  }

  private readAhead(refs: readonly ChunkRef[], place: number): void {
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

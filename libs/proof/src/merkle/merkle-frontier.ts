import { EMPTY_ROOT, nodeHash, type Hash } from './hashing.js';

/**
 * A Merkle tree of which only its right edge is kept: one hash for each power of two in its size. Enough to
 * append and to know the root at every size passed, with some fifty hashes for any log.
 */
export class MerkleFrontier {
  private leaves = 0;
  /** Roots of the full subtrees, the largest (leftmost) first. */
  private readonly peaks: Hash[] = [];

  /** Number of leaves appended. */
  get size(): number {
    return this.leaves;
  }

  /** Appends the hash of the next leaf. */
  append(leaf: Hash): void {
    let joined = leaf;
    for (let rest = this.leaves; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const left = this.peaks.pop();
      if (left === undefined) throw new Error('The frontier does not fit its size.');
      joined = nodeHash(left, joined);
    }
    this.peaks.push(joined);
    this.leaves += 1;
  }

  /** The root over all leaves so far. */
  root(): Hash {
    const edge = this.peaks.at(-1);
    if (edge === undefined) return EMPTY_ROOT;
    return this.peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), edge);
  }
}

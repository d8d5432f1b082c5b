import { HashColumn } from './hash-column.js';
import { EMPTY_ROOT, nodeHash, type Hash } from './hashing.js';

/** A subtree of 2^8 leaves is a tile: its root is kept, what is between that and the leaves is not. */
const TILE_HEIGHT = 8;
const TILE = 2 ** TILE_HEIGHT;

/**
 * A Merkle tree (RFC 6962, section 2.1) that is appended to and gives proofs at any size it has had. Keeps the
 * leaves and the roots of all full subtrees of 256 leaves and more, little over 32 bytes a leaf. What is below
 * these is hashed again when asked for, so a root or a proof costs less than a thousand hashes, whatever the size.
 * Sizes and indexes that the tree does not have throw `RangeError`.
 */
export class MerkleTree {
  private readonly leaves = new HashColumn(32_768);
  /** `levels[h]` holds the roots of the full subtrees of 256 · 2^h leaves, from left to right. */
  private readonly levels: HashColumn[] = [];

  /** Number of leaves appended. */
  get size(): number {
    return this.leaves.length;
  }

  /** Appends the hash of the next leaf. */
  append(leaf: Hash): void {
    this.leaves.push(leaf);
    if (this.size % TILE !== 0) return;
    let joined = this.joined(this.size - TILE, this.size);
    for (let height = TILE_HEIGHT; ; height += 1) {
      const level = this.level(height);
      level.push(joined);
      if (level.length % 2 === 1) return;
      joined = nodeHash(level.at(level.length - 2), joined);
    }
  }

  /** The root over the first `size` leaves (default: all). */
  root(size: number = this.size): Hash {
    this.assertSize(size);
    return size === 0 ? EMPTY_ROOT : this.subtree(0, size);
  }

  /** The hashes that prove that leaf `index` is in the tree of the first `size` leaves, from the leaf upwards. */
  inclusionProof(index: number, size: number = this.size): Hash[] {
    this.assertSize(size);
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`A tree of ${size} leaves has no leaf ${index}.`);
    return this.path(index, 0, size);
  }

  /** The hashes that prove that the tree of the first `size` leaves begins with the tree of the first `before`. */
  consistencyProof(before: number, size: number = this.size): Hash[] {
    this.assertSize(size);
    if (!Number.isInteger(before) || before < 0 || before > size)
      throw new RangeError(`A tree of ${size} leaves has not been one of ${before}.`);
    return before === 0 ? [] : this.commonNodes(before, 0, size, true);
  }

  private path(index: number, start: number, end: number): Hash[] {
    if (end - start === 1) return [];
    const middle = start + largestPowerBelow(end - start);
    return index < middle
      ? [...this.path(index, start, middle), this.subtree(middle, end)]
      : [...this.path(index, middle, end), this.subtree(start, middle)];
  }

  /** SUBPROOF of RFC 6962, section 2.1.2: `known` while the verifier has this subtree's hash as the old root. */
  private commonNodes(before: number, start: number, end: number, known: boolean): Hash[] {
    if (before === end) return known ? [] : [this.subtree(start, end)];
    const middle = start + largestPowerBelow(end - start);
    return before <= middle
      ? [...this.commonNodes(before, start, middle, known), this.subtree(middle, end)]
      : [...this.commonNodes(before, middle, end, false), this.subtree(start, middle)];
  }

  /** The root of the leaves from `start` to before `end`; `start` is a multiple of the next power of two. */
  private subtree(start: number, end: number): Hash {
    const height = Math.log2(end - start);
    if (height === 0) return this.leaves.at(start);
    if (height >= TILE_HEIGHT && Number.isInteger(height)) return this.level(height).at(start / 2 ** height);
    return this.joined(start, end);
  }

  private joined(start: number, end: number): Hash {
    const middle = start + largestPowerBelow(end - start);
    return nodeHash(this.subtree(start, middle), this.subtree(middle, end));
  }

  private level(height: number): HashColumn {
    const level = this.levels[height - TILE_HEIGHT] ?? new HashColumn(TILE);
    this.levels[height - TILE_HEIGHT] = level;
    return level;
  }

  private assertSize(size: number): void {
    if (!Number.isInteger(size) || size < 0 || size > this.size)
      throw new RangeError(`The tree has ${this.size} leaves, so it has not had ${size}.`);
  }
}

/** The largest power of two smaller than `count`, which is at least 2. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

import { EMPTY_ROOT, nodeHash, sameHash, type Hash } from './hashing.js';

/** A root and the number of leaves below it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/**
 * Whether `proof` shows that the leaf of hash `leaf` stands at `index` in the tree. Needs nothing but its
 * arguments, so anyone who has a signed root can check (RFC 9162, section 2.1.3.2).
 */
export function verifyInclusion(
  leaf: Hash,
  index: number,
  { size, root }: TreeHead,
  proof: readonly Hash[],
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  const climb = new Climb(index, size - 1);
  let hash = leaf;
  for (const sibling of proof) {
    if (climb.atTop) return false;
    hash = climb.up() === 'fromRight' ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }
  return climb.atTop && sameHash(hash, root);
}

/**
 * Whether `proof` shows that the tree `after` begins with the very leaves of the tree `before`: nothing was
 * changed, removed or slipped in between (RFC 9162, section 2.1.4.2).
 */
export function verifyConsistency(before: TreeHead, after: TreeHead, proof: readonly Hash[]): boolean {
  if (!isCount(before.size) || !isCount(after.size) || before.size > after.size) return false;
  if (before.size === after.size) return proof.length === 0 && sameHash(before.root, after.root);
  if (before.size === 0) return proof.length === 0 && sameHash(before.root, EMPTY_ROOT);
  const climb = new Climb(before.size - 1, after.size - 1);
  climb.skipRightEdges();
  const [start, ...rest] = isPowerOfTwo(before.size) ? [before.root, ...proof] : proof;
  if (start === undefined) return false;
  let [old, young] = [start, start];
  for (const sibling of rest) {
    if (climb.atTop) return false;
    if (climb.up() === 'fromRight') [old, young] = [nodeHash(sibling, old), nodeHash(sibling, young)];
    else young = nodeHash(young, sibling);
  }
  return climb.atTop && sameHash(old, before.root) && sameHash(young, after.root);
}

/** The way from a node up to the root, beside the tree's last node: which side each sibling lies on. */
class Climb {
  constructor(
    private node: number,
    private last: number,
  ) {}

  get atTop(): boolean {
    return this.last === 0;
  }

  /** Goes up past one sibling; `fromRight` where the sibling is the left one. */
  up(): 'fromRight' | 'fromLeft' {
    const fromRight = this.node % 2 === 1 || this.node === this.last;
    // A last node without a sibling is its parent's only child, and stands for it.
    if (fromRight) while (this.node % 2 === 0 && this.node !== 0) this.rise();
    this.rise();
    return fromRight ? 'fromRight' : 'fromLeft';
  }

  /** Rises while the node is its parent's right child: up to the largest subtree that ends with it. */
  skipRightEdges(): void {
    while (this.node % 2 === 1) this.rise();
  }

  private rise(): void {
    this.node = Math.floor(this.node / 2);
    this.last = Math.floor(this.last / 2);
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

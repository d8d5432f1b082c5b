import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { EMPTY_ROOT, leafHash, type Hash } from './hashing.js';
import { MerkleFrontier } from './merkle-frontier.js';
import { MerkleTree } from './merkle-tree.js';
import { verifyConsistency, verifyInclusion } from './verify-proof.js';

/** RFC 6962, section 2.1, word for word and as slow as it sounds: what the product's tree is compared with. */
function definedRoot(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return createHash('sha256').update(Buffer.of(0)).update(only).digest();
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const [left, right] = [definedRoot(leaves.slice(0, k)), definedRoot(leaves.slice(k))];
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

/** The leaves that implementations of Certificate Transparency are commonly tested with. */
const WELL_KNOWN = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((leaf) => Buffer.from(leaf, 'hex'));

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

function treeOf(leaves: readonly Uint8Array[]): MerkleTree {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.append(leafHash(leaf));
  return tree;
}

function numbered(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`));
}

function flipped(hash: Hash, bit: number): Hash {
  const bytes = Uint8Array.from(hash);
  const at = Math.floor(bit / 8);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8));
  return bytes;
}

const sizes = fc.integer({ min: 1, max: 200 });
const bits = fc.integer({ min: 0, max: 255 });

describe('the Merkle tree of a log', () => {
  test('has the roots that RFC 6962 defines, by tree and by frontier, at every size', () => {
    const leaves = numbered(70);
    const tree = treeOf(leaves);
    const frontier = new MerkleFrontier();
    leaves.forEach((leaf, index) => {
      frontier.append(leafHash(leaf));
      const defined = hex(definedRoot(leaves.slice(0, index + 1)));
      expect([hex(tree.root(index + 1)), hex(frontier.root()), frontier.size]).toEqual([
        defined,
        defined,
        index + 1,
      ]);
    });
  });

  test('has the same roots and gives good proofs where it hashes anew what it has not kept', () => {
    const frontier = new MerkleFrontier();
    const tree = new MerkleTree();
    const roots = [frontier.root()];
    for (const leaf of numbered(1_300).map(leafHash)) {
      frontier.append(leaf);
      tree.append(leaf);
      roots.push(frontier.root());
    }
    const headAt = (size: number) => ({ size, root: roots[size] ?? Buffer.of() });
    const around = [1, 255, 256, 257, 511, 512, 513, 768, 1_023, 1_024, 1_025, 1_299, 1_300];
    for (const size of around) {
      expect(hex(tree.root(size))).toBe(hex(headAt(size).root));
      for (const before of around.filter((each) => each <= size)) {
        const leaf = leafHash(numbered(before).at(-1) ?? Buffer.of());
        expect(verifyInclusion(leaf, before - 1, headAt(size), tree.inclusionProof(before - 1, size))).toBe(
          true,
        );
        expect(verifyConsistency(headAt(before), headAt(size), tree.consistencyProof(before, size))).toBe(
          true,
        );
      }
    }
  });

  test('has the well-known roots of the well-known leaves', () => {
    expect(hex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(new MerkleFrontier().root())).toBe(hex(EMPTY_ROOT));
    const tree = treeOf(WELL_KNOWN);
    expect(hex(tree.root(1))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(hex(tree.root(8))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
    expect(hex(tree.root(8))).toBe(hex(definedRoot(WELL_KNOWN)));
  });

  test('refuses sizes and places that it does not have', () => {
    const tree = treeOf(numbered(3));
    expect(() => tree.root(4)).toThrow(RangeError);
    expect(() => tree.inclusionProof(3)).toThrow(RangeError);
    expect(() => tree.inclusionProof(0, 0)).toThrow(RangeError);
    expect(() => tree.consistencyProof(4)).toThrow(RangeError);
  });
});

describe('an inclusion proof', () => {
  test('verifies for every leaf of every size', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, pick) => {
        const leaves = numbered(size);
        const index = pick % size;
        const head = { size, root: definedRoot(leaves) };
        const leaf = leafHash(leaves[index] ?? Buffer.of());
        expect(verifyInclusion(leaf, index, head, treeOf(leaves).inclusionProof(index))).toBe(true);
      }),
    );
  });

  test('fails once the leaf, the place, the root or any part of the proof is another', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), bits, fc.nat(), (size, pick, bit, part) => {
        const leaves = numbered(size);
        const tree = treeOf(leaves);
        const index = pick % size;
        const head = { size, root: tree.root() };
        const leaf = leafHash(leaves[index] ?? Buffer.of());
        const proof = tree.inclusionProof(index);
        expect(verifyInclusion(flipped(leaf, bit), index, head, proof)).toBe(false);
        expect(verifyInclusion(leaf, index, { size, root: flipped(head.root, bit) }, proof)).toBe(false);
        expect(verifyInclusion(leaf, index, head, [...proof, leaf])).toBe(false);
        expect(verifyInclusion(leaf, index + 1 + (part % size), head, proof)).toBe(false);
        if (proof.length === 0) return;
        const altered = proof.map((hash, at) => (at === part % proof.length ? flipped(hash, bit) : hash));
        expect(verifyInclusion(leaf, index, head, altered)).toBe(false);
        expect(verifyInclusion(leaf, index, head, proof.slice(1))).toBe(false);
        const elsewhere = (index + 1 + (part % Math.max(1, size - 1))) % size;
        expect(verifyInclusion(leaf, elsewhere, head, proof)).toBe(elsewhere === index);
      }),
    );
  });

  test('is refused for places that are none', () => {
    const tree = treeOf(numbered(2));
    const head = { size: 2, root: tree.root() };
    for (const index of [-1, 0.5, Number.NaN, 2])
      expect(verifyInclusion(tree.root(1), index, head, tree.inclusionProof(0))).toBe(false);
  });
});

describe('a consistency proof', () => {
  test('verifies between any two sizes of one log', () => {
    const tree = treeOf(numbered(65));
    for (let after = 0; after <= 65; after += 1)
      for (let before = 0; before <= after; before += 1)
        expect(
          verifyConsistency(
            { size: before, root: tree.root(before) },
            { size: after, root: tree.root(after) },
            tree.consistencyProof(before, after),
          ),
        ).toBe(true);
  });

  test('fails between logs that differ in an event of the past, and once any part of it is another', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), bits, (size, pick, changed, bit) => {
        const before = 1 + (pick % size);
        const leaves = numbered(size);
        const tree = treeOf(leaves);
        const rewritten = treeOf(
          leaves.map((leaf, index) => (index === changed % before ? Buffer.from('rewritten') : leaf)),
        );
        const old = { size: before, root: tree.root(before) };
        const young = { size, root: tree.root() };
        const proof = tree.consistencyProof(before);
        const forged = rewritten.consistencyProof(before);
        expect(verifyConsistency(old, { size, root: rewritten.root() }, forged)).toBe(false);
        expect(verifyConsistency({ size: before, root: flipped(old.root, bit) }, young, proof)).toBe(false);
        expect(verifyConsistency(old, { size, root: flipped(young.root, bit) }, proof)).toBe(false);
        expect(verifyConsistency(old, young, [...proof, young.root])).toBe(false);
        if (proof.length === 0) return;
        const at = changed % proof.length;
        const altered = proof.map((hash, index) => (index === at ? flipped(hash, bit) : hash));
        expect(verifyConsistency(old, young, altered)).toBe(false);
        expect(verifyConsistency(old, young, proof.slice(0, -1))).toBe(false);
      }),
    );
  });

  test('never leads from a larger tree to a smaller one, nor from an empty tree with a root', () => {
    const tree = treeOf(numbered(4));
    const [two, four] = [2, 4].map((size) => ({ size, root: tree.root(size) }));
    if (two === undefined || four === undefined) throw new Error('Two heads were made.');
    expect(verifyConsistency(four, two, [])).toBe(false);
    expect(verifyConsistency({ size: 0, root: tree.root() }, four, [])).toBe(false);
    expect(verifyConsistency(two, four, [])).toBe(false);
  });
});

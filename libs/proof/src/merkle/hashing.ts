import { hash } from 'node:crypto';

/** A SHA-256 digest: 32 bytes. */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The root of a tree without leaves (RFC 6962, section 2.1). */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array(0));

/** The hash of a leaf: SHA-256 of 0x00 and its bytes, so that no node can be passed off as a leaf. */
export function leafHash(leaf: Uint8Array): Hash {
  return sha256(Buffer.concat([LEAF, leaf]));
}

/** The hash of an inner node: SHA-256 of 0x01 and the hashes below it. */
export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(Buffer.concat([NODE, left, right]));
}

/** The leaf hash of an event, from its digest in hex. */
export function leafHashOfDigest(digest: string): Hash {
  return leafHash(Buffer.from(digest, 'hex'));
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function sha256(bytes: Uint8Array): Hash {
  return hash('sha256', bytes, 'buffer');
}

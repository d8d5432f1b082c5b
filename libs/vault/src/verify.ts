import { pMapIterable } from 'p-map';
import type { Chunk, ChunkStore } from './chunks/chunk-store.js';
import { BoundaryFinder, type Chunking } from './format/boundaries.js';
import { countFamilies, sumFamilies, type FamilyCounts } from './format/families.js';
import type { ChunkRef } from './format/index-chunk.js';
import { Leaf } from './format/leaf.js';
import { VaultDamagedError, type Damage, type Root, type Verification } from './vault.js';

/** Chunks read at once. */
const READERS = 16;

/** A chunk to be verified: what its parent says of it (nothing, for the root), and whether its level ends there. */
interface Expected {
  readonly digest: string;
  readonly ref: ChunkRef | undefined;
  readonly isLast: boolean;
}

/**
 * Reads every chunk of a snapshot from the store, level by level, and checks each against its digest, its
 * parent's word and the format's rules. What lies below a damaged index chunk cannot be told, so it is
 * neither counted nor listed: the index chunk itself stands for it.
 */
export async function verifySnapshot(
  chunks: ChunkStore,
  root: Root,
  chunking: Chunking,
): Promise<Verification> {
  const damages: Damage[] = [];
  let entries = 0;
  let level: Expected[] = [{ digest: root, ref: undefined, isLast: true }];
  while (level.length > 0) {
    const below: Expected[] = [];
    const findings = pMapIterable(level, (expected) => examine(chunks, expected, chunking), {
      concurrency: READERS,
    });
    for await (const { chunk, damage, expected } of findings) {
      if (damage) damages.push({ root, chunk: expected.digest, damage });
      else if (chunk instanceof Leaf) entries += chunk.keys.length;
      else if (chunk) for (const item of expectedBelow(chunk.chunks, expected.isLast)) below.push(item);
    }
    level = below;
  }
  return { root, entries, damages };
}

interface Finding {
  readonly expected: Expected;
  readonly chunk?: Chunk;
  readonly damage?: Damage['damage'];
}

async function examine(chunks: ChunkStore, expected: Expected, chunking: Chunking): Promise<Finding> {
  try {
    const chunk = await chunks.read(expected.digest);
    return isAsExpected(chunk, expected, chunking) ? { expected, chunk } : { expected, damage: 'unreadable' };
  } catch (error) {
    if (error instanceof VaultDamagedError) return { expected, damage: error.damage };
    throw error;
  }
}

function expectedBelow(refs: readonly ChunkRef[], isLast: boolean): Expected[] {
  return refs.map((ref, place) => ({
    digest: ref.digest,
    ref,
    isLast: isLast && place === refs.length - 1,
  }));
}

function isAsExpected(chunk: Chunk, { ref, isLast }: Expected, chunking: Chunking): boolean {
  const isLeaf = chunk instanceof Leaf;
  const lastKeys = isLeaf ? chunk.keys : chunk.chunks.map(({ lastKey }) => lastKey);
  const sizeOf = (place: number): number => (isLeaf ? chunk.entrySize(place) : 0);
  if (!endsWhereItShould(lastKeys, sizeOf, new BoundaryFinder(chunking, chunk.level), isLast)) return false;
  if (!ref) return chunk.level === 1 || (chunk.level > 1 && lastKeys.length > 1);
  const firstKey = isLeaf ? chunk.keys[0] : chunk.chunks[0]?.firstKey;
  if (ref.level !== chunk.level || ref.firstKey !== firstKey || ref.lastKey !== lastKeys.at(-1)) return false;
  const counts = isLeaf ? countFamilies(chunk.keys) : sumFamilies(chunk.chunks.map((below) => below.counts));
  return isRising(lastKeys) && sameCounts(counts, ref.counts);
}

/** A chunk ends at the first boundary of its entries, and only the last of a level may end short of one. */
function endsWhereItShould(
  lastKeys: readonly string[],
  sizeOf: (place: number) => number,
  boundaries: BoundaryFinder,
  isLast: boolean,
): boolean {
  const end = lastKeys.findIndex((key, place) => boundaries.endsAfter(key, sizeOf(place)));
  return end === lastKeys.length - 1 || (end < 0 && isLast);
}

function isRising(keys: readonly string[]): boolean {
  return keys.every((key, place) => place === 0 || (keys[place - 1] ?? '') < key);
}

function sameCounts(one: FamilyCounts, other: FamilyCounts): boolean {
  return one.size === other.size && [...one].every(([family, count]) => other.get(family) === count);
}

import { BoundaryFinder, type Chunking } from '../format/boundaries.js';
import { sumFamilies } from '../format/families.js';
import { encodeIndex, type ChunkRef } from '../format/index-chunk.js';
import type { Root } from '../vault.js';

/** Stores an index chunk and answers its digest. */
export type StoreIndex = (plain: Buffer) => Promise<string>;

/**
 * Builds the levels above the leaves, up to the level that has one chunk only, and answers its digest. All of
 * them are made anew each time: they are a thousandth of the snapshot, and so they cannot depend on its past.
 */
export async function buildIndex(
  leaves: readonly ChunkRef[],
  chunking: Chunking,
  store: StoreIndex,
): Promise<Root> {
  let level = 1;
  let groups = grouped(leaves, level, chunking);
  while (groups.length > 1) {
    const refs = await Promise.all(groups.map((group) => storedGroup(level, group, store)));
    level += 1;
    groups = grouped(refs, level, chunking);
  }
  return store(encodeIndex(level, groups[0] ?? []));
}

function grouped(refs: readonly ChunkRef[], level: number, chunking: Chunking): ChunkRef[][] {
  const boundaries = new BoundaryFinder(chunking, level);
  const groups: ChunkRef[][] = [];
  let group: ChunkRef[] = [];
  for (const ref of refs) {
    group.push(ref);
    if (!boundaries.endsAfter(ref.lastKey)) continue;
    groups.push(group);
    group = [];
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

async function storedGroup(level: number, group: readonly ChunkRef[], store: StoreIndex): Promise<ChunkRef> {
  const [first] = group;
  const last = group.at(-1);
  if (!first || !last) throw new Error('An index chunk above the leaves is never empty.');
  return {
    level,
    digest: await store(encodeIndex(level, group)),
    firstKey: first.firstKey,
    lastKey: last.lastKey,
    counts: sumFamilies(group.map(({ counts }) => counts)),
  };
}

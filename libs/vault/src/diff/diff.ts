import type { ChunkStore } from '../chunks/chunk-store.js';
import { KeyPrefixes } from '../snapshot/key-prefixes.js';
import type { EntryChange, Root } from '../vault.js';
import { changesOfOpenLeaves } from './open-leaves.js';
import { TreeCursor } from './tree-cursor.js';

/** Leaves loaded ahead on each side, out of so many that come next. */
const READ_AHEAD = 8;
const IN_SIGHT = 64;

/**
 * The changes from one snapshot to another, in key order, in batches. Two chunks of the same digest are passed
 * over together; a chunk is entered only where the other side has no chunk equal to it, because equal chunks
 * hold equal keys and so meet at the front at the same time.
 */
export async function* changeBatches(
  chunks: ChunkStore,
  before: Root,
  after: Root,
  prefixes: readonly string[] = [''],
): AsyncGenerator<readonly EntryChange[]> {
  if (before === after) return;
  const wanted = new KeyPrefixes(prefixes);
  const one = new TreeCursor(chunks, wanted);
  const other = new TreeCursor(chunks, wanted);
  await Promise.all([one.start(before), other.start(after)]);
  while (!one.ended || !other.ended) {
    const changes = changesOfOpenLeaves(one, other, wanted);
    if (changes.length > 0) yield changes;
    if (!one.open && !other.open && one.front && one.front.digest === other.front?.digest) {
      one.skip();
      other.skip();
    } else {
      readAhead(chunks, one, other);
      await enterNext(one, other);
    }
  }
}

/** Enters what hides the next key: the chunk that comes first, or of two that overlap the higher, or both. */
async function enterNext(one: TreeCursor, other: TreeCursor): Promise<void> {
  const entering = [one, other].filter((cursor) => {
    const opposite = cursor === one ? other : one;
    if (cursor.open || !cursor.front) return false;
    if (opposite.open || !opposite.front) return true;
    if (cursor.front.lastKey < opposite.front.firstKey) return true;
    if (opposite.front.lastKey < cursor.front.firstKey) return false;
    return cursor.front.level >= opposite.front.level;
  });
  await Promise.all(entering.map((cursor) => cursor.enter()));
}

function readAhead(chunks: ChunkStore, one: TreeCursor, other: TreeCursor): void {
  if ((one.front?.level ?? 0) > 0 || (other.front?.level ?? 0) > 0) return;
  const refs = [one.upcoming(IN_SIGHT), other.upcoming(IN_SIGHT)];
  const digests = refs.map((side) => new Set(side.map(({ digest }) => digest)));
  refs.forEach((side, place) => {
    const lone = side.filter(({ digest }) => !digests[1 - place]?.has(digest));
    chunks.prefetch(lone.slice(0, READ_AHEAD).map(({ digest }) => digest));
  });
}

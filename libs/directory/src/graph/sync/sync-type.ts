import type { TypeCompleteness } from '../../directory.js';
import { ReadFailure } from '../request/read-failure.js';
import { followDelta } from './follow-delta.js';
import { listLinks } from './listed-links.js';
import { pagesOf, readWhole } from './read-whole.js';
import { gapOf, type Edits, type TypeSync } from './type-sync.js';

/** What the sync of one type comes to. */
export interface TypeResult {
  readonly completeness: TypeCompleteness;
  /** Where the next sync's delta query begins; absent where there is none, or the next sync must read all. */
  readonly deltaPath?: string;
}

/**
 * Yields the edits that bring one type up to date: from the delta path where there is one, and by reading
 * everything where there is none or it is worn out. A type that may not be read is a gap, and the head keeps
 * what it has; but once the head's state was cleared a refusal fails the sync, for half a type is worse than none.
 */
export async function* syncType(
  sync: TypeSync,
  deltaPath: string | undefined,
): AsyncGenerator<Edits, TypeResult> {
  if (deltaPath !== undefined)
    try {
      const next = yield* followDelta(sync, pagesOf(sync, deltaPath), { initial: false });
      yield* listLinks(sync);
      return resultOf(sync, 'delta', next);
    } catch (error) {
      if (!mustReadAll(error)) {
        sync.tally.gaps.push(gapOf(error, 'changes'));
        return resultOf(sync, 'delta', deltaPath);
      }
      sync.told.clear();
    }
  try {
    const next = yield* readWholeAgain(sync);
    yield* listLinks(sync);
    return resultOf(sync, 'full', next);
  } catch (error) {
    if (sync.cleared) throw error;
    sync.tally.gaps.push(gapOf(error, 'objects'));
    return resultOf(sync, 'full', undefined);
  }
}

/** A list whose page token has expired is begun once more. */
async function* readWholeAgain(sync: TypeSync): AsyncGenerator<Edits, string | undefined> {
  try {
    return yield* readWhole(sync);
  } catch (error) {
    if (!mustReadAll(error)) throw error;
    sync.told.clear();
    return yield* readWhole(sync);
  }
}

function mustReadAll(error: unknown): boolean {
  return error instanceof ReadFailure && (error.cause === 'resync' || error.cause === 'expiredPage');
}

function resultOf(sync: TypeSync, mode: TypeCompleteness['mode'], deltaPath: string | undefined): TypeResult {
  const { pages, objects, links, gaps } = sync.tally;
  return {
    completeness: { type: sync.entry.type, mode, pages, objects, links, gaps: [...gaps] },
    ...(deltaPath !== undefined && { deltaPath }),
  };
}

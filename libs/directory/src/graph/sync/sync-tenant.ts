import { CATALOGUE, OBJECT_TYPES } from '#catalogue';
import type { Clock } from '#runtime';
import {
  DirectoryUnavailableError,
  type HeadEdit,
  type SyncRequest,
  type SyncResult,
} from '../../directory.js';
import { ReadFailure } from '../request/read-failure.js';
import type { Reader } from '../request/read-pages.js';
import { merged } from './merged.js';
import { readToken, writeToken } from './sync-token.js';
import { syncType } from './sync-type.js';
import type { Tally } from './type-sync.js';

/** A list is a chain of requests: types side by side are what hides their latency. */
const TYPES_AT_ONCE = 4;

/** The readers of one sync: one request at a time, and many in batches. */
export type ReadersFor = (signal: AbortSignal) => { readonly single: Reader; readonly batched: Reader };

/** Carries out a sync of all types. The edits of each type come in their order. */
export async function* syncTenant(
  { token, head, onProgress, signal }: SyncRequest,
  {
    tenantId,
    readers,
    clock,
  }: { readonly tenantId: string; readonly readers: ReadersFor; readonly clock: Clock },
): AsyncGenerator<HeadEdit, SyncResult> {
  signal.throwIfAborted();
  const syncedAt = clock.now();
  const end = new AbortController();
  const { single, batched } = readers(AbortSignal.any([signal, end.signal]));
  const from = readToken(tenantId, token);
  const tallies: Tally[] = [];
  const types = OBJECT_TYPES.map((type) => {
    const tally: Tally = { pages: 0, objects: 0, links: 0, gaps: [] };
    tallies.push(tally);
    const sync = { entry: CATALOGUE[type], single, batched, head, clock, tally };
    return syncType({ ...sync, told: new Map(), cleared: false }, from.get(type));
  });
  const steps = merged(types, TYPES_AT_ONCE);
  try {
    for (;;) {
      const step = await steps.next();
      if (step.done) {
        const paths = step.value.flatMap(({ completeness: { type }, deltaPath }) =>
          deltaPath === undefined ? [] : [[type, deltaPath] as const],
        );
        const completeness = step.value.map((result) => result.completeness);
        return { token: writeToken(tenantId, new Map(paths)), completeness, syncedAt };
      }
      yield* step.value;
      onProgress?.({ objects: tallies.reduce((sum, { objects, links }) => sum + objects + links, 0) });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw unavailable(error);
  } finally {
    end.abort();
  }
}

/** What the port promises for a failed read; anything else is a mistake in the program and passes through. */
export function unavailable(error: unknown): unknown {
  return error instanceof ReadFailure ? new DirectoryUnavailableError(error.code, error.message) : error;
}

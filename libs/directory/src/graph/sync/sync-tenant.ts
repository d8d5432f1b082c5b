import { CATALOGUE, OBJECT_TYPES, type ObjectTypeEntry } from '#catalogue';
import type { Clock } from '#runtime';
import {
  DirectoryUnavailableError,
  type HeadEdit,
  type SyncRequest,
  type SyncResult,
  type TypeCompleteness,
} from '../../directory.js';
import { hiddenAttributes, unreadAttributes } from '../read/unread-attributes.js';
import { ReadFailure } from '../request/read-failure.js';
import type { Reader } from '../request/read-pages.js';
import type { Edits } from './edits.js';
import { IdTable } from './id-table.js';
import { merged } from './merged.js';
import { OwnResources } from './own-resources.js';
import { readToken, writeToken, type TypeToken } from './sync-token.js';
import { syncType } from './sync-type.js';
import type { SyncOptions, TypeSync } from './type-sync.js';

/** A list is a chain of requests: types side by side are what hides their latency. */
const TYPES_AT_ONCE = 4;

/** The readers of one sync: one request at a time, and many in batches. */
export type ReadersFor = (signal: AbortSignal) => { readonly single: Reader; readonly batched: Reader };

/** What a tenant is synced with. */
export interface SyncParts {
  readonly tenantId: string;
  readonly readers: ReadersFor;
  /** The permissions that the application has; `undefined` where it cannot be told. */
  readonly granted: () => Promise<ReadonlySet<string> | undefined>;
  readonly clock: Clock;
  readonly options?: SyncOptions | undefined;
}

const DEFAULTS: Required<SyncOptions> = {
  ownResourceReads: 2_000,
  reconcileEveryMs: 7 * 24 * 3_600_000,
  shardFrom: 20_000,
  memberCounts: 2_000,
};

/** Carries out a sync of all types. The edits of each type come in their order. */
export async function* syncTenant(
  request: SyncRequest,
  parts: SyncParts,
): AsyncGenerator<HeadEdit, SyncResult> {
  const { signal, onProgress } = request;
  signal.throwIfAborted();
  const syncedAt = parts.clock.now();
  const end = new AbortController();
  const readers = parts.readers(AbortSignal.any([signal, end.signal]));
  const from = readToken(parts.tenantId, request.token);
  try {
    const granted = await parts.granted();
    const syncs = OBJECT_TYPES.map((type) =>
      typeSync(request, { ...parts, ...readers, granted }, CATALOGUE[type], from.get(type)),
    );
    const types = syncs.map((sync) => completed(sync, granted, from.get(sync.entry.type)));
    const steps = merged(types, TYPES_AT_ONCE);
    for (;;) {
      const step = await steps.next();
      if (step.done) {
        const tokens = step.value.map(({ completeness: { type }, token }) => [type, token] as const);
        const completeness = step.value.map((result) => result.completeness);
        return { token: writeToken(parts.tenantId, new Map(tokens)), completeness, syncedAt };
      }
      yield* step.value;
      const read = syncs.reduce((sum, { tally }) => sum + tally.objects + tally.links, 0);
      onProgress?.({ objects: read });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw unavailable(error);
  } finally {
    end.abort();
  }
}

type Granted = ReadonlySet<string> | undefined;

function typeSync(
  { head }: SyncRequest,
  {
    clock,
    single,
    batched,
    granted,
    options,
  }: ReturnType<ReadersFor> & Omit<SyncParts, 'granted'> & { readonly granted: Granted },
  entry: ObjectTypeEntry,
  token: TypeToken | undefined,
): TypeSync {
  const all = { ...DEFAULTS, ...options };
  const own = { type: entry.type, batched, head, clock, most: all.ownResourceReads };
  return {
    entry,
    single,
    batched,
    head,
    clock,
    options: all,
    tally: { pages: 0, objects: 0, links: 0, gaps: [] },
    hidden: hiddenAttributes(entry.type, granted),
    own: new OwnResources(own, token?.rotation),
    told: new IdTable(),
    changed: new IdTable(),
    toldLinks: new Map(),
    cleared: false,
  };
}

interface Completed {
  readonly completeness: TypeCompleteness;
  readonly token: TypeToken;
}

/** Syncs a type and says what besides gaps is to be said of it. */
async function* completed(
  sync: TypeSync,
  granted: Granted,
  from: TypeToken | undefined,
): AsyncGenerator<Edits, Completed> {
  const { completeness, token } = yield* syncType(sync, from);
  const own = sync.own.end();
  const since = own?.rotation.knownSince;
  return {
    completeness: {
      ...completeness,
      unread: [...unreadAttributes(sync.entry.type, granted), ...(own?.unread ?? [])],
      ...(own && { rotatedSince: since == null ? null : new Date(since) }),
    },
    token: { ...token, ...(own && { rotation: own.rotation }) },
  };
}

/** What the port promises for a failed read; anything else is a mistake in the program and passes through. */
export function unavailable(error: unknown): unknown {
  return error instanceof ReadFailure ? new DirectoryUnavailableError(error.code, error.message) : error;
}

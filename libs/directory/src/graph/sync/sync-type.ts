import { selectedProperties } from '#catalogue';
import type { TypeCompleteness } from '../../directory.js';
import { readSingleton } from '../read/read-singleton.js';
import { ReadFailure } from '../request/read-failure.js';
import { checkCount, countLive, liveAfter, type CountCheck } from './count-check.js';
import type { Edits } from './edits.js';
import { followDelta } from './follow-delta.js';
import { listLinks } from './listed-links.js';
import { pagesOf } from './live-list.js';
import { putEntry } from './object-edits.js';
import { readWhole, type WholeRead } from './read-whole.js';
import type { TypeToken } from './sync-token.js';
import { toldByDelta } from './told-by-delta.js';
import { beginAnew, gapOf, type TypeSync } from './type-sync.js';

/** What the sync of one type comes to. */
export interface TypeResult {
  readonly completeness: Omit<TypeCompleteness, 'unread' | 'rotatedSince'>;
  readonly token: TypeToken;
}

/** What the last sync left, as far as it says something. */
type From = Partial<TypeToken>;

/**
 * Yields the edits that bring one type up to date: from the delta path where there is one, and by reading
 * everything where there is none, it is worn out, or everything was not read for long. A type that may not be read is
 * a gap, and the head keeps what it has; but once the head's state was cleared a refusal fails the sync, for half a
 * type is worse than none.
 */
export async function* syncType(
  sync: TypeSync,
  token: TypeToken | undefined,
): AsyncGenerator<Edits, TypeResult> {
  yield* sync.own.refresh();
  const from: From = token ?? {};
  if (sync.entry.singleton) return yield* readOnlyOne(sync, from);
  const delta = deltaOf(sync, from);
  if (delta && !isDue(sync, delta)) {
    const result = yield* syncChanges(sync, from.live ?? 0, delta);
    if (result) return result;
    beginAnew(sync);
  }
  const result = yield* syncWhole(sync, from);
  if (!delta) return result;
  const isTold = await toldByDelta(sync, delta.deltaPath);
  return isTold ? { ...result, completeness: { ...result.completeness, isTold } } : result;
}

/** Where a delta query goes on, and when everything was read last. */
interface Delta {
  readonly deltaPath: string;
  readonly readAt: string;
}

/** A delta query of other properties than are read now tells too little. */
function deltaOf(sync: TypeSync, { properties, deltaPath, readAt }: From): Delta | undefined {
  if (properties !== propertiesOf(sync) || deltaPath === undefined || readAt === undefined) return undefined;
  return { deltaPath, readAt };
}

function isDue({ clock, options }: TypeSync, { readAt }: Delta): boolean {
  return clock.now().getTime() - Date.parse(readAt) >= options.reconcileEveryMs;
}

/** By the delta query alone; `undefined` where everything must be read. */
async function* syncChanges(
  sync: TypeSync,
  liveBefore: number,
  delta: Delta,
): AsyncGenerator<Edits, TypeResult | undefined> {
  try {
    const before = await countLive(sync);
    const next = yield* followDelta(sync, pagesOf(sync, delta.deltaPath), { initial: false });
    const { live, moved } = await liveAfter(sync, liveBefore);
    const check = await checkCount(sync, live, { before, moved });
    if (!check.agrees) return undefined;
    yield* listLinks(sync);
    return resultOf(sync, 'delta', { check, token: tokenOf(sync, live, { ...delta, deltaPath: next }) });
  } catch (error) {
    if (mustReadAll(error)) return undefined;
    sync.tally.gaps.push(gapOf(error, 'changes'));
    return resultOf(sync, 'delta', { token: tokenOf(sync, liveBefore, delta) });
  }
}

async function* syncWhole(sync: TypeSync, from: From): AsyncGenerator<Edits, TypeResult> {
  const now = sync.clock.now().toISOString();
  const held = from.live ?? 0;
  const { gaps } = sync.tally;
  try {
    const read = yield* readWholeAgain(sync, expected(sync, from));
    if (read.outcome === 'empty') {
      gaps.push({
        cause: 'count',
        detail: 'objects: The tenant shows none, and does not say where they are.',
      });
      return resultOf(sync, 'full', { token: tokenOf(sync, held, { emptySince: from.emptySince ?? now }) });
    }
    const { check, next } = read;
    if (!check.agrees)
      gaps.push({ cause: 'count', detail: 'objects: The tenant counts others than it lists.' });
    // A delta query says nothing of what is missing: where something is, the next sync reads everything anew.
    const goesOn = next !== undefined && gaps.length === 0;
    yield* listLinks(sync);
    const live = sync.told.count('live');
    const token = tokenOf(sync, live, goesOn ? { deltaPath: next, readAt: now } : {});
    return resultOf(sync, 'full', { check, token });
  } catch (error) {
    if (sync.cleared) throw error;
    gaps.push(gapOf(error, 'objects'));
    return resultOf(sync, 'full', { token: tokenOf(sync, held) });
  }
}

/** A list whose page token has expired is begun once more. */
async function* readWholeAgain(sync: TypeSync, expects: number): AsyncGenerator<Edits, WholeRead> {
  try {
    return yield* readWhole(sync, { expected: expects });
  } catch (error) {
    if (!mustReadAll(error)) throw error;
    beginAnew(sync);
    return yield* readWhole(sync, { expected: expects });
  }
}

/** How many live objects there should be at least; a tenant that has shown none for long has none. */
function expected({ clock, options }: TypeSync, { live = 0, emptySince }: From): number {
  const isOld =
    emptySince !== undefined && clock.now().getTime() - Date.parse(emptySince) >= options.reconcileEveryMs;
  return isOld ? 0 : live;
}

/** What has no list is asked for by itself. */
async function* readOnlyOne(sync: TypeSync, from: From): AsyncGenerator<Edits, TypeResult> {
  const { type } = sync.entry;
  try {
    const payload = await readSingleton(sync.single, sync.entry);
    sync.tally.pages += 1;
    yield [{ edit: 'clear', prefix: `${type}/` }, ...putEntry(sync, payload, 'live')];
    return resultOf(sync, 'full', { token: tokenOf(sync, 1) });
  } catch (error) {
    sync.tally.gaps.push(gapOf(error, 'objects'));
    return resultOf(sync, 'full', { token: tokenOf(sync, from.live ?? 0) });
  }
}

/** The properties that are read; another list means that the stored objects say too little. */
function propertiesOf({ entry, hidden }: TypeSync): string {
  return selectedProperties(entry.type)
    .filter((name) => !hidden.has(name))
    .join(',');
}

function mustReadAll(error: unknown): boolean {
  return error instanceof ReadFailure && (error.cause === 'resync' || error.cause === 'expiredPage');
}

function tokenOf(
  sync: TypeSync,
  live: number,
  more: Pick<From, 'deltaPath' | 'readAt' | 'emptySince'> = {},
): TypeToken {
  return { ...more, properties: propertiesOf(sync), live };
}

function resultOf(
  sync: TypeSync,
  mode: TypeCompleteness['mode'],
  { token, check }: { readonly token: TypeToken; readonly check?: CountCheck },
): TypeResult {
  const { pages, objects, links, gaps } = sync.tally;
  const counted = check?.counted;
  return {
    completeness: {
      type: sync.entry.type,
      mode,
      pages,
      objects,
      links,
      ...(counted !== undefined && { counted }),
      gaps: [...gaps],
    },
    token,
  };
}

import { decodeObject, isLink, linksPrefix, objectKey, parseKey, type ObjectRef } from '#catalogue';
import { deletedListPath, deltaLinks, firstDeltaPath, latestDeltaPath } from '../graph-paths.js';
import { readLive } from '../read/read-state.js';
import type { Page } from '../request/read-pages.js';
import { begun } from '../request/read-pages.js';
import { REQUESTS_AT_ONCE } from '../request/with-batching.js';
import { begunPages } from './begun-pages.js';
import { checkCount, countLive, type CountCheck } from './count-check.js';
import type { Edits } from './edits.js';
import { followDelta } from './follow-delta.js';
import { IdTable } from './id-table.js';
import { livePages, pagesOf, plainPages } from './live-list.js';
import { checkMembers } from './member-check.js';
import { idOf, putEntry, putObject, putWanted } from './object-edits.js';
import { linksAnew } from './settle-round.js';
import { gapOf, type TypeSync } from './type-sync.js';

/** What a whole reading comes to. */
export type WholeRead =
  | { readonly outcome: 'read'; readonly next: string | undefined; readonly check: CountCheck }
  /** Nothing was there though the head holds objects; nothing of it was touched. */
  | { readonly outcome: 'empty' };

/**
 * Reads everything of a type, live and soft-deleted, and returns where its delta query goes on. Takes the delta
 * link first, lists in the largest pages, then follows the delta once to close the gap between. Where links come
 * with the delta, the delta query is begun with a round that tells them all. Nothing is cleared before Graph has
 * shown that it lets the type be read, and that there is something where there was (`expected` live objects). What
 * was read is compared with the tenant's count; where they disagree, one more list decides.
 */
export async function* readWhole(
  sync: TypeSync,
  { expected }: { readonly expected: number },
): AsyncGenerator<Edits, WholeRead> {
  const { type, delta } = sync.entry;
  const linked = deltaLinks(sync.entry).length > 0;
  const before = await countLive(sync);
  const round = delta
    ? await begun(pagesOf(sync, linked ? firstDeltaPath(type) : latestDeltaPath(type)))
    : undefined;
  let live = await begunPages(plainPages(sync));
  if (live.isEmpty && expected > 0) live = await begunPages(plainPages(sync));
  if (live.isEmpty && expected > 0 && !(await allAreDeleted(sync))) return { outcome: 'empty' };
  const deleted = await deletedPages(sync);
  await sync.own.carry();
  yield [{ edit: 'clear', prefix: `${type}/` }];
  sync.cleared = true;
  yield* deleted === undefined ? keepDeleted(sync) : putDeleted(sync, deleted);
  let next = round && (yield* followDelta(sync, round, { initial: true }));
  // The first round may take longer than the token of a page lives, so the list is begun again after it.
  const list = linked ? plainPages(sync) : livePages(sync, live.pages, before);
  yield* putLive(sync, list, { again: false });
  if (next !== undefined) next = yield* followDelta(sync, pagesOf(sync, next), { initial: false });
  let check = await checked(sync, before);
  if (!check.agrees) {
    yield* putLive(sync, plainPages(sync), { again: true });
    if (next !== undefined) next = yield* followDelta(sync, pagesOf(sync, next), { initial: false });
    check = await checked(sync, before);
  }
  yield* checkMembers(sync);
  return { outcome: 'read', next, check };
}

function checked(sync: TypeSync, before: number | undefined): Promise<CountCheck> {
  return checkCount(sync, sync.told.count('live'), { before, moved: sync.changed.size });
}

/** Whether all objects that the head has live stand among the deleted ones now: then an empty list is believed. */
async function allAreDeleted(sync: TypeSync): Promise<boolean> {
  const { type, deletedPath } = sync.entry;
  if (deletedPath === undefined) return false;
  const deleted = new IdTable<true>();
  for await (const page of pagesOf(sync, deletedListPath(type, deletedPath)))
    for (const entry of page.entries) deleted.set(idOf(entry), true);
  for await (const { key, value } of sync.head.scan(`${type}/`)) {
    const ref = parseKey(key);
    if (isLink(ref) || deleted.has(ref.id)) continue;
    if (decodeObject(type, ref.id, value).lifecycle === 'live') return false;
  }
  return true;
}

/**
 * Puts what a list shows; where it is listed `again`, only what was not told before, for a delta query has told since
 * what has gone. Objects whose links are not known, because the delta round has not told of them, are read with their
 * links.
 */
async function* putLive(
  sync: TypeSync,
  pages: AsyncGenerator<Page, void>,
  { again }: { readonly again: boolean },
): AsyncGenerator<Edits, void> {
  const linked = deltaLinks(sync.entry).length > 0;
  const untold = new IdTable<true>();
  for await (const page of pages) {
    sync.tally.pages += 1;
    const isComplete = (id: string): boolean => {
      const state = sync.told.get(id);
      return again ? !linked && state === undefined : !linked || state === 'live';
    };
    if (linked)
      for (const object of page.entries) if (!sync.told.has(idOf(object))) untold.set(idOf(object), true);
    const complete = page.entries.filter((object) => isComplete(idOf(object)));
    yield complete.flatMap((object) => putEntry(sync, object, 'live'));
    yield* putWanted(sync);
  }
  yield* putUntold(
    sync,
    [...untold].map(([id]) => id),
  );
}

async function* putUntold(sync: TypeSync, ids: readonly string[]): AsyncGenerator<Edits, void> {
  const { type } = sync.entry;
  for (let start = 0; start < ids.length; start += REQUESTS_AT_ONCE) {
    const refs = ids.slice(start, start + REQUESTS_AT_ONCE).map((id): ObjectRef => ({ type, id }));
    const read = await Promise.all(refs.map((ref) => readLive(sync.batched, ref, sync.hidden)));
    const found = read.filter((object) => object !== undefined);
    yield found.flatMap((object) => putObject(sync, object));
    yield* linksAnew(
      sync,
      found.map(({ id }) => id),
    );
  }
}

/** The deleted items; `undefined` where there can be none to read. A refusal is a gap, not a failure. */
async function deletedPages(sync: TypeSync): Promise<AsyncGenerator<Page, void> | undefined> {
  const { type, deletedPath } = sync.entry;
  if (deletedPath === undefined) return undefined;
  try {
    return await begun(pagesOf(sync, deletedListPath(type, deletedPath)));
  } catch (error) {
    sync.tally.gaps.push(gapOf(error, 'deleted items'));
    return undefined;
  }
}

/** The links of a soft-deleted object cannot be read but come back with it: the head's are kept. */
async function* putDeleted(sync: TypeSync, pages: AsyncGenerator<Page, void>): AsyncGenerator<Edits, void> {
  const { type, links } = sync.entry;
  for await (const page of pages) {
    sync.tally.pages += 1;
    yield page.entries.flatMap((object) => putEntry(sync, object, 'softDeleted'));
    if (links.length === 0) continue;
    for (const object of page.entries) yield* keepLinks(sync, linksPrefix({ type, id: idOf(object) }));
  }
}

async function* keepLinks(sync: TypeSync, prefix: string): AsyncGenerator<Edits, void> {
  const kept: Edits[number][] = [];
  for await (const { key, value } of sync.head.scan(prefix)) kept.push({ edit: 'put', key, value });
  if (kept.length > 0) yield kept;
}

/** Deleted items that may not be read are kept as the head has them. */
async function* keepDeleted(sync: TypeSync): AsyncGenerator<Edits, void> {
  const { type } = sync.entry;
  for await (const { key, value } of sync.head.scan(`${type}/`)) {
    const ref = parseKey(key);
    if (isLink(ref) || decodeObject(type, ref.id, value).lifecycle === 'live') continue;
    sync.told.set(ref.id, 'softDeleted');
    yield [{ edit: 'put', key: objectKey(ref), value }];
    yield* keepLinks(sync, linksPrefix(ref));
  }
}

import { decodeObject, isLink, linksPrefix, objectKey, parseKey } from '#catalogue';
import { deletedListPath, deltaLinks, firstDeltaPath, latestDeltaPath, listPath } from '../graph-paths.js';
import { begun, readPages, type Page } from '../request/read-pages.js';
import { followDelta } from './follow-delta.js';
import { idOf, putEntry } from './object-edits.js';
import { gapOf, type Edits, type TypeSync } from './type-sync.js';

/**
 * Reads everything of a type, live and soft-deleted, and returns where its delta query goes on. Takes the delta
 * link first, lists in the largest pages, then follows the delta once to close the gap between. Where links come
 * with the delta, the delta query is begun with a round that tells them all. Nothing is cleared before Graph has
 * shown that it lets the type be read.
 */
export async function* readWhole(sync: TypeSync): AsyncGenerator<Edits, string | undefined> {
  const { type, delta } = sync.entry;
  const linked = deltaLinks(sync.entry).length > 0;
  const round = delta
    ? await begun(pagesOf(sync, linked ? firstDeltaPath(type) : latestDeltaPath(type)))
    : undefined;
  const list = pagesOf(sync, listPath(type));
  const live = linked ? list : await begun(list);
  const deleted = await deletedPages(sync);
  yield [{ edit: 'clear', prefix: `${type}/` }];
  sync.cleared = true;
  yield* deleted === undefined ? keepDeleted(sync) : putDeleted(sync, deleted);
  const next = round && (yield* followDelta(sync, round, { initial: true }));
  yield* putLive(sync, live);
  return next && (yield* followDelta(sync, pagesOf(sync, next), { initial: false }));
}

/** Objects whose links are not known yet are left to the delta round that tells of them. */
async function* putLive(sync: TypeSync, pages: AsyncGenerator<Page, void>): AsyncGenerator<Edits, void> {
  const linked = deltaLinks(sync.entry).length > 0;
  for await (const page of pages) {
    sync.tally.pages += 1;
    const complete = page.entries.filter((object) => !linked || sync.told.get(idOf(object)) === 'live');
    yield complete.flatMap((object) => putEntry(sync, object, 'live'));
  }
}

/** The pages of a list or delta query of the type. */
export function pagesOf(sync: TypeSync, path: string): AsyncGenerator<Page, void> {
  const { lane, wholeObject: enumerations } = sync.entry;
  return readPages(sync.single, path, { lane, enumerations });
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

import { decodeObject, isLink, linksPrefix, objectKey, parseKey } from '#catalogue';
import { deletedListPath, deltaLinks, firstDeltaPath, latestDeltaPath, listPath } from '../graph-paths.js';
import { begun, readPages, type Page } from '../request/read-pages.js';
import { followDelta } from './follow-delta.js';
import { idOf, putEntry } from './object-edits.js';
import { gapOf, type Edits, type TypeSync } from './type-sync.js';

/**
 * Reads everything of a type, live and soft-deleted, and returns where its delta query goes on. Takes the delta
 * link first, lists in the largest pages, then follows the delta once to close the gap between. A type whose
 * links come with its delta is listed by the delta query itself. Nothing is cleared before Graph has shown
 * that it lets the type be read.
 */
export async function* readWhole(sync: TypeSync): AsyncGenerator<Edits, string | undefined> {
  const { entry } = sync;
  const byDelta = deltaLinks(entry).length > 0;
  const start = entry.delta && !byDelta ? await latestDelta(sync) : undefined;
  const live = await begun(pagesOf(sync, byDelta ? firstDeltaPath(entry.type) : listPath(entry.type)));
  const deleted = await deletedPages(sync);
  yield [{ edit: 'clear', prefix: `${entry.type}/` }];
  sync.cleared = true;
  yield* deleted === undefined ? keepDeleted(sync) : putDeleted(sync, deleted);
  if (byDelta) return yield* closeGap(sync, yield* followDelta(sync, live, { initial: true }));
  for await (const page of live) {
    sync.tally.pages += 1;
    yield page.entries.flatMap((object) => putEntry(sync, object, 'live'));
  }
  return start === undefined ? undefined : yield* closeGap(sync, start);
}

function closeGap(sync: TypeSync, path: string): AsyncGenerator<Edits, string> {
  return followDelta(sync, pagesOf(sync, path), { initial: false });
}

/** The pages of a list or delta query of the type. */
export function pagesOf(sync: TypeSync, path: string): AsyncGenerator<Page, void> {
  const { lane, wholeObject: enumerations } = sync.entry;
  return readPages(sync.single, path, { lane, enumerations });
}

async function latestDelta(sync: TypeSync): Promise<string> {
  const round = followDelta(sync, pagesOf(sync, latestDeltaPath(sync.entry.type)), { initial: false });
  for (;;) {
    const step = await round.next();
    if (step.done) return step.value;
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

import { deltaLinks, linkCountPath, linkTargetsPath } from '../graph-paths.js';
import { readCount } from '../read/read-count.js';
import { bareLink } from '../read/read-links.js';
import { ReadFailure } from '../request/read-failure.js';
import { readEntries } from '../request/read-pages.js';
import { REQUESTS_AT_ONCE } from '../request/with-batching.js';
import type { JsonObject, LinkEntry, ObjectRef } from '#catalogue';
import { linksPrefix } from '#catalogue';
import type { Edits } from './edits.js';
import { putLinks } from './object-edits.js';
import type { TypeSync } from './type-sync.js';

/** Lists that were cut short end at a multiple of it: an expansion at 20, a page at 100. */
const USUAL_CUT = 20;

/**
 * Compares how many members the first delta round told of each group with how many the tenant counts, of up to
 * `memberCounts` groups: all, where there are no more; else those with a number at which lists are cut, and others spread
 * evenly. Where they differ the members are listed, and where the list differs from the count too, they are a gap.
 */
export async function* checkMembers(sync: TypeSync): AsyncGenerator<Edits, void> {
  const { type } = sync.entry;
  const chosen = chosenToCount(sync.toldLinks, sync.options.memberCounts).filter(
    (id) => sync.told.get(id) === 'live' && !sync.changed.has(id),
  );
  for (const link of deltaLinks(sync.entry))
    for (let start = 0; start < chosen.length; start += REQUESTS_AT_ONCE) {
      const some = chosen.slice(start, start + REQUESTS_AT_ONCE);
      yield (await Promise.all(some.map((id) => checkedMembers(sync, { type, id }, link)))).flat();
    }
}

/** The objects whose links are counted. */
export function chosenToCount(told: ReadonlyMap<string, number>, most: number): readonly string[] {
  const ids = [...told.keys()];
  if (ids.length <= most) return ids;
  const cut = ids.filter((id) => isCut(told.get(id))).slice(0, most);
  const others = ids.filter((id) => !isCut(told.get(id)));
  const wanted = most - cut.length;
  const spread = Array.from(
    { length: Math.min(wanted, others.length) },
    (_, index) => others[Math.floor((index * others.length) / wanted)] ?? '',
  );
  return [...cut, ...spread];
}

const isCut = (count: number | undefined): boolean =>
  count !== undefined && count > 0 && count % USUAL_CUT === 0;

async function checkedMembers(sync: TypeSync, object: ObjectRef, link: LinkEntry): Promise<Edits> {
  const path = linkCountPath(object, link.name);
  const counted = await readCount(sync.batched, path);
  if (counted === undefined || counted === sync.toldLinks.get(object.id)) return [];
  const members = await listedMembers(sync, object, link);
  if (members === undefined) return [];
  const again = await readCount(sync.batched, path);
  if (members.length !== counted && members.length !== again) noteGap(sync, link);
  return [
    { edit: 'clear', prefix: `${linksPrefix(object)}${link.name}/` },
    ...putLinks(
      sync,
      members.flatMap((member) => bareLink(object, link, member)),
    ),
  ];
}

/** `undefined` where the object has gone meanwhile. */
async function listedMembers(
  { batched }: TypeSync,
  object: ObjectRef,
  { name }: LinkEntry,
): Promise<readonly JsonObject[] | undefined> {
  try {
    return await readEntries(batched, linkTargetsPath(object, name), { lane: 'identity' });
  } catch (error) {
    if (error instanceof ReadFailure && error.cause === 'absent') return undefined;
    throw error;
  }
}

function noteGap({ tally }: TypeSync, { name }: LinkEntry): void {
  const detail = `${name}: The tenant counts others than it lists.`;
  if (!tally.gaps.some((gap) => gap.detail === detail)) tally.gaps.push({ cause: 'count', detail });
}

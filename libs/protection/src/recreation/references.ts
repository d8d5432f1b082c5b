import { isJsonObject, type Json, type JsonObject } from '#catalogue';

/** Words that stand for all or none, beside which a list of a policy takes no ids. */
const EXCLUSIVE: readonly Json[] = ['All', 'None'];

/**
 * The present value, with what it has lost of the backup’s references to these ids, and nothing else of the backup: an
 * object that is made again is named where it was named, and whatever else has changed meanwhile stays. Ids are the old
 * ones on both sides.
 */
export function withReferences(backup: Json, present: Json, ids: ReadonlySet<string>): Json {
  if (Array.isArray(backup) && Array.isArray(present)) return listWithReferences(backup, present, ids);
  if (!isJsonObject(backup) || !isJsonObject(present)) return present;
  return Object.fromEntries(
    Object.entries(present).map(([name, member]) => [
      name,
      Object.hasOwn(backup, name) ? withReferences(backup[name] ?? null, member, ids) : member,
    ]),
  );
}

function listWithReferences(
  backup: readonly Json[],
  present: readonly Json[],
  ids: ReadonlySet<string>,
): Json {
  const inBackup = new Map(backup.filter((item) => isJsonObject(item)).map((item) => [idOf(item), item]));
  const kept = present.map((item) => {
    const id = isJsonObject(item) ? idOf(item) : undefined;
    return id === undefined ? item : withReferences(inBackup.get(id) ?? null, item, ids);
  });
  if (present.some((item) => EXCLUSIVE.includes(item))) return kept;
  const there = new Set(present.map(idOf));
  const lost = backup.filter((item) => {
    const id = idOf(item);
    return id !== undefined && ids.has(id) && !there.has(id);
  });
  return [...kept, ...lost];
}

/** The id that an item of a list is, or is told by. */
function idOf(item: Json): string | undefined {
  const id = isJsonObject(item) ? idMember(item) : item;
  return typeof id === 'string' ? id.toLowerCase() : undefined;
}

const idMember = (item: JsonObject): Json => item['id'] ?? item['resourceAppId'] ?? null;

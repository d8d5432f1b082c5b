import { CATALOGUE, type Json, type JsonObject, type ObjectType } from '#catalogue';
import type { NewIds } from '../../directory.js';
import { filteredListPath, listPath } from '../graph-paths.js';
import { readEntries, type Reader } from '../request/read-pages.js';

/** What tells an object from its like, where Graph can filter by it. */
const FILTERED_BY: Partial<Record<ObjectType, string>> = {
  user: 'userPrincipalName',
  group: 'displayName',
  application: 'displayName',
  servicePrincipal: 'appId',
};

/** The live objects that bear the same name, and groups the same nickname as well. Throws ReadFailure. */
export async function readNamesakes(
  reader: Reader,
  type: ObjectType,
  set: Readonly<Record<string, Json>>,
): Promise<readonly NewIds[]> {
  const { lane, wholeObject: enumerations } = CATALOGUE[type];
  const by = FILTERED_BY[type];
  const name = set[by ?? 'displayName'];
  if (typeof name !== 'string') return [];
  const path =
    by === undefined ? listPath(type) : filteredListPath(type, `${by} eq '${name.replaceAll("'", "''")}'`);
  const entries = await readEntries(reader, path, { lane, enumerations });
  const names = [by ?? 'displayName', ...(type === 'group' ? ['mailNickname'] : [])];
  const alike = entries.filter((entry) => isAlike(entry, set, names));
  return alike.flatMap(({ id, appId }) =>
    typeof id === 'string'
      ? [{ id, ...(type === 'application' && typeof appId === 'string' && { appId }) }]
      : [],
  );
}

const isAlike = (entry: JsonObject, set: Readonly<Record<string, Json>>, names: readonly string[]): boolean =>
  names.every((name) => set[name] === undefined || lower(entry[name] ?? null) === lower(set[name] ?? null));

const lower = (value: Json): string => (typeof value === 'string' ? value.toLowerCase() : '');

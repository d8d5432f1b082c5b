import { isJsonObject, type Json } from '#catalogue';

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** The ids that a value names, wherever they stand in it: as a text, or within one (a membership rule, a URI). */
export function idsIn(value: Json): ReadonlySet<string> {
  return new Set((JSON.stringify(value).match(GUID) ?? []).map((id) => id.toLowerCase()));
}

/** The text with ids replaced. */
export function textWithIds(text: string, ids: ReadonlyMap<string, string>): string {
  return text.replaceAll(GUID, (id) => ids.get(id.toLowerCase()) ?? id);
}

/** The value with ids replaced wherever they stand in it; names of members stay as they are. */
export function withIds(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (ids.size === 0) return value;
  if (typeof value === 'string') return textWithIds(value, ids);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => withIds(item, ids));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withIds(member, ids)]));
}

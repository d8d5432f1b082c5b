import type { AttributeEntry } from './entries.js';
import { isJsonObject, type Json, type JsonObject } from './json.js';

/**
 * The value as snapshots keep it: as Graph shows it, so that what comes back is what was there, to the order of a
 * list. Annotations are dropped, objects that are shown whole but mean a reference are reduced to their id.
 */
export function keptValue(entry: AttributeEntry, value: Json | undefined): Json {
  if (value === undefined || value === null) return entry.absent;
  const references = entry.referencesById ?? [];
  return withoutAnnotations(
    isJsonObject(value) && references.length > 0 ? reduced(value, references) : value,
  );
}

/** Brings one attribute's value into the form in which equal values are equal text: what comparison looks at. */
export function canonicalValue(entry: AttributeEntry, value: Json | undefined): Json {
  if (value === undefined || value === null) return entry.absent;
  switch (entry.form) {
    case 'scalar':
      return value;
    case 'words':
      return typeof value === 'string' ? sortedWords(value) : value;
    case 'set':
      return Array.isArray(value)
        ? sortedSet(value.map((item) => without(entry.madeByGraph, item as Json)))
        : value;
    case 'list':
      return withoutAnnotations(value);
    case 'object':
      return pruned(keptValue(entry, value)) ?? entry.absent;
    default:
      return entry.form satisfies never;
  }
}

/** The set of words of a text, in order: `"b, a"` and `"a,b"` are one. `null` where there is none. */
export function sortedWords(text: string): string | null {
  const distinct = [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];
  return distinct.length === 0 ? null : distinct.sort().join(', ');
}

/** Keys in order, annotations dropped (but the `@odata.type` that tells kinds apart), collections kept in order. */
export function withoutAnnotations(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(withoutAnnotations);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    meaningfulMembers(value).map(([name, member]) => [name, withoutAnnotations(member)]),
  );
}

function reduced(value: JsonObject, references: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      references.includes(name) && isJsonObject(member) ? { id: member['id'] ?? null } : member,
    ]),
  );
}

function without(names: readonly string[] | undefined, item: Json): Json {
  if (names === undefined || !isJsonObject(item)) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
}

/** The structure without absent, null and empty members; `undefined` where nothing is left. */
function pruned(value: Json): Json | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : sortedSet(value as Json[]);
  if (!isJsonObject(value)) return value;
  const members = meaningfulMembers(value).flatMap(([name, member]): [string, Json][] => {
    const kept = pruned(member);
    return kept === undefined ? [] : [[name, kept]];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function sortedSet(values: readonly Json[]): Json {
  const byText = new Map<string, Json>();
  for (const value of values) {
    const canonical = isJsonObject(value) ? (pruned(value) ?? {}) : value;
    byText.set(JSON.stringify(canonical), canonical);
  }
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function meaningfulMembers(value: { readonly [name: string]: Json }): [string, Json][] {
  return Object.entries(value)
    .filter(([name]) => name === '@odata.type' || !name.includes('@odata.'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

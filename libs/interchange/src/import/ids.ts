import type { JsonObject } from '#catalogue';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Graph's own words, by which policies are named of which a tenant has one. */
const WORD = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

/** The id of an exported object in the form of the catalogue; `undefined` where it has none that could be one. */
export function idOf(exported: JsonObject): string | undefined {
  const id = exported['id'] ?? exported['Id'];
  if (typeof id !== 'string') return undefined;
  if (GUID.test(id)) return id.toLowerCase();
  return WORD.test(id) ? id : undefined;
}

/**
 * The id in the name of a file that holds one object: `<id>.json`, or IntuneManagement's `<name>_<id>.json`.
 * `undefined` where there is none.
 */
export function idInFileName(path: string): string | undefined {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/i, '');
  const last = stem.slice(-36);
  const before = stem.slice(0, -36);
  return GUID.test(last) && (before === '' || /[_-]$/.test(before)) ? last.toLowerCase() : undefined;
}

import { InvalidAppend } from './errors.js';

/**
 * The one JSON text of a value: members in order of their names, no white space, members without a value
 * dropped. Reading the text back and writing it again gives the same text, so it can be hashed.
 * Refuses (throws {@link InvalidAppend} `NotJson`) what JSON cannot hold: functions, symbols, big integers,
 * numbers that are not finite.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isStructure(value)) return structure(value);
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  const kind = typeof value === 'number' ? 'number that is not finite' : typeof value;
  throw new InvalidAppend('NotJson', `An event can hold JSON only, but was given a ${kind}.`);
}

function structure(value: Readonly<Record<string, unknown>>): string {
  if (value instanceof Date) return JSON.stringify(value);
  let members = '';
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

function isStructure(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

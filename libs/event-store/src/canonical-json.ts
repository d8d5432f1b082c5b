import { InvalidAppend } from './errors.js';

/**
 * The one JSON text of a value: members in order of their names, no white space, members without a value
 * dropped. Reading the text back and writing it again gives the same text, so it can be hashed.
 * Refuses (throws {@link InvalidAppend} `NotJson`) what JSON cannot hold: functions, symbols, big integers,
 * numbers that are not finite.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return list(value);
  if (isStructure(value)) return structure(value);
  const kind = typeof value === 'number' ? 'number that is not finite' : typeof value;
  throw new InvalidAppend('NotJson', `An event can hold JSON only, but was given a ${kind}.`);
}

/** What JSON escapes, and halves of surrogate pairs, which it escapes where they stand alone. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A text as JSON. Few need escaping, and looking is quicker than letting `JSON.stringify` look. */
export function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

function list(values: readonly unknown[]): string {
  let items = '';
  for (let index = 0; index < values.length; index += 1) {
    items += index === 0 ? canonicalJson(values[index]) : `,${canonicalJson(values[index])}`;
  }
  return `[${items}]`;
}

function structure(value: Readonly<Record<string, unknown>>): string {
  if (value instanceof Date) return JSON.stringify(value);
  let members = '';
  for (const { name, label } of shapeOf(Object.keys(value)).members) {
    const member = value[name];
    if (member === undefined) continue;
    members += members === '' ? label + canonicalJson(member) : `,${label}${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

function isStructure(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** How structures whose members have these names, in this order, are written. */
interface Shape {
  readonly names: readonly string[];
  /** In order of their names, each with its name as it stands in the text. */
  readonly members: readonly { readonly name: string; readonly label: string }[];
}

const LARGEST_REMEMBERED = 32;
const MOST_REMEMBERED = 1_000;

/**
 * Events have few shapes, so the order of the members and their quoted names are worked out once for each: one
 * shape is kept for a count of names and the last of them.
 */
const shapes = Array.from({ length: LARGEST_REMEMBERED + 1 }, () => new Map<string, Shape>());

function shapeOf(names: readonly string[]): Shape {
  const last = names.at(-1);
  const alike = shapes[names.length];
  if (last === undefined || alike === undefined) return newShape(names);
  const known = alike.get(last);
  if (known !== undefined && isSame(known.names, names)) return known;
  if (alike.size >= MOST_REMEMBERED) alike.clear();
  const shape = newShape(names);
  alike.set(last, shape);
  return shape;
}

function newShape(names: readonly string[]): Shape {
  const members = names.toSorted().map((name) => ({ name, label: `${quoted(name)}:` }));
  return { names, members };
}

/** Whether two lists of one length hold the same names. */
function isSame(a: readonly string[], b: readonly string[]): boolean {
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

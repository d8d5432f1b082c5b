import { badRequest } from '../graph-error.js';

/** Values of one row, by the names that a filter may use. */
export type Filterable = Readonly<Record<string, string | null>>;

/** Tells whether a row is shown. */
export type Filter = (row: Filterable) => boolean;

const LONGEST_FILTER = 2_000;
/** `name eq 'text'`, `name ne 2026-03-01T02:00:00Z`, with an enumeration's name before the text where one is given. */
const COMPARISON = /\s*(\w+)\s+(eq|ne)\s+(?:[\w.]+(?='))?('(?:[^']|'')*'|[^\s()']+)\s*/y;
const CONJUNCTION = /(and|or)(?=\s)/y;
const MOMENT = /^\d{4}-\d\d-\d\dT/;

/**
 * Reads a `$filter` of comparisons (`eq`, `ne`) joined by `and` and `or`, of which `and` binds more tightly. Throws a
 * GraphError for any other, and for a property that is not in `names`.
 */
export function filterOf(text: string | undefined, names: readonly string[]): Filter {
  if (text === undefined) return () => true;
  if (text.length > LONGEST_FILTER) throw badRequest(`A $filter has at most ${LONGEST_FILTER} characters.`);
  const alternatives: Filter[][] = [[]];
  let place = 0;
  for (;;) {
    const comparison = matchAt(COMPARISON, text, place);
    if (comparison === null) throw unreadable(names);
    alternatives.at(-1)?.push(comparisonOf(comparison, names));
    place += comparison[0].length;
    if (place === text.length) return (row) => alternatives.some((all) => all.every((each) => each(row)));
    const conjunction = matchAt(CONJUNCTION, text, place);
    if (conjunction === null) throw unreadable(names);
    if (conjunction[1] === 'or') alternatives.push([]);
    place += conjunction[0].length;
  }
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

function comparisonOf(
  [, name = '', operator, literal = '']: RegExpExecArray,
  names: readonly string[],
): Filter {
  if (!names.includes(name)) throw badRequest(`A $filter on the property '${name}' is not supported.`);
  const wanted = comparable(valueOf(literal));
  return (row) => (comparable(row[name] ?? null) === wanted) === (operator === 'eq');
}

function valueOf(literal: string): string | null {
  if (literal === 'null') return null;
  return literal.startsWith("'") ? literal.slice(1, -1).replaceAll("''", "'") : literal;
}

/** Moments are the same however they are written; ids are the same in capitals. */
function comparable(value: string | null): string | number | null {
  if (value === null) return null;
  return MOMENT.test(value) && !Number.isNaN(Date.parse(value)) ? Date.parse(value) : value.toLowerCase();
}

const unreadable = (names: readonly string[]) =>
  badRequest(`A $filter compares one of ${names.join(', ')} by eq or ne, joined by and, or.`);

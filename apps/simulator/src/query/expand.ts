import { malformed } from '../graph/graph-error.js';

/** One expanded navigation property, with the properties selected below it. */
export interface Expand {
  readonly name: string;
  readonly select: readonly string[] | undefined;
}

/** Reads `members,owners($select=id,displayName)`. */
export function parseExpand(text: string): readonly Expand[] {
  const expands = topLevelParts(text).map((part) => {
    const match = /^([A-Za-z0-9_]+|\*)(?:\((.*)\))?$/s.exec(part.trim());
    if (!match)
      throw malformed(
        `Parsing OData Select and Expand failed: Term '${text}' is not valid in a $select or $expand expression.`,
      );
    const [, name = '', inner] = match;
    return { name, select: innerSelect(inner) };
  });
  return expands;
}

function innerSelect(inner: string | undefined): readonly string[] | undefined {
  const select = inner
    ?.split(';')
    .map((option) => /^\$?select=(.*)$/i.exec(option.trim())?.[1])
    .find((value) => value !== undefined);
  return select?.split(',').map((name) => name.trim());
}

function topLevelParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text[index];
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === undefined || (character === ',' && depth === 0)) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return parts;
}

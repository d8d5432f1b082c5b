import type { Json } from '#catalogue';
import type { ProblemCode } from './import-summary.js';

/** A JSON value, or why there is none. */
export type JsonRead = { readonly content: Json } | { readonly code: ProblemCode; readonly message: string };

/** Deeper than any export; what goes through a value may call itself this often. */
const MOST_LEVELS = 100;

/** Reads JSON whose depth is bounded. */
export function readJson(text: string): JsonRead {
  try {
    const content = JSON.parse(text) as Json;
    return isDeeperThan(content, MOST_LEVELS)
      ? { code: 'tooDeep', message: `nested deeper than ${MOST_LEVELS} levels` }
      : { content };
  } catch {
    return { code: 'notJson', message: 'not valid JSON' };
  }
}

function isDeeperThan(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member: Json) => isDeeperThan(member, levels - 1));
}

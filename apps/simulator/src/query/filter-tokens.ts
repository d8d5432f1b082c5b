import { malformed } from '../graph/graph-error.js';

/** A word, a quoted text or a mark of a `$filter` expression. */
export interface FilterToken {
  readonly is: 'word' | 'text' | 'mark';
  readonly value: string;
}

const PATTERN =
  /\s*(?:'((?:[^']|'')*)'|([(),:])|([^\s(),:']+(?::\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)*))/gy;

/** Cuts a `$filter` expression into tokens. */
export function filterTokens(expression: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  PATTERN.lastIndex = 0;
  const end = expression.trimEnd().length;
  while (PATTERN.lastIndex < end) {
    const at = PATTERN.lastIndex;
    const match = PATTERN.exec(expression);
    if (!match) throw malformed(`Invalid filter clause: syntax error at position ${at} in '${expression}'.`);
    const [, text, mark, word] = match;
    if (text !== undefined) tokens.push({ is: 'text', value: text.replaceAll("''", "'") });
    else if (mark !== undefined) tokens.push({ is: 'mark', value: mark });
    else tokens.push({ is: 'word', value: word ?? '' });
  }
  return tokens;
}

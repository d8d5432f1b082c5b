import type { Json } from '#catalogue';

/**
 * A value as a cell: a text as it is, any other value as JSON, nothing where there is no value. A text that could be
 * taken for JSON, or for nothing, is written as JSON too, so that each cell has one meaning.
 */
export function cellOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return withoutFormula(typeof value === 'string' && !looksLikeJson(value) ? value : JSON.stringify(value));
}

const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)?$/;
const STRUCTURE = /^["[{]/;

/** Most texts are told by their form, because a failed reading of JSON costs a hundred times as much. */
function looksLikeJson(text: string): boolean {
  const trimmed = text.trim();
  if (LITERAL.test(trimmed)) return true;
  if (!STRUCTURE.test(trimmed)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a spreadsheet may take for the beginning of a formula, also after blanks and in full width. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n'])/;

/**
 * Puts an apostrophe before a cell that a spreadsheet might run as a formula, and before one that begins with an
 * apostrophe: a reader takes one apostrophe away and has the cell back.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function withoutFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/**
 * Text from the directory as a terminal may show it: on one line, and without the control characters by which a display
 * name could move the cursor or hide itself.
 */
export function shownText(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
}

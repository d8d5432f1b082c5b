/** An attribute's value as a person reads it: texts as they are, lists and structures over several lines. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '(no value)';
  if (value === '') return '(empty text)';
  if (typeof value === 'string') return value;
  return JSON.stringify(value, null, 2);
}

const MOST_CHARACTERS = 160;

/** The details of an event in one line: names with their values, what is long cut short. */
export function detailWords(details: unknown): string {
  if (typeof details !== 'object' || details === null) return '';
  const words = Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
  return words.length <= MOST_CHARACTERS ? words : `${words.slice(0, MOST_CHARACTERS - 1)}…`;
}

const WHOLE = new Intl.NumberFormat();
const RATE = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

/** A count in the user's own language; a dash where there is none yet. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : WHOLE.format(value);
}

/** A count with its word: `1 object`, `2,000 objects`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${WHOLE.format(value)} ${value === 1 ? one : many}`;
}

/** So many a second, to three digits. */
export function rate(perSecond: number): string {
  return `${RATE.format(perSecond)}/s`;
}

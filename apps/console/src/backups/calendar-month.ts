/** A day of a month's calendar: its number and its key, as {@link dayKey} makes it. */
export interface CalendarDay {
  readonly number: number;
  readonly key: string;
}

/** Names a moment's day in the local time zone: `2026-03-01`. */
export function dayKey(moment: Date): string {
  const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return parts.map((part) => `${part}`.padStart(2, '0')).join('-');
}

/** A month's weeks, from Monday; `undefined` for days of other months. `month` counts from 0. */
export function weeksOf(year: number, month: number): readonly (readonly (CalendarDay | undefined)[])[] {
  const first = new Date(year, month, 1);
  const days = new Date(year, month + 1, 0).getDate();
  const before = (first.getDay() + 6) % 7;
  const weeks = Math.ceil((before + days) / 7);
  return Array.from({ length: weeks }, (_week, week) =>
    Array.from({ length: 7 }, (_day, weekday) => {
      const number = week * 7 + weekday - before + 1;
      if (number < 1 || number > days) return undefined;
      return { number, key: dayKey(new Date(year, month, number)) };
    }),
  );
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayKey, weeksOf } from './calendar-month.js';

describe('the calendar of a month', () => {
  it('begins its weeks on Monday', () => {
    const [first] = weeksOf(2026, 10);
    expect(first?.map((day) => day?.number)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      1,
    ]);
  });

  it('has every day once, in order, with no empty week', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2200 }), fc.integer({ min: 0, max: 11 }), (year, month) => {
        const weeks = weeksOf(year, month);
        const days = weeks.flat().flatMap((day) => (day ? [day] : []));
        expect(days.map(({ number }) => number)).toEqual(
          Array.from({ length: new Date(year, month + 1, 0).getDate() }, (_each, index) => index + 1),
        );
        expect(days.every(({ number, key }) => key === dayKey(new Date(year, month, number)))).toBe(true);
        expect(weeks.every((week) => week.length === 7 && week.some((day) => day !== undefined))).toBe(true);
      }),
    );
  });
});

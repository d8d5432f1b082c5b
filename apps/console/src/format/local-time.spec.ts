import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromLocalTime, toLocalTime } from './local-time.js';

describe('a field of a moment', () => {
  it('gives back the minute that it was given, in whatever time zone', () => {
    // Midwinter: an hour that the clocks show twice is not one moment.
    const minutes = fc
      .integer({ min: 0, max: 20 * 24 * 60 })
      .map((minute) => new Date(Date.UTC(2026, 0, 5) + minute * 60_000).toISOString());
    fc.assert(fc.property(minutes, (at) => expect(fromLocalTime(toLocalTime(at))).toBe(at)));
  });

  it('is empty where there is none, and none where it is empty or no moment', () => {
    expect(toLocalTime(undefined)).toBe('');
    expect(fromLocalTime('')).toBeUndefined();
    expect(fromLocalTime('no moment')).toBeUndefined();
  });
});

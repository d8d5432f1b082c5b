import { describe, expect, it } from '@jest/globals';
import { duration } from './durations.js';

describe('a span of time', () => {
  it.each([
    [-3, '0 s'],
    [0.4, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [61, '1 min 1 s'],
    [3_600, '1 h'],
    [3_900, '1 h 5 min'],
    [90_000, '1 d 1 h'],
  ])('of %d seconds is %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});

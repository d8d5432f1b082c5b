import { describe, expect, it } from '@jest/globals';
import { ago } from './moments.js';

const NOW = Date.parse('2026-03-02T12:00:00.000Z');

describe('how long ago a moment was', () => {
  it.each([
    ['2026-03-02T11:59:30.000Z', -30, 'second'],
    ['2026-03-02T11:30:00.000Z', -30, 'minute'],
    ['2026-03-02T02:00:00.000Z', -10, 'hour'],
    ['2026-02-27T12:00:00.000Z', -3, 'day'],
  ] as const)('of %s is told in the largest unit that fits', (iso, value, unit) => {
    const words = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
    expect(ago(iso, NOW)).toBe(words.format(value, unit));
  });

  it('is now for the moment itself', () => {
    expect(ago('2026-03-02T12:00:00.000Z', NOW)).toBe(
      new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(0, 'second'),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { axisTop, barHeight } from './bar-scale.js';

const values = fc.array(fc.nat({ max: 10_000_000 }), { maxLength: 30 });

describe('the scale of a bar chart', () => {
  it.each([
    [[], 1],
    [[37], 50],
    [[100], 100],
    [[101], 200],
  ])('for %j ends at %d', (given, top) => {
    expect(axisTop(given)).toBe(top);
  });

  it('has room for every bar, and shows whatever is more than nothing', () => {
    fc.assert(
      fc.property(values, (given) => {
        const top = axisTop(given);
        for (const value of given) {
          const height = barHeight(value, top, 120);
          expect(height).toBeLessThanOrEqual(120);
          expect(height > 0).toBe(value > 0);
        }
      }),
    );
  });
});

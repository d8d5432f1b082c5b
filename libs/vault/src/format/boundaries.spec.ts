import { describe, expect, it } from '@jest/globals';
import { BoundaryFinder, STANDARD_CHUNKING, type Chunking } from './boundaries.js';

/** Sizes of the chunks that `count` keys are cut into. */
function sizes(chunking: Chunking, level: number, count: number, bytes = 100): number[] {
  const boundaries = new BoundaryFinder(chunking, level);
  const found: number[] = [];
  let size = 0;
  for (let n = 0; n < count; n += 1) {
    size += 1;
    if (!boundaries.endsAfter(`user/${n.toString(16).padStart(8, '0')}`, bytes)) continue;
    found.push(size);
    size = 0;
  }
  return found;
}

const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

describe('the ends of chunks', () => {
  it('make leaves of about 512 entries within their bounds', () => {
    const found = sizes(STANDARD_CHUNKING, 0, 200_000);
    expect(average(found)).toBeGreaterThan(440);
    expect(average(found)).toBeLessThan(590);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(64);
    expect(Math.max(...found)).toBeLessThanOrEqual(4096);
  });

  it('make index chunks of about 128 chunks at each level, each level elsewhere', () => {
    const levels = [1, 2, 3].map((level) => sizes(STANDARD_CHUNKING, level, 100_000));
    for (const found of levels) {
      expect(average(found)).toBeGreaterThan(110);
      expect(average(found)).toBeLessThan(150);
      expect(Math.min(...found)).toBeGreaterThanOrEqual(16);
    }
    expect(levels[0]?.slice(0, 20)).not.toEqual(levels[1]?.slice(0, 20));
  });

  it('bound leaves by bytes and by entries where no key ends them', () => {
    const never = { minEntries: 2, oneIn: Infinity, maxEntries: 1000, maxBytes: 50_000 };
    expect(sizes({ leaf: never, index: never }, 0, 3000, 100)).toEqual([500, 500, 500, 500, 500, 500]);
    expect(sizes({ leaf: never, index: never }, 0, 3000, 1)).toEqual([1000, 1000, 1000]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { count, counted } from './numbers.js';

describe('a count', () => {
  it('is a dash where there is none yet, and nought where it is nought', () => {
    expect([count(null), count(undefined), count(0)]).toEqual(['–', '–', '0']);
  });

  it('agrees with its word', () => {
    expect([counted(1, 'object'), counted(2, 'object'), counted(0, 'entry', 'entries')]).toEqual([
      '1 object',
      '2 objects',
      '0 entries',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { OBJECT_TYPES } from '#catalogue';
import { partialTypes } from './partial-types.js';

const whole = OBJECT_TYPES.map((type) => ({ type, gaps: [] as readonly string[] }));

describe('the types that a backup does not hold whole', () => {
  it('are none where every type was read without a gap', () => {
    expect(partialTypes(whole)).toEqual([]);
  });

  it('are those with a gap, and those that the backup is too old to know', () => {
    const certificate = whole
      .filter(({ type }) => type !== 'organization')
      .map((entry) => (entry.type === 'group' ? { ...entry, gaps: ['permission'] } : entry));
    expect(partialTypes(certificate)).toEqual(['group', 'organization']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { completenessWords } from './completeness.js';

describe('the completeness of a backup in words', () => {
  it('is a dash until it is known', () => {
    expect(completenessWords({ completeness: null, partialTypes: [] })).toBe('–');
  });

  it('names what is partial', () => {
    expect(completenessWords({ completeness: 'partial', partialTypes: ['user', 'group'] })).toBe(
      'Partial: User, Group',
    );
  });
});

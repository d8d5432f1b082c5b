import { describe, expect, it } from '@jest/globals';
import { completenessWords, missingWords } from './completeness.js';

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

describe('what a backup lacks of an object type', () => {
  it('is nothing where it was read whole', () => {
    expect(missingWords({ gaps: [], unread: [] })).toEqual(['Nothing is missing']);
  });

  it('is told with its cause, also one that has no words yet', () => {
    const unread = [
      { attribute: 'strongAuthenticationDetails', cause: 'noGraphApi' },
      { attribute: 'theme', cause: 'newCause' },
    ];
    expect(missingWords({ gaps: ['licence', 'newGap'], unread })).toEqual([
      'Objects or links: the tenant lacks a licence.',
      'New gap.',
      'strongAuthenticationDetails: no public API shows it.',
      'theme: New cause.',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { excludedReason, needWords, REASON_WORDS, spaced } from './changes.js';

describe('words', () => {
  it('stand apart that were written together', () => {
    expect([spaced('RecoveryStepsDispatched'), spaced('differenceReport')]).toEqual([
      'Recovery steps dispatched',
      'Difference report',
    ]);
  });

  it('explain a known reason and repeat an unknown one', () => {
    expect(excludedReason('hardDeleted')).toBe(REASON_WORDS.hardDeleted);
    expect(excludedReason('ownedElsewhere')).toBe('Owned elsewhere');
    expect(excludedReason('toString')).toBe('To string');
  });

  it('name what the recovering application must hold', () => {
    expect(needWords({ kind: 'permission', name: 'Some.Permission' })).toBe('the permission Some.Permission');
    expect(needWords({ kind: 'directoryRole', name: 'Some Role' })).toBe('the directory role Some Role');
  });
});

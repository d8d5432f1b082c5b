import { describe, expect, it } from '@jest/globals';
import { rulesIn, rulesText } from './rules-text.js';

describe('rules as text', () => {
  const open = {
    objectTypes: [],
    actions: [],
    kinds: [],
    attributes: [],
    exceptObjectIds: [],
    exceptActorIds: [],
  };

  it('say only what they say, and are read back', () => {
    const rules = [
      { ...open, name: 'Users', severity: 'high' as const, objectTypes: ['user' as const], atLeast: 2 },
      { ...open, name: 'All', severity: 'low' as const, atLeast: 1 },
    ];
    expect(rulesIn(rulesText(rules))).toEqual([
      { name: 'Users', severity: 'high', objectTypes: ['user'], atLeast: 2 },
      { name: 'All', severity: 'low' },
    ]);
  });

  it('are none in an empty text, and not known in what is no list', () => {
    expect(rulesText([])).toBe('');
    expect(rulesIn(' ')).toEqual([]);
    expect(rulesIn('{"name":"One"}')).toBeUndefined();
    expect(rulesIn('[')).toBeUndefined();
  });
});

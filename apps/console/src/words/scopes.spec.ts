import { describe, expect, it } from '@jest/globals';
import { scopeWords } from './scopes.js';

describe('a scope in words', () => {
  it.each([
    [{ allObjects: true, objectTypes: null, objectIds: null }, 'All objects'],
    [{ allObjects: null, objectTypes: ['user', 'group'] as const, objectIds: null }, 'User, Group'],
    [{ allObjects: null, objectTypes: null, objectIds: ['a'] }, '1 chosen object'],
  ])('%j', (scope, words) => {
    expect(scopeWords(scope)).toBe(words);
  });
});

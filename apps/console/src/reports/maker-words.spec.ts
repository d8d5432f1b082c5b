import { describe, expect, it } from '@jest/globals';
import { makersWords, makerWords, type Maker } from './maker-words.js';

const eve: Maker = { kind: 'user', id: '1', name: 'Eve' };

describe('whoever made a change', () => {
  it('is called by name, else by id, else by what it is', () => {
    expect(makerWords(eve)).toBe('Eve');
    expect(makerWords({ ...eve, name: null })).toBe('1');
    expect(makerWords({ kind: 'application', id: null, name: null })).toBe('An application without a name');
    expect(makerWords({ kind: 'user', id: null, name: '' })).toBe('Someone without a name');
  });

  it('is named once, however often they did something', () => {
    const job: Maker = { kind: 'application', id: '2', name: 'Sync job' };
    expect(makersWords([{ actor: eve }, { actor: job }, { actor: eve }])).toBe('Eve, Sync job');
    expect(makersWords([])).toBe('');
  });
});

import { describe, expect, it } from '@jest/globals';
import { changedWords } from './changed-words.js';
import { idsIn } from './ids-in.js';
import { valueText } from './value-text.js';

describe('what has changed, in one line', () => {
  it('names attributes, and counts links by kind and direction', () => {
    const links = [
      { link: 'members', change: 'add' },
      { link: 'members', change: 'add' },
      { link: 'members', change: 'remove' },
    ] as const;
    expect(changedWords({ attributes: [{ name: 'department' }], links })).toBe(
      'department, 2 links members removed, 1 link members added',
    );
  });
});

describe('a value as text', () => {
  it.each([
    [null, '(no value)'],
    ['', '(empty text)'],
    ['Sales', 'Sales'],
    [false, 'false'],
    [['a'], '[\n  "a"\n]'],
  ])('%j', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});

describe('ids in a text', () => {
  it('may be parted by anything, and count once', () => {
    expect(idsIn(' a,b\n c;a ')).toEqual(['a', 'b', 'c']);
  });
});

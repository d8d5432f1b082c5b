import { describe, expect, it } from '@jest/globals';
import { activeRowAfter } from './grid-keys.js';

describe('the active row', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 15],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('moves by %s from %d to %d', (key, from, to) => {
    expect(activeRowAfter(key, from, 100, 10)).toBe(to);
  });

  it('stays for any other key', () => {
    expect(activeRowAfter('a', 5, 100, 10)).toBeUndefined();
    expect(activeRowAfter('toString', 5, 100, 10)).toBeUndefined();
  });

  it('is the first where there is no row', () => {
    expect(activeRowAfter('End', 0, 0, 10)).toBe(0);
  });
});

import { describe, expect, it } from '@jest/globals';
import { detailWords } from './detail-words.js';

describe('the details of an event in words', () => {
  it('name what is there and leave out what is not', () => {
    expect(detailWords({ count: 2, reason: null, types: ['user'] })).toBe('count: 2, types: ["user"]');
  });

  it('are cut short where they are long', () => {
    const words = detailWords({ text: 'x'.repeat(500) });
    expect(words).toHaveLength(160);
    expect(words.endsWith('…')).toBe(true);
  });
});

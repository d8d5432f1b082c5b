import { describe, expect, it } from '@jest/globals';
import { watchIn, watchTexts } from './watch-texts.js';

describe('a drift watch as it is typed', () => {
  it('is as recommended where there is none yet', () => {
    const texts = watchTexts(null);
    expect(watchIn(texts)).toBeNull();
    expect(watchIn({ ...texts, isOn: true })).toEqual({
      schedule: '0 * * * *',
      massChange: { percent: 5, atLeast: 20 },
      proposesPlan: false,
    });
  });

  it('stays as it is where nothing is typed', () => {
    const watch = { schedule: '0 6 * * *', massChange: null, proposesPlan: true, rules: [] };
    expect(watchIn(watchTexts(watch))).toEqual({
      schedule: '0 6 * * *',
      massChange: { percent: 100, atLeast: 20 },
      proposesPlan: true,
    });
  });

  it('is none where its rules are no list', () => {
    expect(watchIn({ ...watchTexts(null), isOn: true, rules: '{' })).toBeUndefined();
  });
});

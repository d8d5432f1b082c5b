import { describe, expect, it } from '@jest/globals';
import { momentAfter, momentBefore, momentsOf } from './moments-of-jobs.js';

describe('the moments of jobs', () => {
  const moments = momentsOf([
    { requestedAt: '2026-03-02T02:00:00.000Z', endedAt: null },
    { requestedAt: '2026-03-01T02:00:00.000Z', endedAt: '2026-03-01T02:00:05.000Z' },
    { requestedAt: '2026-03-01T02:00:05.000Z', endedAt: '2026-03-01T02:00:05.000Z' },
  ]);

  it('are beginnings and ends, in order, each once', () => {
    expect(moments.map((each) => new Date(each).toISOString())).toEqual([
      '2026-03-01T02:00:00.000Z',
      '2026-03-01T02:00:05.000Z',
      '2026-03-02T02:00:00.000Z',
    ]);
  });

  it('can be stepped through, to both ends and no further', () => {
    const [first = 0, second = 0, third = 0] = moments;
    expect(momentBefore(moments, second)).toBe(first);
    expect(momentAfter(moments, second)).toBe(third);
    expect(momentBefore(moments, first)).toBeUndefined();
    expect(momentAfter(moments, third)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { reviewStatus, reviewWords } from './review-words.js';

const now = new Date('2026-03-02T08:00:00Z');
const review = {
  decision: 'approved' as const,
  by: { name: 'Robin' },
  at: '2026-03-02T07:00:00Z',
  reason: 'Looks right',
  expiresAt: '2026-03-02T09:00:00Z',
};

describe('a plan’s review in words', () => {
  it('is open, holds, is over, or is a rejection', () => {
    expect(reviewStatus(null, now).word).toBe('Not decided');
    expect(reviewStatus(review, now).word).toBe('Approved');
    expect(reviewStatus({ ...review, expiresAt: '2026-03-02T08:00:00Z' }, now).word).toBe('Approval is over');
    expect(reviewStatus({ ...review, decision: 'rejected', expiresAt: null }, now).word).toBe('Rejected');
  });

  it('names who decided, and why', () => {
    expect(reviewWords(null)).toBe('–');
    expect(reviewWords(review)).toMatch(/^Robin, .+: Looks right\. Holds until .+\.$/);
    expect(reviewWords({ ...review, decision: 'rejected', expiresAt: null })).toMatch(
      /^Robin, .+: Looks right\.$/,
    );
  });
});

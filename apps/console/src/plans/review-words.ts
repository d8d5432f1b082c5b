import type { PlanReviewPartsFragment } from '../api/generated.js';
import { moment } from '../format/moments.js';
import type { StatusWord } from '../words/statuses.js';

/** How a plan stands with the second person, now. */
export function reviewStatus(review: PlanReviewPartsFragment | null, now: Date): StatusWord {
  if (review === null) return { word: 'Not decided', tone: 'quiet' };
  if (review.decision === 'rejected') return { word: 'Rejected', tone: 'bad' };
  const isOver = review.expiresAt !== null && Date.parse(review.expiresAt) <= now.getTime();
  return isOver ? { word: 'Approval is over', tone: 'warning' } : { word: 'Approved', tone: 'good' };
}

/** Who has decided, when and why; nothing where nobody has. */
export function reviewWords(review: PlanReviewPartsFragment | null): string {
  if (review === null) return '–';
  const { by, at, reason, expiresAt } = review;
  const until = expiresAt === null ? '' : ` Holds until ${moment(expiresAt)}.`;
  return `${by.name}, ${moment(at)}: ${reason}.${until}`;
}

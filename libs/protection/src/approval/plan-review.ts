/** What a second person has made of a plan. */
export interface PlanReview {
  readonly decision: 'approved' | 'rejected';
  /** The object id of whoever decided. */
  readonly by: string;
  /** When an approval ends (ISO 8601); `null` for a rejection, which stands. */
  readonly expiresAt: string | null;
}

/** Whether an approval holds at `now`. */
export function isApproved(review: PlanReview | null, now: string): boolean {
  if (review?.decision !== 'approved' || review.expiresAt === null) return false;
  return Date.parse(now) < Date.parse(review.expiresAt);
}

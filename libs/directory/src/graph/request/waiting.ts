/** What has a quota of its own, the scarcest first. A request may count against several. */
export const QUOTA_LANES = [
  'conditionalAccess',
  'reports',
  'personalApplications',
  'writes',
  'resourceUnits',
] as const;

/** One of Graph's quotas. */
export type QuotaLane = (typeof QUOTA_LANES)[number];

/** Nothing has been answered in a lane for a while, and nothing will before `until`. */
export interface Waiting {
  readonly lane: QuotaLane;
  readonly until: Date;
  /**
   * `quota`: the quota is used up, so nothing is sent. `throttled`: Graph has asked to wait. `unavailable`: Graph
   * cannot be reached or fails, and is tried again then.
   */
  readonly reason: 'quota' | 'throttled' | 'unavailable';
}

/** Told of a standstill, again when it grows longer. What holds no longer than `until` need not be taken back. */
export type OnWaiting = (waiting: Waiting) => void;

/** A lane stands still when it has no answer for this long: shorter waits are ordinary pace. */
export const STANDSTILL_MS = 5_000;

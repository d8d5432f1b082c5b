/** Spares the comparisons what fractions lose. */
const ROUNDING = 1e-9;

/** Usage is told up to this multiple of a limit, and no more. */
const DEMAND_AT_MOST = 1.8;

/**
 * How much of a limit is used. What is taken leaks away evenly, the whole limit within its window: a token bucket
 * seen from its other side, so that the limit may change while it is used. Call {@link leak} before anything else.
 */
export class Meter {
  private used = 0;
  private demanded = 0;
  private at: number | undefined;

  constructor(private readonly windowMs: number) {}

  /** Lets go what has leaked away until `now`, in milliseconds. */
  leak(limit: number, now: number): void {
    const leaked = (limit * Math.max(0, now - (this.at ?? now))) / this.windowMs;
    this.used = Math.max(0, this.used - leaked);
    this.demanded = Math.max(0, this.demanded - leaked);
    this.at = Math.max(now, this.at ?? now);
  }

  /** Whether `amount` more stays within `ceiling`, which is the limit or less. */
  hasRoom(amount: number, ceiling: number): boolean {
    return this.used + amount <= ceiling + ROUNDING;
  }

  take(amount: number): void {
    this.used += amount;
    this.demanded += amount;
  }

  /** Notes a demand that was refused: it counts towards what is told, not towards the limit. */
  refuse(amount: number, limit: number): void {
    this.demanded = Math.min(this.demanded + amount, DEMAND_AT_MOST * limit);
  }

  /** Milliseconds until `amount` more stays within `ceiling`. */
  waitMs(amount: number, ceiling: number, limit: number): number {
    return Math.max(0, ((this.used + amount - ceiling) * this.windowMs) / limit);
  }

  /** What was asked for lately as a share of the limit: 1 is all of it, 1.2 a fifth too much. */
  demand(limit: number): number {
    return this.demanded / limit;
  }
}

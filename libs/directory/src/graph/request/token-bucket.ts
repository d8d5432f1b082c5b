/** When Graph says that this share of the quota is left, requests leave as fast as it comes back. */
const STEADY_SHARE_LEFT = 0.02;
/** However full Graph says the quota is, this share of the pace goes on, to learn when that is over. */
const LEAST_PACE = 0.05;
/** Spares the comparisons what fractions lose. */
const ROUNDING = 1e-9;

/** What one request has taken, as its end must tell it again. */
export interface Taken {
  readonly cost: number;
  readonly at: number;
  /** All that had been taken by then. */
  readonly total: number;
}

/** What the end of a request tells of the quota. */
export interface Spent {
  /** What it cost in truth. */
  readonly cost: number;
  /** How full Graph says the quota is; 1 is wholly. Graph says so from 0.8 on. */
  readonly usedShare: number | undefined;
}

/**
 * The arithmetic of one of Graph's quotas, kept on our side so that Graph never has to refuse: a token bucket that
 * starts full. A former process may have used it, though, so the first request goes alone and its answer is heard before
 * others follow. It is never fuller than Graph's own: what is under way may not have been counted there yet, and a full
 * bucket does not fill; so ours does not fill beyond what the requests under way leave. All times are milliseconds
 * since 1970.
 */
export class TokenBucket {
  private level: number;
  private filledAt: number;
  private heldUntil = 0;
  private spacedUntil = 0;
  private underWay = 0;
  /** What came back while requests under way kept the bucket from filling. */
  private withheld = 0;
  private total = 0;
  private fastestMs = Infinity;
  /** How many times faster than the quota comes back requests may leave. */
  private spread = Infinity;
  /** Whether Graph has answered yet. */
  private isHeard = false;

  /** `capacity` may be taken at once, and comes back evenly within `windowMs`. */
  constructor(
    private capacity: number,
    private readonly windowMs: number,
    now: number,
  ) {
    this.level = capacity;
    this.filledAt = now;
  }

  /**
   * Milliseconds until `cost` may be spent while `reserve`, a share of the capacity, stays; infinite while only the
   * end of a request under way can bring that about. What costs more than the whole capacity leaves a debt.
   */
  waitMs(cost: number, reserve: number, now: number): number {
    this.fill(now);
    if (!this.isHeard && this.underWay > ROUNDING) return Infinity;
    const kept = this.capacity * reserve;
    const needed = Math.min(cost, this.capacity - kept) + kept;
    const start = Math.max(now, this.heldUntil);
    return Math.max(start + this.fillMs(needed), this.spacedUntil) - now;
  }

  take(cost: number, now: number): Taken {
    this.fill(now);
    const taken = { cost, at: now, total: (this.total += cost) };
    this.level -= cost;
    this.underWay += cost;
    this.spacedUntil = now + cost / (this.perMs * this.spread);
    return taken;
  }

  /** Graph has answered. */
  settle(taken: Taken, { cost, usedShare }: Spent, now: number): void {
    this.end(taken, now);
    this.isHeard = true;
    this.fastestMs = Math.min(this.fastestMs, now - taken.at);
    this.raise(taken.cost - cost);
    // The next request needs its time to arrive, surely half of what the fastest took: so much has not been lost.
    this.raise(Math.min(this.withheld, (this.fastestMs / 2) * this.perMs));
    this.withheld = 0;
    this.heed(taken, usedShare, now);
  }

  /** No answer came: it counts as spent. */
  lose(taken: Taken, now: number): void {
    this.end(taken, now);
    this.withheld = 0;
  }

  /** It never reached Graph. */
  giveBack(taken: Taken, now: number): void {
    this.end(taken, now);
    this.raise(taken.cost);
  }

  /** Graph has refused: nothing leaves for `ms`, and nothing is taken to be left then. */
  hold(ms: number, now: number): void {
    this.fill(now);
    this.heldUntil = Math.max(this.heldUntil, now + ms);
    this.level = Math.min(this.level, 0);
    this.withheld = 0;
  }

  isHeld(now: number): boolean {
    return this.heldUntil > now;
  }

  /** The quota is found to be another than was thought. */
  resize(capacity: number, now: number): void {
    this.fill(now);
    this.level += capacity - this.capacity;
    this.capacity = capacity;
  }

  private end({ cost }: Taken, now: number): void {
    this.fill(now);
    this.underWay -= cost;
  }

  /**
   * Follows what Graph says is left, less what was taken since the request left. The fuller the quota, the more
   * requests are spread out: linearly, from ten times the pace at which it comes back at 0.8 to that pace at 0.98.
   */
  private heed(taken: Taken, usedShare: number | undefined, now: number): void {
    this.spread = Infinity;
    if (usedShare === undefined) return;
    const left = Math.max(0, 1 - usedShare);
    const cameBack = (now - taken.at) * this.perMs;
    this.level = Math.min(this.level, left * this.capacity + cameBack - (this.total - taken.total));
    this.spread = Math.max(LEAST_PACE, left / STEADY_SHARE_LEFT);
  }

  private fill(now: number): void {
    const gained = Math.max(0, now - Math.max(this.filledAt, this.heldUntil)) * this.perMs;
    const room = Math.max(0, this.most - this.level);
    this.level += Math.min(gained, room);
    this.withheld = this.underWay > ROUNDING ? this.withheld + Math.max(0, gained - room) : 0;
    this.filledAt = now;
  }

  private fillMs(needed: number): number {
    if (needed <= this.level + ROUNDING) return 0;
    return needed > this.most + ROUNDING ? Infinity : (needed - this.level) / this.perMs;
  }

  private raise(amount: number): void {
    this.level = Math.min(this.level + amount, this.most);
  }

  private get most(): number {
    return this.capacity - this.underWay;
  }

  private get perMs(): number {
    return this.capacity / this.windowMs;
  }
}

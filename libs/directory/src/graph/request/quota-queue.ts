import type { Clock } from '#runtime';
import type { Priority } from './graph-request.js';
import type { Spent, Taken, TokenBucket } from './token-bucket.js';
import { STANDSTILL_MS, type Waiting } from './waiting.js';

/** The share of a quota that low priority leaves, as Graph itself throttles low priority first. */
const LOW_LEAVES = 0.2;

/** A standstill that grows by less is not told again. */
const TELLING_APART_MS = 1_000;

/** What a request holds of a quota. Exactly one of these is called when its fate is known. */
export interface Held {
  settle(spent: Spent): void;
  lose(): void;
  giveBack(): void;
}

interface Waiter {
  readonly cost: number;
  readonly since: number;
  readonly leave: () => void;
}

/**
 * Those who wait for one quota, in turn, high priority first. The waits are the clock's, so that whole runs can be
 * simulated.
 */
export class QuotaQueue {
  private readonly waiters: Readonly<Record<Priority, Waiter[]>> = { high: [], low: [] };
  private alarm: { readonly at: number; readonly off: AbortController } | undefined;
  private answeredAt = 0;
  private toldUntil = 0;

  constructor(
    private readonly bucket: TokenBucket,
    private readonly clock: Clock,
    /** Told when nothing was answered for a while and nothing can leave yet. */
    private readonly onWaiting: (waiting: Omit<Waiting, 'lane'>) => void,
  ) {}

  /** Resolves when `cost` may be spent; rejects when the signal aborts first. */
  async take(cost: number, priority: Priority, signal: AbortSignal): Promise<Held> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Held>();
    const leave = (): void => resolve(this.held(this.bucket.take(cost, this.now())));
    const waiter = { cost, since: this.now(), leave };
    const waiters = this.waiters[priority];
    const giveUp = (): void => {
      if (!waiters.includes(waiter)) return;
      waiters.splice(waiters.indexOf(waiter), 1);
      reject(signal.reason as Error);
      this.serve();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    waiters.push(waiter);
    this.serve();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Lets nothing leave for `ms`: Graph has refused. */
  hold(ms: number): void {
    this.bucket.hold(ms, this.now());
    this.tell(this.now(), this.now() + ms);
    this.serve();
  }

  get isHeld(): boolean {
    return this.bucket.isHeld(this.now());
  }

  resize(capacity: number): void {
    this.bucket.resize(capacity, this.now());
    this.serve();
  }

  private held(taken: Taken): Held {
    const ending = (end: (now: number) => void) => {
      end(this.now());
      this.serve();
    };
    return {
      settle: (spent) =>
        ending((now) => {
          this.answeredAt = now;
          this.bucket.settle(taken, spent, now);
        }),
      lose: () => ending((now) => this.bucket.lose(taken, now)),
      giveBack: () => ending((now) => this.bucket.giveBack(taken, now)),
    };
  }

  private serve(): void {
    for (;;) {
      const { high, low } = this.waiters;
      const waiters = high.length > 0 ? high : low;
      const [next] = waiters;
      if (next === undefined) return this.wakeAt(Infinity);
      const wait = this.bucket.waitMs(next.cost, waiters === low ? LOW_LEAVES : 0, this.now());
      if (wait > 0) {
        this.tell(next.since, this.now() + wait);
        return this.wakeAt(this.now() + wait);
      }
      waiters.shift();
      next.leave();
    }
  }

  private tell(since: number, until: number): void {
    if (until === Infinity || until < this.toldUntil + TELLING_APART_MS) return;
    if (until - Math.max(since, this.answeredAt) < STANDSTILL_MS) return;
    this.toldUntil = until;
    this.onWaiting({ until: new Date(until), reason: this.isHeld ? 'throttled' : 'quota' });
  }

  /** Sleeps until the next may leave; whatever changes that wakes and sleeps anew. */
  private wakeAt(at: number): void {
    if (this.alarm?.at === at) return;
    this.alarm?.off.abort();
    this.alarm = undefined;
    if (at !== Infinity) void this.sleepUntil(at);
  }

  private async sleepUntil(at: number): Promise<void> {
    const alarm = { at, off: new AbortController() };
    this.alarm = alarm;
    try {
      await this.clock.sleep(Math.max(1, Math.ceil(at - this.now())), alarm.off.signal);
    } catch (error) {
      if (alarm.off.signal.aborted) return;
      throw error;
    }
    if (this.alarm === alarm) this.alarm = undefined;
    this.serve();
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

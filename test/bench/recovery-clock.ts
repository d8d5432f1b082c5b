import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '#runtime';

/** A clock that a bench runs its work on, and that waits for requests that are really under way. */
export interface BenchClock extends Clock {
  /** Runs the work to its end, letting time pass. */
  run<Result>(work: Promise<Result>): Promise<Result>;
  /** Lets no time pass while the work, which is done in no time, is done. */
  atOnce<Result>(work: () => Promise<Result>): Promise<Result>;
}

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Time that passes only while everyone sleeps, and then at once: hours are measured in seconds, and the speed of the
 * machine does not show.
 */
export class SimulatedClock implements BenchClock {
  private current = Date.parse('2026-11-24T00:00:00Z');
  private readonly sleepers = new Set<Sleeper>();
  private underWay = 0;

  now(): Date {
    return new Date(this.current);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const sleeper = { wakeAt: this.current + ms, wake: () => resolve(undefined) };
    const giveUp = (): void => {
      this.sleepers.delete(sleeper);
      reject(signal?.reason as Error);
    };
    this.sleepers.add(sleeper);
    signal?.addEventListener('abort', giveUp, { once: true });
    await promise;
    signal?.removeEventListener('abort', giveUp);
  }

  advance(ms: number): void {
    this.current += ms;
  }

  async run<Result>(work: Promise<Result>): Promise<Result> {
    let done = false;
    const ended = work.finally(() => (done = true));
    ended.catch(() => undefined);
    while (!done) {
      await turn();
      await turn();
      await turn();
      if (this.underWay === 0 && !done) this.wakeNext();
    }
    return ended;
  }

  async atOnce<Result>(work: () => Promise<Result>): Promise<Result> {
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }

  private wakeNext(): void {
    const next = this.sleepers.values().reduce<Sleeper | undefined>(earlier, undefined);
    if (next === undefined) throw new Error('Everyone waits and nobody sleeps.');
    this.sleepers.delete(next);
    this.current = Math.max(this.current, next.wakeAt);
    next.wake();
  }
}

/** The machine's time, `speed` times as fast. */
export class ScaledClock implements BenchClock {
  private readonly began = Date.now();
  private readonly beganMs = performance.now();
  private readonly speed: number;

  constructor(speed: number) {
    this.speed = speed;
  }

  now(): Date {
    return new Date(this.began + (performance.now() - this.beganMs) * this.speed);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await delay(ms / this.speed, undefined, signal ? { signal } : {});
  }

  run<Result>(work: Promise<Result>): Promise<Result> {
    return work;
  }

  atOnce<Result>(work: () => Promise<Result>): Promise<Result> {
    return work();
  }
}

const earlier = (one: Sleeper | undefined, other: Sleeper): Sleeper =>
  one !== undefined && one.wakeAt <= other.wakeAt ? one : other;

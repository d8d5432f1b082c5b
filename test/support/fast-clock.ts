import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#runtime';

/** A clock on which waiting takes no time: whoever sleeps moves it forward instead, unless it is held. */
export class FastClock implements Clock {
  private current: number;
  private held: PromiseWithResolvers<void> | undefined;

  constructor(start: string) {
    this.current = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.current);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const wakeAt = this.current + ms;
    await (this.held ? untilAborted(this.held.promise, signal) : setImmediate());
    signal?.throwIfAborted();
    this.current = Math.max(this.current, wakeAt);
  }

  /** From now on whoever sleeps stays asleep, and time moves only by {@link advance}. */
  hold(): void {
    this.held ??= Promise.withResolvers();
  }

  advance(ms: number): void {
    this.current += ms;
  }

  release(): void {
    this.held?.resolve();
    this.held = undefined;
  }
}

function untilAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  const aborted = Promise.withResolvers<void>();
  signal?.addEventListener('abort', () => aborted.resolve(), { once: true });
  return Promise.race([promise, aborted.promise]);
}

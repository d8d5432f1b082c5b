import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#runtime';

/** A clock on which waiting takes no time: whoever sleeps moves it forward instead. */
export class FastClock implements Clock {
  private current: number;

  constructor(start: string) {
    this.current = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.current);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const wakeAt = this.current + ms;
    await setImmediate();
    this.current = Math.max(this.current, wakeAt);
    signal?.throwIfAborted();
  }
}

import type { Clock } from '#runtime';

/** How long an object may be missing from some replicas after it was restored or made. */
const REPLICATION_MS = 120_000;

/** Remembers what was restored or made lately: a 404 on it means "not yet", not "no". */
export class RecentRestores {
  private readonly times = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  note(id: string): void {
    const now = this.clock.now().getTime();
    for (const [other, time] of this.times) {
      if (now - time <= REPLICATION_MS) break;
      this.times.delete(other);
    }
    this.times.delete(id);
    this.times.set(id, now);
  }

  includes(id: string): boolean {
    const time = this.times.get(id);
    return time !== undefined && this.clock.now().getTime() - time <= REPLICATION_MS;
  }
}

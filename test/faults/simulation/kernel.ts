import { setImmediate as macrotask } from 'node:timers/promises';
import type { Random } from '#runtime';

interface Due {
  readonly at: number;
  /** Parts what is due at one moment, as the seed will have it. */
  readonly lot: number;
  readonly act: () => void;
}

/** Virtual time: nothing happens but what is scheduled here, in an order that follows from the seed alone. */
export class Kernel {
  now = Date.parse('2026-11-24T12:00:00Z');
  readonly random: Random;
  private due: Due[] = [];
  private ticks = 0;
  private readonly working = new Set<() => boolean>();

  constructor(random: Random) {
    this.random = random;
  }

  /** The place of something in the order of all that happens. */
  tick(): number {
    this.ticks += 1;
    return this.ticks;
  }

  after(ms: number, act: () => void): void {
    this.due.push({ at: this.now + Math.max(0, ms), lot: this.random.next(), act });
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.random.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.random.next() < probability;
  }

  /** Time stands still while real work is under way that `isOver` does not yet tell the end of. */
  holdUntil(isOver: () => boolean): void {
    this.working.add(isOver);
  }

  /** Lets time pass until `isDone`; answers whether that came before `until`. */
  async run(isDone: () => boolean, until: number): Promise<boolean> {
    for (;;) {
      await this.rest();
      if (isDone()) return true;
      const next = this.take();
      if (next === undefined || next.at > until) return false;
      this.now = Math.max(this.now, next.at);
      next.act();
    }
  }

  private async rest(): Promise<void> {
    do {
      await macrotask();
      for (const isOver of this.working) if (isOver()) this.working.delete(isOver);
    } while (this.working.size > 0);
  }

  private take(): Due | undefined {
    let first = 0;
    for (let index = 1; index < this.due.length; index += 1)
      if (isBefore(this.due[index], this.due[first])) first = index;
    return this.due.splice(first, 1)[0];
  }
}

function isBefore(one: Due | undefined, other: Due | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.at < other.at || (one.at === other.at && one.lot < other.lot);
}

import { seededRandom, type Random } from '#runtime';
import { guidOf } from '../tenant/guid.js';

/** Draws everything about a generated tenant from its seed. */
export class SeededChoice {
  private readonly random: Random;

  constructor(readonly seed: number) {
    this.random = seededRandom(seed);
  }

  /** A whole number from 0 up to but not including `below`. */
  below(below: number): number {
    return Math.floor(this.random.next() * below);
  }

  /** True in the given share of cases. */
  chance(share: number): boolean {
    return this.random.next() < share;
  }

  one<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('Nothing to choose from.');
    return item;
  }

  /** Up to `count` different items, in no particular order. */
  some<T>(items: readonly T[], count: number): T[] {
    if (count * 3 > items.length) return this.shuffled(items).slice(0, count);
    const places = new Set<number>();
    while (places.size < count) places.add(this.below(items.length));
    return [...places].flatMap((place) => items[place] ?? []);
  }

  /** The id of the object with this name or number: follows from the seed, whatever was drawn before. */
  id(kind: string, name: string | number): string {
    return guidOf('generated', this.seed, kind, name);
  }

  private shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let index = copy.length - 1; index > 0; index -= 1) {
      const other = this.below(index + 1);
      const [a, b] = [copy[index], copy[other]];
      if (a === undefined || b === undefined) break;
      copy[index] = b;
      copy[other] = a;
    }
    return copy;
  }
}

import type { ClearedPrefixes } from './cleared-prefixes.js';
import type { Edit } from './edits.js';
import { ValueMemory } from './value-memory.js';

/** What an edit costs beside its texts, in bytes: its place in the tables, the objects' headers, its share of the sorting. */
const OVERHEAD = 250;

/** Edits kept in memory, in any order; the last edit of a key counts. */
export class PendingEdits {
  private readonly places = new Map<string, number>();
  private readonly values: (Buffer | undefined)[] = [];
  private readonly turns: number[] = [];
  private readonly memory = new ValueMemory();
  private keyBytes = 0;

  /** Memory held, in bytes, roughly (most keys are one byte a character). */
  get size(): number {
    return this.memory.used + this.keyBytes;
  }

  /** Notes an edit made when `turn` clearings had been asked for. */
  set(key: string, value: string | undefined, turn: number): void {
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.values.length;
      this.places.set(key, place);
      this.keyBytes += key.length + OVERHEAD;
    }
    this.values[place] = value === undefined ? undefined : this.memory.keep(value);
    this.turns[place] = turn;
  }

  /** The edits in key order, without those that a later clearing has undone. */
  sorted(cleared: ClearedPrefixes): Edit[] {
    const latestClearing = cleared.inKeyOrder();
    const edits: Edit[] = [];
    for (const key of [...this.places.keys()].sort()) {
      const place = this.places.get(key) ?? -1;
      if ((this.turns[place] ?? 0) > latestClearing(key)) edits.push({ key, value: this.values[place] });
    }
    return edits;
  }
}

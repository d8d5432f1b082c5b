import type { ClearedPrefixes } from './cleared-prefixes.js';
import type { Edit } from './edits.js';

/** What an entry costs beside its texts, in bytes: its place in the tables, the strings' headers, its share of the sorting. */
const OVERHEAD = 200;

/** Edits kept in memory, in any order; the last edit of a key counts. */
export class PendingEdits {
  private readonly places = new Map<string, number>();
  private readonly values: (string | undefined)[] = [];
  private readonly turns: number[] = [];
  private bytes = 0;

  /** Memory held, in bytes, roughly (most texts are one byte a character). */
  get size(): number {
    return this.bytes;
  }

  /** Notes an edit made when `turn` clearings had been asked for. */
  set(key: string, value: string | undefined, turn: number): void {
    const known = this.places.get(key);
    const place = known ?? this.values.length;
    if (known === undefined) this.places.set(key, place);
    this.bytes += (value?.length ?? 0) - (this.values[place]?.length ?? 0);
    if (known === undefined) this.bytes += key.length + OVERHEAD;
    this.values[place] = value;
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

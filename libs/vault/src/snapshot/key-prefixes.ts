/** A set of prefixes, asked about keys and about ranges of keys. */
export class KeyPrefixes {
  /** In order, none beginning with another: the keys below each are one range, and the ranges are apart. */
  private readonly prefixes: readonly string[];

  constructor(prefixes: Iterable<string>) {
    const kept: string[] = [];
    for (const prefix of [...prefixes].sort()) {
      const last = kept.at(-1);
      if (last === undefined || !prefix.startsWith(last)) kept.push(prefix);
    }
    this.prefixes = kept;
  }

  /** Whether `key` begins with one of them. */
  covers(key: string): boolean {
    const prefix = this.prefixes[this.firstAfter(key) - 1];
    return prefix !== undefined && key.startsWith(prefix);
  }

  /** Whether every key from `first` to `last` begins with one and the same of them. */
  coversRange(first: string, last: string): boolean {
    const prefix = this.prefixes[this.firstAfter(first) - 1];
    return prefix !== undefined && first.startsWith(prefix) && last.startsWith(prefix);
  }

  /** Whether a key from `first` to `last` may begin with one of them. */
  meetsRange(first: string, last: string): boolean {
    const next = this.prefixes[this.firstAfter(first)];
    return this.covers(first) || (next !== undefined && next <= last);
  }

  /** The place of the first prefix that sorts after `key`. Only the one before it can cover `key`. */
  private firstAfter(key: string): number {
    let low = 0;
    let high = this.prefixes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.prefixes[middle] ?? '') <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

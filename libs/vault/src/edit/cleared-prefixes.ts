interface Cleared {
  readonly prefix: string;
  readonly turn: number;
}

/**
 * The prefixes that an edit has cleared, each with its turn: 0 for the first clearing and so on. An edit made
 * when `turns` clearings had been asked for is undone by a covering one whose turn is `turns` or later.
 */
export class ClearedPrefixes {
  private readonly turnOf = new Map<string, number>();
  private count = 0;

  /** How many clearings there have been. */
  get turns(): number {
    return this.count;
  }

  get prefixes(): Iterable<string> {
    return this.turnOf.keys();
  }

  add(prefix: string): void {
    this.turnOf.set(prefix, this.count);
    this.count += 1;
  }

  /**
   * A function that answers the latest turn that cleared a key, -1 for none. It must be asked in key order:
   * it walks the prefixes along with the keys, so any number of them costs one pass.
   */
  inKeyOrder(): (key: string) => number {
    const sorted = [...this.turnOf.keys()].sort();
    const around: Cleared[] = [];
    let next = 0;
    const leave = (key: string): void => {
      while (around.length > 0 && !key.startsWith(around.at(-1)?.prefix ?? '')) around.pop();
    };
    return (key) => {
      for (; next < sorted.length && (sorted[next] ?? '') <= key; next += 1) {
        const prefix = sorted[next] ?? '';
        leave(prefix);
        const turn = Math.max(this.turnOf.get(prefix) ?? -1, around.at(-1)?.turn ?? -1);
        around.push({ prefix, turn });
      }
      leave(key);
      return around.at(-1)?.turn ?? -1;
    };
  }
}

import type { Directory, HeadEdit, HeadReader, SyncResult, SyncToken } from './directory.js';

/** A tenant head in memory: what a sync's edits come to. */
export class MapHead implements HeadReader {
  readonly entries: ReadonlyMap<string, string>;

  constructor(entries: Iterable<readonly [string, string]> = []) {
    this.entries = new Map(entries);
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.entries.get(key));
  }

  async *scan(prefix: string): AsyncIterable<{ readonly key: string; readonly value: string }> {
    for (const key of [...this.entries.keys()].sort())
      if (key.startsWith(prefix)) yield { key, value: this.entries.get(key) ?? '' };
  }

  /** The head after these edits. */
  with(edits: readonly HeadEdit[]): MapHead {
    const entries = new Map(this.entries);
    for (const edit of edits)
      if (edit.edit === 'put') entries.set(edit.key, edit.value);
      else if (edit.edit === 'delete') entries.delete(edit.key);
      else for (const key of [...entries.keys()]) if (key.startsWith(edit.prefix)) entries.delete(key);
    return new MapHead(entries);
  }

  /** The keys below a prefix, in order. */
  keys(prefix: string): readonly string[] {
    return [...this.entries.keys()].filter((key) => key.startsWith(prefix)).sort();
  }
}

/** Runs one sync to its end. */
export async function synced(
  directory: Directory,
  from: { readonly head?: MapHead; readonly token?: SyncToken; readonly signal?: AbortSignal } = {},
): Promise<{ readonly head: MapHead; readonly edits: readonly HeadEdit[]; readonly result: SyncResult }> {
  const head = from.head ?? new MapHead();
  const signal = from.signal ?? new AbortController().signal;
  const run = directory.sync({ token: from.token, head, signal });
  const edits: HeadEdit[] = [];
  for (;;) {
    const step = await run.next();
    if (step.done) return { head: head.with(edits), edits, result: step.value };
    edits.push(step.value);
  }
}

/** One edit of a key: its new value as UTF-8, or `undefined` to delete it. */
export interface Edit {
  readonly key: string;
  readonly value: Buffer | undefined;
}

/** Edits in key order, each key once, handed over in batches. */
export type SortedEdits = AsyncIterable<readonly Edit[]>;

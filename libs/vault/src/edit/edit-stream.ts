import type { Edit, SortedEdits } from './edits.js';

/** A reader at one place of sorted edits. Waits only where a batch ends. */
export class EditStream {
  private batch: readonly Edit[] = [];
  private place = 0;
  private readonly batches: AsyncIterator<readonly Edit[]>;

  constructor(edits: SortedEdits) {
    this.batches = edits[Symbol.asyncIterator]();
  }

  /** The present edit; `undefined` before the first {@link refill} and at the end. */
  get head(): Edit | undefined {
    return this.batch[this.place];
  }

  /** The edits at hand, from the present one on. */
  get atHand(): readonly Edit[] {
    return this.batch.slice(this.place);
  }

  /** Goes on to the next edit; answers whether {@link refill} must be awaited before it can be read. */
  advance(): boolean {
    this.place += 1;
    return this.place >= this.batch.length;
  }

  /** Loads the next batch. */
  async refill(): Promise<void> {
    do {
      const next = await this.batches.next();
      this.batch = next.done ? [] : next.value;
      this.place = 0;
      if (next.done) return;
    } while (this.batch.length === 0);
  }
}

/** Chunks being packed, stored and read back at once. */
const WRITERS = 12;

/** Writes of chunks under way: a limited number, so that what is not stored yet never fills memory. */
export class ChunkWrites {
  private readonly underWay = new Set<Promise<void>>();
  private failures: unknown[] = [];

  /** Begins a write once there is room. Throws what an earlier one failed with. */
  async begin(write: () => Promise<void>): Promise<void> {
    while (this.underWay.size >= WRITERS) await Promise.race(this.underWay);
    this.assertSound();
    const writing: Promise<void> = write()
      .catch((error: unknown) => void this.failures.push(error))
      .finally(() => this.underWay.delete(writing));
    this.underWay.add(writing);
  }

  /** Waits until none is under way. Throws what the first of them failed with. */
  async end(): Promise<void> {
    await Promise.all(this.underWay);
    this.assertSound();
  }

  /** Waits until none is under way, whatever became of them. */
  async settle(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private assertSound(): void {
    if (this.failures.length > 0) throw this.failures[0];
  }
}

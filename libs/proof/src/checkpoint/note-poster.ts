import type { Clock } from '#runtime';
import { postNote, webhookAddress } from './post-note.js';

/**
 * Posts notes one after the other without keeping anyone waiting. While one is under way only the newest of those
 * that follow is kept: a later checkpoint vouches for all that an earlier one did.
 */
export class NotePoster {
  private readonly stop = new AbortController();
  private next: string | undefined;
  private work: Promise<void> | undefined;
  private readonly url: URL;

  /** Throws `RangeError` on an address that notes must not go to. */
  constructor(
    address: string,
    private readonly clock: Clock,
    private readonly failed: (error: unknown) => void,
  ) {
    this.url = webhookAddress(address);
  }

  post(note: string): void {
    this.next = note;
    this.work ??= this.postWaiting().finally(() => {
      this.work = undefined;
    });
  }

  /** Lets what waits have one attempt more, which takes some seconds at most. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.work;
  }

  private async postWaiting(): Promise<void> {
    while (this.next !== undefined) {
      const note = this.next;
      this.next = undefined;
      await postNote(this.url, note, this.clock, this.stop.signal).catch(this.failed);
    }
  }
}

/** A stream's last event, as far as the next one depends on it. */
export interface Head {
  readonly revision: number;
  readonly digest: string;
}

const MOST_REMEMBERED = 1_000;

/**
 * The heads of the streams last appended to. Another process may have appended since: then the revision that would
 * follow is taken, the insert fails, and the head is read.
 */
export class StreamHeads {
  private readonly heads = new Map<string, Head>();

  /** The head as remembered. */
  of(stream: string): Head | undefined {
    return this.heads.get(stream);
  }

  remember(stream: string, head: Head): void {
    this.heads.delete(stream);
    this.heads.set(stream, head);
    if (this.heads.size <= MOST_REMEMBERED) return;
    for (const oldest of this.heads.keys()) {
      this.heads.delete(oldest);
      return;
    }
  }

  /** To be called when a transaction was taken back, or what is remembered was found to be past. */
  forgetAll(): void {
    this.heads.clear();
  }
}

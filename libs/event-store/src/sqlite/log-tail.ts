import type { Clock } from '#runtime';

/** How often, in milliseconds, to ask whether another process has appended. */
const POLL_INTERVAL = 20;

/**
 * Tells those who wait at the log's end that it has grown: at once after an append through this store, and
 * within one poll after an append by another process.
 */
export class LogTail {
  private growths = 0;
  private closed = false;
  private polling = false;
  private lastVersion: number | undefined;
  private readonly waiting = new Set<() => void>();

  /** `foreignVersion` changes whenever another process has written; left out where no other can. */
  constructor(
    private readonly clock: Clock,
    private readonly foreignVersion?: () => number,
  ) {}

  /** To be taken before reading, and given to {@link growthSince} when nothing was left to read. */
  get mark(): number {
    return this.growths;
  }

  /** Wakes all who wait. */
  grown(): void {
    this.growths += 1;
    for (const wake of this.waiting) wake();
  }

  /** Wakes all who wait, and lets nobody wait again. */
  close(): void {
    this.closed = true;
    this.grown();
  }

  /** Resolves once the log may have grown since `mark`, the store is closed, or `signal` has aborted. */
  async growthSince(mark: number, signal: AbortSignal): Promise<void> {
    if (this.closed || this.growths !== mark || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
      this.startPolling();
    });
  }

  private startPolling(): void {
    if (this.polling || this.foreignVersion === undefined) return;
    this.polling = true;
    void this.poll(this.foreignVersion);
  }

  private async poll(foreignVersion: () => number): Promise<void> {
    while (this.waiting.size > 0 && !this.closed) {
      const version = foreignVersion();
      if (version !== this.lastVersion) {
        this.lastVersion = version;
        this.grown();
      }
      await this.clock.sleep(POLL_INTERVAL);
    }
    this.polling = false;
  }
}

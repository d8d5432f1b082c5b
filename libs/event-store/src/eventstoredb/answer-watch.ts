import type { Clock } from '#runtime';

interface Awaited {
  readonly due: number;
  readonly giveUp: () => void;
}

/**
 * Gives up answers that do not come in time. One timer serves all of them: an answer mostly comes within
 * milliseconds, and a timer of its own would cost it as much as all else that is done here.
 */
export class AnswerWatch {
  /** In the order in which they are due. */
  private readonly awaited = new Set<Awaited>();
  private watching = false;

  /** An answer is given up after `timeout` milliseconds; the watch ends when `signal` aborts. */
  constructor(
    private readonly clock: Clock,
    private readonly timeout: number,
    private readonly signal: AbortSignal,
  ) {}

  /** The answer, or an error where there is none in time. */
  within<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const awaited: Awaited = {
        due: this.now() + this.timeout,
        giveUp: () => reject(new Error('The server has not answered.')),
      };
      this.awaited.add(awaited);
      answer.then(resolve, reject).finally(() => this.awaited.delete(awaited));
      if (!this.watching) void this.watch();
    });
  }

  private async watch(): Promise<void> {
    this.watching = true;
    try {
      for (let next = this.next(); next !== undefined; next = this.next()) {
        await this.clock.sleep(Math.max(1, next.due - this.now()), this.signal);
        this.giveUpOverdue();
      }
    } catch (error) {
      if (!this.signal.aborted) throw error;
    } finally {
      this.watching = false;
    }
  }

  private giveUpOverdue(): void {
    for (const awaited of this.awaited) {
      if (awaited.due > this.now()) return;
      this.awaited.delete(awaited);
      awaited.giveUp();
    }
  }

  private next(): Awaited | undefined {
    const [next] = this.awaited;
    return next;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

import type { Clock } from '#runtime';
import { EventStoreUnavailable } from '../errors.js';
import { finalErrorIn } from './server-error.js';

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;

/** How long an operation goes on asking a server that does not answer. */
export interface Persistence {
  readonly clock: Clock;
  /** Milliseconds without progress after which an operation gives up. */
  readonly patience: number;
  /** Ends every pause at once, with its reason. */
  readonly signal: AbortSignal;
}

/** The pauses between the attempts of one operation, each twice as long as the one before, up to two seconds. */
export class Retries {
  private next = FIRST_PAUSE;
  private lastProgress: number;
  private count = 0;

  constructor(private readonly persistence: Persistence) {
    this.lastProgress = persistence.clock.now().getTime();
  }

  /** How many pauses there were since the last progress. */
  get pauses(): number {
    return this.count;
  }

  /** To be told whenever the server has answered: patience and pauses begin anew. */
  progressed(): void {
    if (this.count === 0) return;
    this.count = 0;
    this.next = FIRST_PAUSE;
    this.lastProgress = this.persistence.clock.now().getTime();
  }

  /**
   * Waits before the next attempt. Throws what went wrong where another attempt cannot help,
   * {@link EventStoreUnavailable} where patience has run out, and the signal's reason where it aborts.
   */
  async pause(error: unknown): Promise<void> {
    const { clock, patience, signal } = this.persistence;
    signal.throwIfAborted();
    const final = finalErrorIn(error);
    if (final !== undefined) throw final;
    const waited = clock.now().getTime() - this.lastProgress;
    if (waited >= patience) throw new EventStoreUnavailable(waited, error);
    this.count += 1;
    await clock.sleep(this.next, signal);
    this.next = Math.min(this.next * 2, LONGEST_PAUSE);
  }
}

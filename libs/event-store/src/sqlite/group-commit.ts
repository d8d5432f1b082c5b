import { setImmediate } from 'node:timers';
import { InvalidAppend } from '../errors.js';
import type { AppendResult } from '../event-store.js';
import type { PreparedAppend } from '../prepare-append.js';

/** A transaction takes appends until it holds this many events, so that the event loop gets its turn. */
const EVENTS_A_TRANSACTION = 5_000;

interface WaitingAppend {
  readonly append: PreparedAppend;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** Gathers the appends of one turn of the event loop into one transaction: one disk flush for all of them. */
export class GroupCommit {
  private waiting: WaitingAppend[] = [];
  private scheduled = false;

  /** `run` decides and stores appends durably; `committed` is told after each transaction. */
  constructor(
    private readonly run: (appends: readonly PreparedAppend[]) => (AppendResult | InvalidAppend)[],
    private readonly committed: () => void,
  ) {}

  /** Resolves once the append is durable or known to be in conflict. Appends are decided in the order of the calls. */
  append(append: PreparedAppend): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ append, resolve, reject });
      this.schedule();
    });
  }

  /** Stores at once whatever waits. */
  flush(): void {
    while (this.waiting.length > 0) this.commitNext();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.commitNext();
      if (this.waiting.length > 0) this.schedule();
    });
  }

  private commitNext(): void {
    const group = this.takeGroup();
    if (group.length === 0) return;
    try {
      const outcomes = this.run(group.map(({ append }) => append));
      group.forEach((waiting, index) => settle(waiting, outcomes[index]));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    this.committed();
  }

  private takeGroup(): WaitingAppend[] {
    let events = 0;
    const end = this.waiting.findIndex(({ append }) => {
      events += append.events.length;
      return events >= EVENTS_A_TRANSACTION;
    });
    return this.waiting.splice(0, end === -1 ? this.waiting.length : end + 1);
  }
}

function settle({ resolve, reject }: WaitingAppend, outcome: AppendResult | InvalidAppend | undefined): void {
  if (outcome === undefined) reject(new Error('The transaction gave no outcome for an append.'));
  else if (outcome instanceof InvalidAppend) reject(outcome);
  else resolve(outcome);
}

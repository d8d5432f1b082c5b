import type { RecoveryCommand, RecoveryEvent, RecoveryState, StepOutcome } from '#protection';
import type { OwnedStream } from '../owned-stream.js';
import { skipped, type NumberedStep } from './step-outcomes.js';

/** A recovery's own stream, written by the worker that owns it. */
export type RecoveryStream = OwnedStream<RecoveryCommand, RecoveryEvent, RecoveryState>;

/** Why no further step is sent: someone cancelled the recovery, or another worker has taken it over. */
export type Stopped = 'cancelled' | 'lost';

/** What a worker records of the steps it sends, and whether it may send more. May be used by several tasks at once. */
export class RunRecord {
  private why: Stopped | undefined;
  private readonly end = new AbortController();

  constructor(
    private readonly stream: RecoveryStream,
    private readonly workerId: string,
  ) {}

  get state(): RecoveryState {
    return this.stream.state;
  }

  get stopped(): Stopped | undefined {
    return this.why;
  }

  /** Aborts when nothing more may be sent. */
  get stopping(): AbortSignal {
    return this.end.signal;
  }

  /** Records that the steps are about to be sent; answers whether they may be. */
  async intend(steps: readonly NumberedStep[]): Promise<boolean> {
    const { workerId } = this;
    const numbers = steps.map(({ number }) => number);
    const refused = await this.stream.write({ type: 'DispatchSteps', workerId, steps: numbers });
    if (refused && !this.mayGoOn()) return false;
    if (refused) throw new Error(`A recovery refuses to send steps of its own plan (${refused.code}).`);
    return this.why === undefined;
  }

  /** Records what became of steps, unless the recovery has been lost to another worker. */
  async settle(outcomes: readonly StepOutcome[]): Promise<void> {
    if (outcomes.length === 0 || this.why === 'lost') return;
    const { workerId } = this;
    const refused = await this.stream.write({ type: 'RecordOutcomes', workerId, outcomes });
    if (!refused) return;
    this.mayGoOn();
    if (this.stopped !== 'lost')
      throw new Error(`A recovery's outcomes could not be recorded (${refused.code}).`);
  }

  /** After a cancellation, what had been sent without effect stays undone. */
  async leaveUndone(steps: readonly NumberedStep[]): Promise<void> {
    const sent = steps.filter(({ number }) => this.state.dispatched.has(number));
    await this.settle(sent.map((each) => skipped(each, 'cancelled')));
  }

  /** Looks whether someone has stopped the recovery meanwhile. */
  async lookAgain(): Promise<void> {
    await this.stream.lookAgain();
    this.mayGoOn();
  }

  /** Takes note of a cancellation, and of a take-over or an end by another worker. */
  private mayGoOn(): boolean {
    const { workerId, status, cancellationRequested } = this.state;
    if (workerId !== this.workerId || status !== 'inProgress') this.why = 'lost';
    else if (cancellationRequested) this.why = 'cancelled';
    if (this.why !== undefined) this.end.abort();
    return this.why === undefined;
  }
}

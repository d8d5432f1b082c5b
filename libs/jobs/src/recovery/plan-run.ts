import { DirectoryUnavailableError, type ChangeOutcome } from '#directory';
import type { RecoveryCommand, RecoveryEvent, RecoveryState, StepOutcome } from '#protection';
import type { SnapshotReader } from '#vault';
import type { JobContext } from '../job-context.js';
import type { OwnedStream } from '../owned-stream.js';
import { mustLookFirst, partNeedless } from './look-first.js';
import { Observed } from './observed.js';
import { planParts, restoredObjects } from './plan-batches.js';
import { Quarantine } from './quarantine.js';
import { applied, asInBackup, notTaken, outcomeOf, skipped, type NumberedStep } from './step-outcomes.js';
import { tenantChange } from './tenant-change.js';

/** A recovery's own stream, written by the worker that owns it. */
export type RecoveryStream = OwnedStream<RecoveryCommand, RecoveryEvent, RecoveryState>;

/** Why no further step is sent: someone cancelled the recovery, or another worker has taken it over. */
export type Stopped = 'cancelled' | 'lost';

/** As many steps as one Graph batch holds. */
const BATCH_SIZE = 20;
/** A step that the tenant does not take is sent this many times, with growing pauses, before it is failed. */
const MOST_SENDINGS = 8;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Sends a plan's steps to the tenant, batch by batch and stage by stage. Each batch is an event before it leaves
 * (intent), each outcome an event after it. A step whose answer was lost is set aside, then read back: recorded
 * if it holds, sent again if all is as before, skipped if someone else has changed the object meanwhile.
 */
export class PlanRun {
  private readonly quarantine: Quarantine;
  private readonly sendings = new Map<number, number>();
  private restored: ReadonlySet<string> = new Set();

  constructor(
    private readonly context: JobContext,
    private readonly stream: RecoveryStream,
    /** When the worker that sent the steps now in doubt was found to be gone. */
    private readonly senderGoneAt: Date | undefined,
  ) {
    this.quarantine = new Quarantine(context.directory.longestRequestMs);
  }

  /** Resolves when every step is settled, or once nothing more may be sent and nothing is in doubt. */
  async apply(plan: SnapshotReader): Promise<Stopped | 'settled'> {
    this.restored = await restoredObjects(plan);
    let stopped: Stopped | undefined;
    for await (const part of planParts(plan, () => this.stream.state, BATCH_SIZE)) {
      if (part.part === 'inDoubt')
        this.quarantine.setAside(part.step, this.senderGoneAt?.getTime() ?? this.now());
      else if (part.part === 'stageEnd') stopped = await this.settleQuarantine();
      else stopped = (await this.readBack()) ?? (await this.applyBatch(part.steps));
      if (stopped) break;
    }
    if (stopped === 'cancelled') stopped = (await this.settleQuarantine()) === 'lost' ? 'lost' : 'cancelled';
    return stopped ?? 'settled';
  }

  private async applyBatch(batch: readonly NumberedStep[]): Promise<Stopped | undefined> {
    const uncertain = batch.filter(({ step }) => mustLookFirst(step, this.restored));
    if (uncertain.length === 0) return this.send(batch);
    const { due, needless } = partNeedless(uncertain, await this.observe(uncertain));
    const plain = batch.filter((each) => !uncertain.includes(each));
    return (await this.record(needless.map(asInBackup))) ?? (await this.send([...plain, ...due]));
  }

  /** Intent, effect, outcomes; then again for what the tenant has not taken. */
  private async send(batch: readonly NumberedStep[]): Promise<Stopped | undefined> {
    let due = batch;
    for (let pause = FIRST_PAUSE_MS; due.length > 0; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const { workerId, directory, signal } = this.context;
      signal.throwIfAborted();
      const steps = due.map(({ number }) => number);
      const refused = await this.stream.write({ type: 'DispatchSteps', workerId, steps });
      if (refused) return this.refusedToDispatch(due);
      const changes = due.map(({ step }) => tenantChange(step));
      // What is under way is never broken off: its answers are worth more than a quick end.
      const outcomes = await directory.apply(changes, new AbortController().signal);
      const again = await this.settle(due, outcomes);
      if (again === 'lost') return again;
      if (again.length > 0)
        await this.pause(pause, again, 'The tenant has not taken some steps; they are sent again.');
      due = again;
    }
    return undefined;
  }

  /** After a cancellation nothing is sent, and what had been sent without effect stays undone. */
  private async refusedToDispatch(due: readonly NumberedStep[]): Promise<Stopped> {
    const { dispatched, cancellationRequested } = this.stream.state;
    if (this.isLost()) return 'lost';
    if (!cancellationRequested) throw new Error('A recovery refuses to send steps of its own plan.');
    const sent = due.filter(({ number }) => dispatched.has(number));
    return (await this.record(sent.map((each) => skipped(each, 'cancelled')))) ?? 'cancelled';
  }

  /** Records what is certain, sets aside what is in doubt, answers what may be sent again. */
  private async settle(
    batch: readonly NumberedStep[],
    outcomes: readonly ChangeOutcome[],
  ): Promise<readonly NumberedStep[] | 'lost'> {
    const certain: StepOutcome[] = [];
    const again: NumberedStep[] = [];
    batch.forEach((each, index) => {
      const answer = outcomes[index] ?? { outcome: 'doubtful' };
      if (answer.outcome === 'doubtful') this.quarantine.setAside(each, this.now());
      else if (answer.outcome === 'notSent' && this.mayBeSentAgain(each)) again.push(each);
      else certain.push(outcomeOf(each, answer, this.quarantine.hasHeld(each)));
    });
    return (await this.record(certain)) ?? again;
  }

  private async record(outcomes: readonly StepOutcome[]): Promise<'lost' | undefined> {
    if (outcomes.length === 0) return undefined;
    const { workerId } = this.context;
    const refused = await this.stream.write({ type: 'RecordOutcomes', workerId, outcomes });
    if (!refused) return undefined;
    if (this.isLost()) return 'lost';
    throw new Error(`A recovery's outcomes could not be recorded (${refused.code}).`);
  }

  /** Waits for all that is in doubt and settles it. */
  private async settleQuarantine(): Promise<Stopped | undefined> {
    let stopped: Stopped | undefined;
    while (!this.quarantine.isEmpty && stopped !== 'lost') {
      const wait = this.quarantine.allCertainAt - this.now();
      if (wait > 0)
        await this.pause(
          wait,
          this.quarantine.steps,
          'Some answers were lost; waiting until what became of them is certain.',
        );
      stopped = (await this.readBack()) ?? stopped;
    }
    return stopped;
  }

  /** Reads back the steps that have become certain. */
  private async readBack(): Promise<Stopped | undefined> {
    const certain = this.quarantine.certain(this.now());
    if (certain.length === 0) return undefined;
    const observed = await this.observe(certain);
    this.quarantine.release(certain);
    const asBefore: NumberedStep[] = [];
    const outcomes = certain.flatMap((each): StepOutcome[] => {
      const standing = observed.standing(each.step);
      if (standing === 'holds') return [applied(each, true)];
      if (standing === 'moved') return [skipped(each, 'changedSince')];
      if (!this.mayBeSentAgain(each)) return [notTaken(each)];
      asBefore.push(each);
      return [];
    });
    return (await this.record(outcomes)) ?? (await this.send(asBefore));
  }

  /** Reads what the steps are about, for as long as it takes: without it nothing certain can be said. */
  private async observe(steps: readonly NumberedStep[]): Promise<Observed> {
    const { directory, signal } = this.context;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await Observed.of(
          directory,
          steps.map(({ step }) => step),
          signal,
        );
      } catch (error) {
        if (!(error instanceof DirectoryUnavailableError)) throw error;
        await this.pause(pause, steps, 'The tenant cannot be read back; it is tried again.');
      }
    }
  }

  /** Whether another worker has taken the recovery over, or ended it. */
  private isLost(): boolean {
    const { workerId, status } = this.stream.state;
    return workerId !== this.context.workerId || status !== 'inProgress';
  }

  /** Waits, and tells the operator why nothing is happening. */
  private async pause(ms: number, steps: readonly NumberedStep[], message: string): Promise<void> {
    const { log, clock, signal, id } = this.context;
    log.info({ recovery: id, waitMs: Math.round(ms), steps: steps.map(({ number }) => number) }, message);
    await clock.sleep(ms, signal);
  }

  private mayBeSentAgain({ number }: NumberedStep): boolean {
    const sendings = (this.sendings.get(number) ?? 0) + 1;
    this.sendings.set(number, sendings);
    return sendings < MOST_SENDINGS;
  }

  private now(): number {
    return this.context.clock.now().getTime();
  }
}

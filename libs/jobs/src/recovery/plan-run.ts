import type { SnapshotReader } from '#vault';
import type { JobContext } from '../job-context.js';
import { Creations } from './creations.js';
import { FoundValues } from './found-values.js';
import { PlanReader, surveyPlan, type NewIdsByOld } from './plan-reader.js';
import type { PlanTerms } from './plan-terms.js';
import { Quarantine } from './quarantine.js';
import { RunRecord, type RecoveryStream, type Stopped } from './run-record.js';
import type { NumberedStep } from './step-outcomes.js';
import { StepSender } from './step-sender.js';
import { UnderWay } from './under-way.js';
import { WaitingSteps, type Batch, type BatchLimits, type Lane } from './waiting-steps.js';

/** How much of a lane is sent at once. */
interface LaneLimits extends BatchLimits {
  /**
   * Writes under way, which a cancellation waits for: some seconds of the tenant's quota, and enough that the quota
   * and not the way to the tenant sets the pace.
   */
  readonly mostUnderWay: number;
}

/** A Graph batch holds 20 requests. Conditional Access takes one request a second. */
const LANES: readonly LaneLimits[] = [
  { lane: 'identity', writes: 20, atOnce: 4, mostUnderWay: 80 },
  { lane: 'conditionalAccess', writes: 3, atOnce: 1, mostUnderWay: 3 },
];
/** So many steps are read ahead, that objects with many steps can be written to side by side. */
const READ_AHEAD = 40_000;
/** While nothing else tells of a cancellation, it is looked for this often. */
const LOOK_MS = 2_000;

/**
 * Sends a plan's steps to the tenant, stage by stage; within a stage several batches are under way at once, and
 * Conditional Access beside the rest. Each batch is an event before it leaves (intent), each outcome an event after it.
 * A step whose answer was lost is set aside, then read back: recorded if it holds, sent again if all is as before,
 * skipped if someone else has changed the object meanwhile.
 */
export class PlanRun {
  private readonly record: RunRecord;
  private readonly quarantine: Quarantine;
  private readonly waiting = new WaitingSteps();
  private readonly underWay = new UnderWay();
  private readonly writes: Record<Lane, number> = { identity: 0, conditionalAccess: 0 };
  private isReadingBack = false;

  constructor(
    private readonly context: JobContext,
    stream: RecoveryStream,
    /** When the worker that sent the steps now in doubt was found to be gone. */
    private readonly senderGoneAt: Date | undefined,
    /** The terms of a frozen plan. */
    private readonly terms: PlanTerms | undefined,
    /** What earlier re-creations have made. */
    private readonly madeEarlier: NewIdsByOld,
  ) {
    this.record = new RunRecord(stream, context.workerId);
    this.quarantine = new Quarantine(context.directory.longestRequestMs);
  }

  /**
   * Resolves when every step is settled, or once nothing more may be sent and nothing is in doubt. Whether it resolves
   * or rejects, nothing is under way afterwards.
   */
  async apply(plan: SnapshotReader): Promise<Stopped | 'settled'> {
    const { context, record, quarantine } = this;
    const { restored, inDoubt, stage } = await surveyPlan(plan, record.state, this.ids());
    // Whoever noticed that the sender was gone may have a clock that is ahead.
    const since = Math.min(this.senderGoneAt?.getTime() ?? Infinity, this.now());
    for (const step of inDoubt) quarantine.setAside(step, since);
    const reader = new PlanReader(
      plan,
      () => record.state,
      stage,
      () => this.ids(),
    );
    const found = new FoundValues(context.vault, record.state.foundRoot);
    const lookFirst = { restored, terms: this.terms };
    const creations = new Creations(context, () => record.state, this.madeEarlier);
    const sender = new StepSender({ context, record, quarantine, found, lookFirst, creations });
    try {
      do await this.applyStage(reader, sender);
      while (!record.stopped && (await reader.nextStage()));
    } finally {
      await this.underWay.allEnded();
    }
    if (record.stopped === 'cancelled') await record.leaveUndone(this.waiting.takeAll());
    return record.stopped ?? 'settled';
  }

  /** Returns when nothing of the stage is waiting, under way or in doubt; after a stop, without sending what waits. */
  private async applyStage(reader: PlanReader, sender: StepSender): Promise<void> {
    for (;;) {
      this.context.signal.throwIfAborted();
      this.underWay.throwIfFailed();
      if (!this.record.stopped) {
        if (this.waiting.size <= READ_AHEAD / 2) await reader.readInto(this.waiting, READ_AHEAD);
        for (const limits of LANES) this.startBatches(limits, sender);
      }
      this.startReadingBack(sender);
      if (!this.underWay.isEmpty) await this.underWay.anyEnded();
      else if (this.quarantine.isEmpty || this.record.stopped === 'lost') return;
      else await this.untilCertain();
    }
  }

  private startBatches(limits: LaneLimits, sender: StepSender): void {
    while (this.writes[limits.lane] + limits.writes <= limits.mostUnderWay) {
      const batch = this.waiting.take(limits);
      if (batch === undefined) return;
      this.writes[limits.lane] += batch.writes;
      this.underWay.start(() => this.carryOut(batch, limits.lane, sender));
    }
  }

  private async carryOut({ steps, writes }: Batch, lane: Lane, sender: StepSender): Promise<void> {
    const again = await sender.send(steps);
    this.writes[lane] -= writes;
    // The objects of these stay busy, so that no later step of theirs overtakes them.
    this.waiting.release(steps, again);
    if (again.length > 0) this.underWay.start(() => this.sendLater(again, sender.pauseBefore(again)));
  }

  private async sendLater(steps: readonly NumberedStep[], ms: number): Promise<void> {
    this.tell(ms, steps, 'The tenant has not taken some steps; they are sent again.');
    const { clock, signal } = this.context;
    for (let left = ms; left > 0 && !this.record.stopped; left -= LOOK_MS) {
      await clock.sleep(Math.min(left, LOOK_MS), signal);
      await this.record.lookAgain();
    }
    this.waiting.giveBack(steps);
    this.waiting.release(steps);
  }

  private startReadingBack(sender: StepSender): void {
    const certain = this.quarantine.certain(this.now());
    if (certain.length === 0 || this.isReadingBack || this.record.stopped === 'lost') return;
    this.isReadingBack = true;
    this.underWay.start(async () => {
      this.waiting.giveBack(await sender.readBack(certain));
      this.isReadingBack = false;
    });
  }

  /** Waits until all that is in doubt can be read back. */
  private async untilCertain(): Promise<void> {
    const ms = Math.max(0, this.quarantine.allCertainAt - this.now());
    this.tell(
      ms,
      this.quarantine.steps,
      'Some answers were lost; waiting until what became of them is certain.',
    );
    await this.context.clock.sleep(ms, this.context.signal);
  }

  /** Tells the operator why nothing is happening. */
  private tell(ms: number, steps: readonly NumberedStep[], message: string): void {
    const { log, id } = this.context;
    log.info({ recovery: id, waitMs: Math.round(ms), steps: steps.map(({ number }) => number) }, message);
  }

  private ids(): NewIdsByOld {
    const { created } = this.record.state;
    return created.size === 0 ? this.madeEarlier : new Map([...this.madeEarlier, ...created]);
  }

  private now(): number {
    return this.context.clock.now().getTime();
  }
}

import { DirectoryUnavailableError, type ChangeOutcome } from '#directory';
import type { StepOutcome } from '#protection';
import type { JobContext } from '../job-context.js';
import type { Creations } from './creations.js';
import type { FoundValues } from './found-values.js';
import { mustLookFirst, partByStanding, type LookFirst } from './look-first.js';
import { Observed } from './observed.js';
import type { Quarantine } from './quarantine.js';
import type { RunRecord } from './run-record.js';
import { applied, asInBackup, notTaken, outcomeOf, skipped, type NumberedStep } from './step-outcomes.js';
import { tenantChange } from './tenant-change.js';

/** A step that the tenant does not take is sent this many times before it is failed. */
const MOST_SENDINGS = 8;
/** An intent that took longer to record than this is not acted upon. */
const LONGEST_INTENT_MS = 5_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** What a sender works with. */
export interface SenderParts {
  readonly context: JobContext;
  readonly record: RunRecord;
  readonly quarantine: Quarantine;
  readonly found: FoundValues;
  readonly lookFirst: LookFirst;
  readonly creations: Creations;
}

/**
 * Sends steps, with the intent recorded before and the outcomes after, and reads back those whose answer was lost. May
 * be used by several tasks at once, for different steps.
 */
export class StepSender {
  private readonly sendings = new Map<number, number>();
  /** What is under way is never broken off: its answers are worth more than a quick end. Requests share batches by it. */
  private readonly never = new AbortController().signal;

  constructor(private readonly parts: SenderParts) {}

  /** Answers the steps that may be sent again: the tenant has not taken them, or nothing may be sent any more. */
  async send(batch: readonly NumberedStep[]): Promise<readonly NumberedStep[]> {
    const { context, record } = this.parts;
    const due = await this.dueOf(batch);
    if (due.length === 0) return [];
    if (record.stopped) return due;
    const asked = context.clock.now().getTime();
    if (!(await record.intend(due))) return due;
    // A process that was paused meanwhile may have been taken over since: it asks again instead of sending.
    if (context.clock.now().getTime() - asked > LONGEST_INTENT_MS) return due;
    const changes = due.map(({ step }) => tenantChange(step));
    return this.settle(due, await context.directory.apply(changes, this.never));
  }

  /** Reads back the steps that have become certain; answers those that are as before and may be sent again. */
  async readBack(certain: readonly NumberedStep[]): Promise<readonly NumberedStep[]> {
    const [creations, others] = partByKind(certain);
    await this.readBackCreations(creations);
    return others.length === 0 ? [] : this.readBackOthers(others);
  }

  private async readBackOthers(certain: readonly NumberedStep[]): Promise<readonly NumberedStep[]> {
    const observed = await this.observe(certain, this.never);
    if (observed === undefined) return [];
    this.parts.quarantine.release(certain);
    const again: NumberedStep[] = [];
    const moved: NumberedStep[] = [];
    const outcomes = certain.flatMap((each): StepOutcome[] => {
      const standing = observed.standing(each.step);
      if (standing === 'holds') return [applied(each, true)];
      if (standing === 'moved') moved.push(each);
      else if (!this.mayBeSentAgain(each)) return [notTaken(each)];
      else again.push(each);
      return [];
    });
    const skipped = await this.parts.found.skippedAsMoved(moved, observed);
    await this.parts.record.settle([...outcomes, ...skipped]);
    return again;
  }

  /** How long to wait before steps are sent again: longer each time. */
  pauseBefore(steps: readonly NumberedStep[]): number {
    const most = Math.max(...steps.map(({ number }) => this.sendings.get(number) ?? 1));
    return Math.min(FIRST_PAUSE_MS * 2 ** (most - 1), LONGEST_PAUSE_MS);
  }

  /** Finds what was made by requests whose answers were lost; nothing is ever made a second time. */
  private async readBackCreations(certain: readonly NumberedStep[]): Promise<void> {
    const { context, record, quarantine, creations } = this.parts;
    if (certain.length === 0) return;
    const found = await this.patiently(certain, this.never, () => creations.findMade(certain));
    if (found === undefined) return;
    quarantine.release(certain);
    for (const each of found.notSeenYet) quarantine.setAside(each, context.clock.now().getTime());
    await record.settle(found.outcomes);
  }

  /** Leaves out what names something that was not made, and what is there already. */
  private async dueOf(batch: readonly NumberedStep[]): Promise<readonly NumberedStep[]> {
    const { record, creations } = this.parts;
    const orphans = batch.filter(({ step }) => (step.awaits ?? []).length > 0);
    await record.settle(orphans.map((each) => skipped(each, 'notRecreated')));
    const [toMake, others] = partByKind(batch.filter((each) => !orphans.includes(each)));
    if (toMake.length === 0) return this.dueOfOthers(others);
    const looked = await this.patiently(toMake, record.stopping, () => creations.lookFirst(toMake));
    if (looked === undefined) return [...toMake, ...(await this.dueOfOthers(others))];
    await record.settle(looked.outcomes);
    return [...looked.due, ...(await this.dueOfOthers(others))];
  }

  /** Leaves out what holds already, where only a reading can tell, and what a frozen plan would overwrite. */
  private async dueOfOthers(batch: readonly NumberedStep[]): Promise<readonly NumberedStep[]> {
    const { record, found, lookFirst } = this.parts;
    const uncertain = batch.filter(({ step }) => mustLookFirst(step, lookFirst));
    if (uncertain.length === 0) return batch;
    const observed = await this.observe(uncertain, record.stopping);
    if (observed === undefined) return batch;
    const { due, needless, moved } = partByStanding(uncertain, observed, lookFirst.terms);
    await record.settle([...needless.map(asInBackup), ...(await found.skippedAsMoved(moved, observed))]);
    const plain = batch.filter((each) => !uncertain.includes(each));
    return [...plain, ...due];
  }

  /** Records what is certain, sets aside what is in doubt, answers what may be sent again. */
  private async settle(
    batch: readonly NumberedStep[],
    outcomes: readonly ChangeOutcome[],
  ): Promise<readonly NumberedStep[]> {
    const { context, record, quarantine } = this.parts;
    const certain: StepOutcome[] = [];
    const again: NumberedStep[] = [];
    batch.forEach((each, index) => {
      const answer = outcomes[index] ?? { outcome: 'doubtful' };
      if (answer.outcome === 'doubtful') quarantine.setAside(each, context.clock.now().getTime());
      else if (answer.outcome === 'notSent' && this.mayBeSentAgain(each)) again.push(each);
      else certain.push(outcomeOf(each, answer, quarantine.hasHeld(each)));
    });
    await record.settle(certain);
    return again;
  }

  /**
   * Reads what the steps are about, for as long as it takes: without it nothing certain can be said. `undefined` once
   * `until` has aborted.
   */
  private observe(steps: readonly NumberedStep[], until: AbortSignal): Promise<Observed | undefined> {
    const { directory, signal } = this.parts.context;
    const wanted = steps.map(({ step }) => step);
    return this.patiently(steps, until, () => Observed.of(directory, wanted, signal));
  }

  private async patiently<Read>(
    steps: readonly NumberedStep[],
    until: AbortSignal,
    read: () => Promise<Read>,
  ): Promise<Read | undefined> {
    const { signal, clock, log, id } = this.parts.context;
    for (let waitMs = FIRST_PAUSE_MS; !until.aborted; waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof DirectoryUnavailableError)) throw error;
        const numbers = steps.map(({ number }) => number);
        log.info(
          { recovery: id, waitMs, steps: numbers },
          'The tenant cannot be read back; it is tried again.',
        );
        await clock.sleep(waitMs, signal);
      }
    }
    return undefined;
  }

  private mayBeSentAgain({ number }: NumberedStep): boolean {
    const sendings = (this.sendings.get(number) ?? 0) + 1;
    this.sendings.set(number, sendings);
    return sendings < MOST_SENDINGS;
  }
}

/** Steps that make objects, and all others. */
function partByKind(
  steps: readonly NumberedStep[],
): readonly [readonly NumberedStep[], readonly NumberedStep[]] {
  const { create = [], other = [] } = Object.groupBy(steps, ({ step }) =>
    step.step === 'create' ? 'create' : 'other',
  );
  return [create, other];
}

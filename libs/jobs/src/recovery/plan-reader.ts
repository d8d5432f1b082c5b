import { decodeStep, STEP_PREFIX, withNewIds, type RecoveryState } from '#protection';
import type { Entry, SnapshotReader } from '#vault';
import type { NumberedStep } from './step-outcomes.js';
import type { WaitingSteps } from './waiting-steps.js';

/** What a plan is made of, and where its worker stands. */
export interface PlanSurvey {
  /** The objects that the plan restores: what came back with them is only known afterwards. */
  readonly restored: ReadonlySet<string>;
  /** Steps that a former worker sent, and whose outcome is not recorded. */
  readonly inDoubt: readonly NumberedStep[];
  /** The stage of the first step that is not settled; 0 where all are. */
  readonly stage: number;
}

type Progress = Pick<RecoveryState, 'settled' | 'dispatched'>;
/** The new ids of what has been made again, by the old ones. */
export type NewIdsByOld = ReadonlyMap<string, string>;

/** Reads a whole plan once, before any of it is sent. */
export async function surveyPlan(
  plan: SnapshotReader,
  progress: Progress,
  ids: NewIdsByOld = new Map(),
): Promise<PlanSurvey> {
  const { settled, dispatched } = progress;
  const restored = new Set<string>();
  const inDoubt: NumberedStep[] = [];
  let stage: number | undefined;
  for await (const { number, step } of stepsOf(plan)) {
    if (step.step === 'restore') restored.add(step.object.id);
    if (settled.has(number)) continue;
    stage ??= step.stage;
    if (dispatched.has(number)) inDoubt.push({ number, step: withNewIds(step, ids) });
  }
  return { restored, inDoubt, stage: stage ?? 0 };
}

/** Reads a plan's steps in order, without those that have been sent or settled when it comes to them. */
export class PlanReader {
  private readonly steps: AsyncGenerator<NumberedStep, undefined>;
  private next: NumberedStep | undefined;
  private isDone = false;

  constructor(
    plan: SnapshotReader,
    private readonly progress: () => Progress,
    private stage: number,
    /** Asked when a stage begins: what its steps name has been made in an earlier one. */
    private readonly ids: () => NewIdsByOld,
  ) {
    this.steps = stepsOf(plan);
  }

  /** Reads on within the stage, until `most` steps wait. */
  async readInto(waiting: WaitingSteps, most: number): Promise<void> {
    while (waiting.size < most) {
      const next = await this.peek();
      if (next === undefined || next.step.stage !== this.stage) return;
      waiting.add({ number: next.number, step: withNewIds(next.step, this.ids()) });
      this.next = undefined;
    }
  }

  /** Goes on to the next stage that has steps; answers whether there is one. */
  async nextStage(): Promise<boolean> {
    const next = await this.peek();
    if (next !== undefined) this.stage = next.step.stage;
    return next !== undefined;
  }

  private async peek(): Promise<NumberedStep | undefined> {
    while (this.next === undefined && !this.isDone) {
      const read = await this.steps.next();
      if (read.done === true) this.isDone = true;
      else if (this.isDue(read.value)) this.next = read.value;
    }
    return this.next;
  }

  private isDue({ number }: NumberedStep): boolean {
    const { settled, dispatched } = this.progress();
    return !settled.has(number) && !dispatched.has(number);
  }
}

async function* stepsOf(plan: SnapshotReader): AsyncGenerator<NumberedStep, undefined> {
  let number = -1;
  for await (const entry of plan.scan(STEP_PREFIX)) {
    number += 1;
    yield numbered(number, entry);
  }
}

const numbered = (number: number, { value }: Entry): NumberedStep => ({ number, step: decodeStep(value) });

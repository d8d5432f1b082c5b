import type { Json, ObjectRef } from '#catalogue';
import type { NewIds } from '#directory';
import type { PlannedStep, RecoveryState, StepOutcome } from '#protection';
import type { JobContext } from '../job-context.js';
import { readObject } from '../snapshot-object.js';
import type { NewIdsByOld } from './plan-reader.js';
import { created, failed, skipped, type NumberedStep } from './step-outcomes.js';

type CreateStep = Extract<PlannedStep, { step: 'create' }>;

/** What was made may be missing from lists for a while: it is looked for so often before it is given up. */
const MOST_LOOKS = 4;

/** Keeps objects from being made twice, and finds what was made by a request whose answer was lost. */
export class Creations {
  private readonly looks = new Map<number, number>();

  constructor(
    private readonly context: JobContext,
    private readonly state: () => Pick<RecoveryState, 'created' | 'started'>,
    /** What earlier re-creations have made. */
    private readonly madeEarlier: NewIdsByOld,
  ) {}

  /**
   * Looks, before anything is sent, whether the object has been made again already: by an earlier re-creation, or by
   * someone else since the backup. Both are left out; whatever bears its name is not made a second time.
   */
  async lookFirst(
    steps: readonly NumberedStep[],
  ): Promise<{ readonly due: readonly NumberedStep[]; readonly outcomes: readonly StepOutcome[] }> {
    const due: NumberedStep[] = [];
    const outcomes: StepOutcome[] = [];
    for (const each of steps) {
      const { step } = each;
      if (step.step !== 'create') continue;
      if (await this.wasMadeEarlier(step.object)) outcomes.push(skipped(each, 'alreadyRecreated'));
      else if ((await this.newNamesakes(step)).length > 0) outcomes.push(skipped(each, 'namesakeExists'));
      else due.push(each);
    }
    return { due, outcomes };
  }

  /**
   * Looks for what requests with lost answers have made. Before they were sent, nothing was there: one that is there now
   * is theirs. Where there are several, or none after some time, nobody can tell, and the step fails.
   */
  async findMade(
    steps: readonly NumberedStep[],
  ): Promise<{ readonly outcomes: readonly StepOutcome[]; readonly notSeenYet: readonly NumberedStep[] }> {
    const outcomes: StepOutcome[] = [];
    const notSeenYet: NumberedStep[] = [];
    const claimed = new Set<string>();
    for (const each of steps) {
      if (each.step.step !== 'create') continue;
      const found = (await this.newNamesakes(each.step)).filter(({ id }) => !claimed.has(id));
      const [only, another] = found;
      if (only !== undefined && another === undefined) {
        claimed.add(only.id);
        outcomes.push(created(each, only, true));
      } else if (only === undefined && this.mayLookAgain(each)) notSeenYet.push(each);
      else outcomes.push(ambiguous(each));
    }
    return { outcomes, notSeenYet };
  }

  private async wasMadeEarlier({ type, id }: ObjectRef): Promise<boolean> {
    const newId = this.madeEarlier.get(id);
    if (newId === undefined) return false;
    const { directory, signal } = this.context;
    return (await directory.read([{ type, id: newId }], { links: false, signal })).length > 0;
  }

  /** Live objects of its name that the backup does not hold, but for those that are other objects made again. */
  private async newNamesakes({ object, set }: CreateStep): Promise<readonly NewIds[]> {
    const { directory, vault, signal } = this.context;
    const { created: made, started } = this.state();
    if (directory.namesakes === undefined || started === null)
      throw new Error('This tenant cannot tell what has been made in it.');
    const ofOthers = new Set(
      [...this.madeEarlier, ...made].flatMap(([old, now]) => (old === object.id ? [] : [now])),
    );
    const backup = vault.snapshot(started.targetRoot);
    const values: Readonly<Record<string, Json>> = set;
    const unknown: NewIds[] = [];
    for (const each of await directory.namesakes(object.type, values, signal)) {
      const inBackup = await readObject(backup, { type: object.type, id: each.id });
      if (inBackup === undefined && !ofOthers.has(each.id)) unknown.push(each);
    }
    return unknown;
  }

  private mayLookAgain({ number }: NumberedStep): boolean {
    const looks = (this.looks.get(number) ?? 0) + 1;
    this.looks.set(number, looks);
    return looks < MOST_LOOKS;
  }
}

const ambiguous = (each: NumberedStep): StepOutcome =>
  failed(
    each,
    'ambiguous',
    'The answer of Microsoft Graph was lost, and it cannot be told whether the object has been made. Nothing is sent again. Look for it by its name in the tenant: delete or keep it, then re-create what is still missing.',
  );

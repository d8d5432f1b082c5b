import { encodeStep, stepKey, type PlannedStep } from '#protection';
import type { Root, SnapshotEditor, Vault } from '#vault';
import { putTerms, type PlanTerms } from './plan-terms.js';

/** So many steps of one stage have room between its first key and the next stage's. */
const MOST_OF_A_STAGE = 10_000_000;
/** The keys of an extension come after all of the plan's own. */
const EXTENSION = 50;

/**
 * Writes a plan into the vault as its steps are found, in whatever order: their keys bring them into the order of their
 * stages, and within a stage into the order in which they were added. A step's number is its place in that order.
 */
export class PlanWriter {
  private readonly counts = new Map<number, number>();
  private added = 0;

  private constructor(
    private readonly editor: SnapshotEditor,
    private readonly firstStage: number,
  ) {}

  /** `terms`: of a plan that is to be frozen. */
  static begin(vault: Vault, terms?: PlanTerms): PlanWriter {
    const editor = vault.edit(undefined);
    if (terms) putTerms(editor, terms);
    return new PlanWriter(editor, 0);
  }

  /** Adds steps that come after all steps of a plan. */
  static extend(vault: Vault, plan: Root): PlanWriter {
    return new PlanWriter(vault.edit(plan), EXTENSION);
  }

  /** The number of steps added. */
  get size(): number {
    return this.added;
  }

  async add(steps: Iterable<PlannedStep>): Promise<void> {
    for (const step of steps) {
      const place = this.counts.get(step.stage) ?? 0;
      if (place === MOST_OF_A_STAGE) throw new Error('A plan has more steps than there are keys for.');
      this.counts.set(step.stage, place + 1);
      this.added += 1;
      this.editor.put(stepKey((this.firstStage + step.stage) * MOST_OF_A_STAGE + place), encodeStep(step));
      await this.editor.room();
    }
  }

  commit(): Promise<Root> {
    return this.editor.commit();
  }
}

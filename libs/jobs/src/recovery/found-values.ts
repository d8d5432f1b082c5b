import { encodeFound, foundKey, type StepOutcome } from '#protection';
import type { Root, Vault } from '#vault';
import type { Observed } from './observed.js';
import { changedSince, type NumberedStep } from './step-outcomes.js';

/**
 * Keeps in the vault what steps found instead of what their plan had seen, so that both can be shown: events hold no
 * values. May be used by several tasks at once.
 */
export class FoundValues {
  private root: Root | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly vault: Vault,
    /** What an earlier worker of the same recovery has kept. */
    earlier: Root | null,
  ) {
    this.root = earlier ?? undefined;
  }

  /** The outcomes of steps that are skipped because what they were to change has moved. */
  async skippedAsMoved(steps: readonly NumberedStep[], observed: Observed): Promise<readonly StepOutcome[]> {
    if (steps.length === 0) return [];
    const kept = this.turn.then(() => this.keep(steps, observed));
    this.turn = kept.catch(() => undefined);
    const root = await kept;
    return steps.map((each) => changedSince(each, root));
  }

  private async keep(steps: readonly NumberedStep[], observed: Observed): Promise<Root> {
    const editor = this.vault.edit(this.root);
    for (const { number, step } of steps)
      editor.put(foundKey(number), encodeFound({ step, ...observed.found(step) }));
    this.root = await editor.commit();
    return this.root;
  }
}

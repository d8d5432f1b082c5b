import { decodeStep, STEP_PREFIX, type RecoveryState } from '#protection';
import type { SnapshotReader } from '#vault';
import type { NumberedStep } from './step-outcomes.js';

/** What comes next in a plan. */
export type PlanPart =
  /** A former worker sent this step and left no outcome. */
  | { readonly part: 'inDoubt'; readonly step: NumberedStep }
  /** Steps of one stage, in order. */
  | { readonly part: 'batch'; readonly steps: readonly NumberedStep[] }
  /** All before must be settled before what follows. */
  | { readonly part: 'stageEnd' };

/** Reads a plan's unsettled steps in order, in batches of at most `size` that never span two stages. */
export async function* planParts(
  plan: SnapshotReader,
  settledSoFar: () => Pick<RecoveryState, 'settled' | 'dispatched'>,
  size: number,
): AsyncGenerator<PlanPart> {
  let batch: NumberedStep[] = [];
  let stage: number | undefined;
  let number = -1;
  for await (const { value } of plan.scan(STEP_PREFIX)) {
    number += 1;
    const { settled, dispatched } = settledSoFar();
    if (settled.has(number)) continue;
    const step = decodeStep(value);
    const stageEnds = stage !== undefined && step.stage !== stage;
    stage = step.stage;
    if (batch.length > 0 && (stageEnds || batch.length === size)) {
      yield { part: 'batch', steps: batch };
      batch = [];
    }
    if (stageEnds) yield { part: 'stageEnd' };
    const each = { number, step };
    if (dispatched.has(number)) yield { part: 'inDoubt', step: each };
    else batch.push(each);
  }
  if (batch.length > 0) yield { part: 'batch', steps: batch };
  yield { part: 'stageEnd' };
}

/** The objects that a plan restores: what came back with them is only known afterwards. */
export async function restoredObjects(plan: SnapshotReader): Promise<ReadonlySet<string>> {
  const restored = new Set<string>();
  for await (const { value } of plan.scan(STEP_PREFIX)) {
    const step = decodeStep(value);
    if (step.step === 'restore') restored.add(step.object.id);
  }
  return restored;
}

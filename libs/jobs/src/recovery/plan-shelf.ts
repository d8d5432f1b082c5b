import {
  decodeFound,
  decodeStep,
  foundKey,
  STEP_PREFIX,
  type FoundInstead,
  type PlannedStep,
  type Selection,
} from '#protection';
import type { Root, Vaults } from '#vault';
import { storeSelection } from './stored-selection.js';

/** A step of a plan with the key that it is kept under. */
export interface ShelvedStep {
  readonly key: string;
  readonly step: PlannedStep;
}

/** The plans of all tenants as they lie in the vault, and what they are made from. */
export class PlanShelf {
  constructor(private readonly vaults: Pick<Vaults, 'of'>) {}

  /** Keeps a selection and answers its root, which must be named in an event soon. */
  keepSelection(tenantId: string, selection: Selection): Promise<Root> {
    return storeSelection(this.vaults.of(tenantId), selection);
  }

  /** The first `limit` steps of a plan after a key, in order. Reads only these. */
  async stepsAfter(
    tenantId: string,
    plan: Root,
    after: string | undefined,
    limit: number,
  ): Promise<readonly ShelvedStep[]> {
    const steps: ShelvedStep[] = [];
    for await (const { key, value } of this.vaults.of(tenantId).snapshot(plan).scan(STEP_PREFIX, after)) {
      if (steps.length === limit) break;
      steps.push({ key, step: decodeStep(value) });
    }
    return steps;
  }

  /** What step number `step` found instead of what its plan had seen; `undefined` where that was not kept. */
  async found(tenantId: string, root: Root, step: number): Promise<FoundInstead | undefined> {
    const text = await this.vaults.of(tenantId).snapshot(root).get(foundKey(step));
    return text === undefined ? undefined : decodeFound(text);
  }
}

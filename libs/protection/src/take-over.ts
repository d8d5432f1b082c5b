import { refuse } from './decider.js';
import { noLongerOwner } from './worker-refusals.js';

/** Whom a worker takes work from. */
export interface TakeOver {
  /**
   * The owner that the worker has found, `null` for none; refused when it is another by now, so that of several
   * workers who find the same only one gets the work. Left out: from whoever has it.
   */
  readonly takeOverFrom?: string | null;
}

/** The refusal of a worker whom another has forestalled; `undefined` where the work is still as it found it. */
export function forestalled(
  { workerId, takeOverFrom }: TakeOver & { readonly workerId: string },
  owner: string | null,
): ReturnType<typeof refuse> | undefined {
  return takeOverFrom === undefined || takeOverFrom === owner ? undefined : refuse(noLongerOwner(workerId));
}

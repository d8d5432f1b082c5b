import type { RecoveryRowFragment } from '../api/generated.js';

/** What a recovery is: itself, the undoing of another one, or a plan only. */
export function recoveryKind({ dryRun, undoes }: Pick<RecoveryRowFragment, 'dryRun' | 'undoes'>): string {
  const kind = undoes ? 'Undo' : 'Recovery';
  return dryRun ? `${kind} (plan only)` : kind;
}

import type { PlanOptions } from '#protection';
import type { Root, SnapshotEditor, Vault } from '#vault';

/** Under what terms a frozen plan is carried out. They are part of what its digest names. */
export type PlanTerms = Pick<PlanOptions, 'whatMoved' | 'conditionalAccess'>;

const KEY = 'terms';

/** Dry runs that were not asked for as plans are carried out as carefully as a plan can be. */
const CAREFUL: PlanTerms = { whatMoved: 'skip', conditionalAccess: 'asInBackup' };

/** Writes the terms into the plan that is being made. */
export function putTerms(editor: SnapshotEditor, { whatMoved, conditionalAccess }: PlanTerms): void {
  editor.put(KEY, JSON.stringify({ whatMoved, conditionalAccess }));
}

/** Reads the terms of a plan. */
export async function termsOf(vault: Vault, plan: Root): Promise<PlanTerms> {
  const text = await vault.snapshot(plan).get(KEY);
  const stored: unknown = text === undefined ? CAREFUL : JSON.parse(text);
  if (isTerms(stored)) return stored;
  throw new Error('The vault holds a plan whose terms cannot be read.');
}

function isTerms(value: unknown): value is PlanTerms {
  if (typeof value !== 'object' || value === null) return false;
  if (!('whatMoved' in value) || !('conditionalAccess' in value)) return false;
  const { whatMoved, conditionalAccess } = value;
  return (
    (whatMoved === 'skip' || whatMoved === 'overwrite') &&
    (conditionalAccess === 'asInBackup' || conditionalAccess === 'reportOnly')
  );
}

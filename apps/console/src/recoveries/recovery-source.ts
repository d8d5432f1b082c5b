import type { ObjectType, StartRecoveryInput } from '../api/generated.js';

/** What is to be recovered from a difference report: the chosen objects, else the chosen types, else everything. */
export interface ToRecover {
  readonly reportId: string;
  readonly backupId: string | undefined;
  readonly objectIds: readonly string[];
  readonly objectTypes: readonly ObjectType[];
}

/** A recovery looks at so many chosen objects at most. */
export const MOST_OBJECTS = 100;

/**
 * From what and of which objects a recovery is started: the report itself for all of it, else its backup with what is
 * chosen. `undefined` where that cannot be asked for: too many objects, or a backup that is gone.
 */
export function recoverySource(toRecover: ToRecover): Pick<StartRecoveryInput, 'from' | 'scope'> | undefined {
  const { reportId, backupId, objectIds, objectTypes } = toRecover;
  if (objectIds.length === 0 && objectTypes.length === 0) return { from: { differenceReportId: reportId } };
  if (objectIds.length > MOST_OBJECTS || backupId === undefined) return undefined;
  return { from: { backupId }, scope: objectIds.length > 0 ? { objectIds } : { objectTypes } };
}

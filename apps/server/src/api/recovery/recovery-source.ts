import { isRefusal, parseScope, refusal, type RecoverySource, type Refusal } from '#protection';
import type { StartRecoveryInput } from './start-recovery.input.js';

/** Reads what to recover from. A backup needs a scope; a difference report has one already. */
export function sourceOf({ from, scope }: StartRecoveryInput): RecoverySource | Refusal {
  const { backupId, differenceReportId } = from;
  const parsed = scope === null || scope === undefined ? undefined : parseScope(scope);
  if (isRefusal(parsed)) return parsed;
  if (typeof differenceReportId === 'string')
    return parsed === undefined ? { differenceReportId } : { differenceReportId, scope: parsed };
  if (typeof backupId !== 'string')
    return refusal('InvalidInput', 'from must name a backupId or a differenceReportId.');
  return parsed === undefined
    ? refusal('InvalidScope', 'A recovery from a backup needs a scope. Say which objects to recover.')
    : { backupId, scope: parsed };
}

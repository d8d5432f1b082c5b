import { isRefusal, parseScope, refusal, type Refusal, type Scope } from '#protection';
import type { StartRecoveryInput } from './start-recovery.input.js';

type RecoverySource =
  { readonly backupId: string; readonly scope: Scope } | { readonly differenceReportId: string };

/** Reads what to recover from. A backup needs a scope; a difference report brings its own and takes no other. */
export function sourceOf({ from, scope }: StartRecoveryInput): RecoverySource | Refusal {
  const { backupId, differenceReportId } = from;
  const hasScope = scope !== null && scope !== undefined;
  if (typeof differenceReportId === 'string')
    return hasScope
      ? refusal(
          'InvalidScope',
          'A recovery from a difference report takes the report’s own scope. Leave scope out.',
        )
      : { differenceReportId };
  if (typeof backupId !== 'string')
    return refusal('InvalidInput', 'from must name a backupId or a differenceReportId.');
  if (!hasScope)
    return refusal('InvalidScope', 'A recovery from a backup needs a scope. Say which objects to recover.');
  const parsed = parseScope(scope);
  return isRefusal(parsed) ? parsed : { backupId, scope: parsed };
}

import { isRefusal, parseScope, refusal, type RecoverySource, type Refusal } from '#protection';
import type { StartRecoveryInput } from './start-recovery.input.js';

type SourceInput = Pick<StartRecoveryInput, 'from' | 'scope'>;

/** Reads what to recover from. A backup needs a scope; a difference report and a plan have one already. */
export function sourceOf({ from, scope }: SourceInput): RecoverySource | Refusal {
  const { backupId, differenceReportId, plan } = from;
  const parsed = scope === null || scope === undefined ? undefined : parseScope(scope);
  if (isRefusal(parsed)) return parsed;
  if (plan)
    return parsed === undefined
      ? { planId: plan.planId, planDigest: plan.digest }
      : refusal('InvalidScope', 'A plan says itself what it touches. Leave scope out.');
  if (typeof differenceReportId === 'string')
    return parsed === undefined ? { differenceReportId } : { differenceReportId, scope: parsed };
  if (typeof backupId !== 'string')
    return refusal('InvalidInput', 'from must name a backupId, a differenceReportId or a plan.');
  return parsed === undefined
    ? refusal('InvalidScope', 'A recovery from a backup needs a scope. Say which objects to recover.')
    : { backupId, scope: parsed };
}

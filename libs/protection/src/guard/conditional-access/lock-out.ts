import type { Step } from '../../plan/step.js';
import type { GuardSettings } from '../guard-settings.js';
import { shutOut, type ShutOut } from './shut-out.js';
import type { TenantPolicies } from './tenant-policies.js';

/** Whose way in is watched. */
export interface WatchedAccounts {
  /** Each of them must be able to get in. */
  readonly emergencyAccessAccountIds: readonly string[];
  readonly guards: GuardSettings;
}

/** The first step after which someone who could get in no longer can. */
export interface LockOut {
  /** The step's number in the plan. */
  readonly step: number;
  /** Whom it shuts out: an emergency-access account, or the last of the named administrators. */
  readonly who: 'emergencyAccessAccount' | 'lastAdministrator';
  readonly accountId: string;
  readonly reason: ShutOut;
}

/**
 * Goes through a plan step by step; answers the first one after which an emergency-access account, or the last of the
 * named administrators, can no longer sign in though it could before the plan or has been able to since.
 */
export async function findLockOut(
  tenant: TenantPolicies,
  steps: AsyncIterable<Step> | Iterable<Step>,
  { emergencyAccessAccountIds, guards }: WatchedAccounts,
): Promise<LockOut | undefined> {
  const { administratorIds } = guards;
  const reasons = () => new Map(watched.map((id) => [id, shutOut(id, tenant, guards)]));
  const watched = [...new Set([...emergencyAccessAccountIds, ...administratorIds])];
  let before = reasons();
  let step = -1;
  for await (const each of steps) {
    step += 1;
    if (!tenant.apply(each)) continue;
    const after = reasons();
    for (const accountId of emergencyAccessAccountIds) {
      const reason = after.get(accountId);
      if (reason && before.get(accountId) === undefined)
        return { step, who: 'emergencyAccessAccount', accountId, reason };
    }
    const last = administratorIds.find((id) => before.get(id) === undefined);
    const reason = last === undefined ? undefined : after.get(last);
    if (last !== undefined && reason && administratorIds.every((id) => after.get(id) !== undefined))
      return { step, who: 'lastAdministrator', accountId: last, reason };
    before = after;
  }
  return undefined;
}

/** Says what would happen, in ids and Graph's names: never in directory values. */
export function lockOutText({ step, who, accountId, reason }: LockOut): string {
  const whom =
    who === 'emergencyAccessAccount'
      ? `emergency-access account ${accountId}`
      : `administrator ${accountId}, the last named one who could sign in,`;
  const why =
    reason.by === 'policy'
      ? `Conditional Access policy ${reason.policyId} would ask for what it cannot meet (${reason.controls.join(', ')})`
      : `it would be ${reason.by}`;
  return `Step ${step} would shut out ${whom}: ${why}. Leave that change out, or add what lets the account in to the plan.`;
}

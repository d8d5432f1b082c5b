import { refusal, type Refusal } from '../refusal.js';
import type { JobRecord, TenantState } from './tenant-state.js';

/** Names a plan as someone has seen it. */
interface PlanReference {
  readonly planId: string;
  readonly planDigest: string;
}

/** The dry run that froze a plan, as long as it can be started from; refused where there is none of this digest. */
export function frozenPlan(
  { planId, planDigest }: PlanReference,
  { jobs }: TenantState,
): JobRecord | Refusal {
  const plan = jobs.get(planId);
  if (plan?.kind !== 'recovery' || !plan.dryRun)
    return refusal(
      'PlanNotFound',
      `There is no plan ${planId} in this tenant. Check the id, or freeze a plan.`,
    );
  if (plan.retired) return refusal('PlanExpired', `Plan ${planId} is past its retention. Freeze a new one.`);
  if (plan.planDigest === null)
    return refusal(
      'PlanNotFrozen',
      plan.status === 'running'
        ? `Plan ${planId} is still being made. Wait until it is frozen.`
        : `Plan ${planId} ended as ${plan.status} and was not frozen. Freeze a new one.`,
    );
  return plan.planDigest === planDigest
    ? plan
    : refusal(
        'PlanDigestMismatch',
        `Plan ${planId} has another digest than the one given. Look at the plan again before going on.`,
      );
}

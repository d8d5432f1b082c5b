import { accept, refuse, type Decision, type OfType } from '../decider.js';
import { DEFAULT_GUARDS } from '../guard/guard-settings.js';
import { isRefusal, refusal } from '../refusal.js';
import { frozenPlan } from '../tenant/frozen-plan.js';
import type { TenantCommand } from '../tenant/tenant-commands.js';
import type { TenantEvent } from '../tenant/tenant-events.js';
import type { TenantState } from '../tenant/tenant-state.js';
import { isApproved } from './plan-review.js';

const HOUR_MS = 3_600_000;
const LONGEST_REASON = 1_000;

type ReviewCommand = OfType<TenantCommand, 'ApprovePlan' | 'RejectPlan' | 'RecordPlanView'>;

/**
 * A second person's look at a plan, and decision on it: bound to the plan's digest, with a reason. Whoever asked for a plan
 * cannot approve it. A rejection stands; an approval ends by itself.
 */
export function reviewPlan(command: ReviewCommand, state: TenantState): Decision<TenantEvent> {
  const { planId, planDigest, actorId } = command;
  const plan = frozenPlan({ planId, planDigest }, state);
  if (isRefusal(plan)) return refuse(plan);
  if (command.type === 'RecordPlanView')
    return plan.viewedBy.includes(actorId)
      ? accept()
      : accept({ type: 'RecoveryPlanViewed', data: { planId, planDigest, viewedBy: actorId } });
  const reason = command.reason.trim();
  if (reason === '' || reason.length > LONGEST_REASON)
    return refuse(refusal('InvalidInput', `reason must have 1 to ${LONGEST_REASON} characters: it is kept.`));
  if (plan.review?.decision === 'rejected')
    return command.type === 'RejectPlan' ? accept() : refuse(rejected(planId));
  if (command.type === 'RejectPlan')
    return accept({
      type: 'RecoveryPlanRejected',
      data: { planId, planDigest, rejectedBy: actorId, reason },
    });
  if (plan.requestedBy === null || plan.requestedBy === actorId)
    return refuse(
      refusal(
        'RequesterMayNotApprove',
        `You have asked for plan ${planId} yourself. Someone else with the right to approve has to look at it.`,
      ),
    );
  if (plan.review?.by === actorId && isApproved(plan.review, command.now)) return accept();
  const { approvalHours } = state.profile?.settings.guards ?? DEFAULT_GUARDS;
  const expiresAt = new Date(Date.parse(command.now) + approvalHours * HOUR_MS).toISOString();
  const data = { planId, planDigest, approvedBy: actorId, reason, expiresAt };
  return accept({ type: 'RecoveryPlanApproved', data });
}

const rejected = (planId: string) =>
  refusal('PlanRejected', `Plan ${planId} has been rejected. Freeze a new one that meets the objection.`);

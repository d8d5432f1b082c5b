import { objectKey, type ObjectType } from '#catalogue';
import {
  decodeStep,
  DEFAULT_GUARDS,
  findLockOut,
  lockOutText,
  massChanges,
  massChangeText,
  RoleHolderWatch,
  STEP_PREFIX,
  type GuardSettings,
  type PlannedStep,
  type RecoveryState,
  type TenantSettings,
} from '#protection';
import type { Root, SnapshotReader } from '#vault';
import type { JobFailure } from '../failure.js';
import type { JobContext } from '../job-context.js';
import { holdersByRole } from '../role-holders.js';
import { readObject } from '../snapshot-object.js';
import { subjectOf } from './observed.js';
import { readTenantPolicies } from './policy-sources.js';

/** The plan to judge, and the states that it leads from and back to. */
interface GuardedPlan {
  readonly planRoot: Root;
  readonly targetRoot: Root;
  readonly currentRoot: Root;
}

/**
 * Judges a plan before anything of it is sent: nobody who is watched may be shut out by any step, the last holder of a
 * highest role stays, and a mass change is confirmed. Answers why the plan must not be carried out.
 */
export async function guardPlan(
  context: JobContext,
  plan: GuardedPlan,
  request: NonNullable<RecoveryState['request']>,
): Promise<JobFailure | undefined> {
  const { state } = await context.aggregates.tenant.load(context.tenantId);
  const settings = state.profile?.settings;
  if (settings === undefined) return undefined;
  const guards = settings.guards ?? DEFAULT_GUARDS;
  const isConfirmed = request.dryRun || request.confirmMassChange === true;
  return (
    (await lockOut(context, plan, settings, guards)) ??
    (await lastRoleHolder(context, plan)) ??
    (isConfirmed ? undefined : await massChange(context, plan, guards))
  );
}

async function lockOut(
  { vault }: JobContext,
  { planRoot, targetRoot, currentRoot }: GuardedPlan,
  { emergencyAccessAccountIds }: TenantSettings,
  guards: GuardSettings,
): Promise<JobFailure | undefined> {
  const accounts = new Set([...emergencyAccessAccountIds, ...guards.administratorIds]);
  if (accounts.size === 0) return undefined;
  const [current, target] = [vault.snapshot(currentRoot), vault.snapshot(targetRoot)];
  const tenant = await readTenantPolicies(current, target, accounts);
  const steps = stepsOf(vault.snapshot(planRoot));
  const found = await findLockOut(tenant, steps, { emergencyAccessAccountIds, guards });
  return found && { code: 'WouldLockOut', message: lockOutText(found) };
}

async function lastRoleHolder(
  context: JobContext,
  { planRoot, currentRoot }: GuardedPlan,
): Promise<JobFailure | undefined> {
  const holders = await holdersByRole(context, currentRoot);
  if (holders.size === 0) return undefined;
  const current = context.vault.snapshot(currentRoot);
  const enabled = new Set<string>();
  for (const id of new Set([...holders.values()].flatMap((ids) => [...ids]))) {
    const user = await readObject(current, { type: 'user', id });
    if (user?.lifecycle === 'live' && user.attributes['accountEnabled'] !== false) enabled.add(id);
  }
  const watch = new RoleHolderWatch(holders, (id) => enabled.has(id));
  let step = -1;
  for await (const each of stepsOf(context.vault.snapshot(planRoot))) {
    step += 1;
    const role = watch.apply(each);
    if (role !== undefined)
      return {
        code: 'LastRoleHolder',
        message: `Step ${step} would disable or delete ${subjectOf(each).id}, the last ${role} who can sign in. Give the role to someone else first, or leave that change out.`,
      };
  }
  return undefined;
}

async function massChange(
  { vault }: JobContext,
  { planRoot, currentRoot }: GuardedPlan,
  guards: GuardSettings,
): Promise<JobFailure | undefined> {
  if (guards.massChangeLimitPercent >= 100) return undefined;
  const counts = await vault.snapshot(currentRoot).counts();
  const changed = new Map<ObjectType, Set<string>>();
  for await (const step of stepsOf(vault.snapshot(planRoot))) {
    const ref = subjectOf(step);
    const keys = changed.get(ref.type) ?? new Set();
    changed.set(ref.type, keys.add(objectKey(ref)));
  }
  const numbers = new Map([...changed].map(([type, keys]) => [type, keys.size]));
  const found = massChanges(numbers, (type) => counts[type] ?? 0, guards);
  return found.length === 0
    ? undefined
    : { code: 'MassChangeNotConfirmed', message: massChangeText(found, guards) };
}

async function* stepsOf(plan: SnapshotReader): AsyncGenerator<PlannedStep> {
  for await (const { value } of plan.scan(STEP_PREFIX)) yield decodeStep(value);
}

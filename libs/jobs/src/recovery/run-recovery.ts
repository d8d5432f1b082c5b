import { isRefusal, refusal, type JobTarget, type RecoveryState, type Refusal } from '#protection';
import { workerActing } from '../acting.js';
import { failureOf, type JobFailure } from '../failure.js';
import type { JobContext } from '../job-context.js';
import { guardedIn, partialInHead, resolveTarget } from '../job-target.js';
import { OwnedStream } from '../owned-stream.js';
import { settleJob } from '../settle.js';
import type { Comparison } from '../compute-changes.js';
import { madeEarlier } from './made-earlier.js';
import { makeRecreationPlan } from './make-recreation-plan.js';
import { makePlan, type StoredPlan } from './make-plan.js';
import { guardPlan } from './guard-plan.js';
import { extendPlan } from './extend-plan.js';
import { PlanRun } from './plan-run.js';
import { termsOf } from './plan-terms.js';
import type { RecoveryStream, Stopped } from './run-record.js';

type Requested = NonNullable<RecoveryState['request']>;
type States = Pick<NonNullable<RecoveryState['started']>, 'targetRoot' | 'beforeRoot' | 'partialTypes'>;

/** The end is told only after this much quiet: a request that the network has doubled arrives before it. */
const QUIET_BEFORE_END_MS = 1_000;

/**
 * Carries out one recovery: records the state before, plans, applies, ends. Run again after a crash at any point
 * it goes on where the log says it stood.
 */
export async function runRecovery(context: JobContext): Promise<void> {
  const { tenantId, id, workerId, takeOverFrom, aggregates } = context;
  const stream = await OwnedStream.open(aggregates.recovery, id, workerActing(context.cause));
  if (!(await stream.write({ type: 'TakeRecovery', workerId, takeOverFrom }))) {
    const failure = await carryOut(context, stream);
    if (failure) await stream.write({ type: 'FailRecovery', workerId, ...failure });
  }
  await settleJob(context, { tenantId, id }, stream.state, workerActing(context.cause));
}

async function carryOut(context: JobContext, stream: RecoveryStream): Promise<JobFailure | undefined> {
  try {
    return (
      (await recordBeforeState(context, stream)) ??
      (await recordPlan(context, stream)) ??
      (await applyAndEnd(context, stream))
    );
  } catch (error) {
    const failure = await failureOf(context, error);
    // Once steps have been applied, trouble passes or the recovery is given up by whoever watches over it.
    if (!failure || stream.state.settled.size + stream.state.open > 0) throw error;
    return failure;
  }
}

async function recordBeforeState(
  context: JobContext,
  stream: RecoveryStream,
): Promise<JobFailure | undefined> {
  const { request, started, cancellationRequested } = stream.state;
  if (request === null || started !== null || cancellationRequested) return undefined;
  const states = (await statesOfReport(context, request)) ?? (await statesNow(context, request.target));
  if (isRefusal(states)) return states;
  await stream.write({ type: 'RecordBeforeState', workerId: context.workerId, ...states });
  return undefined;
}

/** The state to go back to, and the tenant's present one. */
async function statesNow(context: JobContext, target: JobTarget): Promise<States | Refusal> {
  const resolved = await resolveTarget(context, target);
  if (isRefusal(resolved)) return resolved;
  const head = await context.head.synchronise(context.signal);
  const partialTypes = [...resolved.partialTypes, ...partialInHead(head)];
  return { targetRoot: resolved.root, beforeRoot: head.root, partialTypes };
}

/** A plan made from a report is made of what the report shows, whatever has become of the tenant since. */
async function statesOfReport(
  { aggregates }: JobContext,
  { target, plan, recreate }: Requested,
): Promise<States | undefined> {
  // What has been made again since must be seen.
  if (recreate === true || plan === undefined || target.from !== 'differenceReport') return undefined;
  const { state } = await aggregates.differenceReport.load(target.differenceReportId);
  const { backupRoot, headRoot, partialTypes } = state;
  if (backupRoot === null || headRoot === null) return undefined;
  return { targetRoot: backupRoot, beforeRoot: headRoot, partialTypes };
}

async function recordPlan(context: JobContext, stream: RecoveryStream): Promise<JobFailure | undefined> {
  const { request, started, plan, cancellationRequested } = stream.state;
  if (request === null || started === null || plan !== null || cancellationRequested) return undefined;
  const comparison = {
    backupRoot: started.targetRoot,
    currentRoot: started.beforeRoot,
    scope: request.scope,
    guarded: await guardedIn(context, started.beforeRoot),
    partialTypes: started.partialTypes,
  };
  const frozen = await frozenPlan(context, request.target);
  if (isRefusal(frozen)) return frozen;
  const made = frozen ?? (await planned(context, comparison, request));
  const states = { targetRoot: started.targetRoot, currentRoot: started.beforeRoot };
  const refused = await guardPlan(context, { planRoot: made.planRoot, ...states }, request);
  if (refused) return refused;
  await stream.write({ type: 'RecordPlan', workerId: context.workerId, ...made });
  return undefined;
}

function planned(context: JobContext, comparison: Comparison, request: Requested): Promise<StoredPlan> {
  return request.recreate === true
    ? makeRecreationPlan(context, comparison)
    : makePlan(context, comparison, request);
}

/** The plan that the recovery was started from; `undefined` where it makes its own. */
async function frozenPlan(
  { aggregates }: JobContext,
  target: JobTarget,
): Promise<StoredPlan | Refusal | undefined> {
  if (target.from !== 'plan') return undefined;
  const { plan } = (await aggregates.recovery.load(target.planId)).state;
  return plan?.planRoot === target.planDigest
    ? plan
    : refusal('PlanDigestMismatch', 'The plan is not the one that was asked for. Freeze a new one.');
}

async function applyAndEnd(context: JobContext, stream: RecoveryStream): Promise<undefined> {
  const { request, plan } = stream.state;
  if (request === null || stream.state.workerId !== context.workerId) return undefined;
  if (plan !== null && !request.dryRun) {
    if ((await applyWhole(context, stream)) === 'lost') return undefined;
    await context.clock.sleep(QUIET_BEFORE_END_MS, context.signal);
  }
  await stream.write({ type: 'EndRecovery', workerId: context.workerId });
  return undefined;
}

/** Applies the plan, then what turns out to be needed once it has been applied. */
async function applyWhole(context: JobContext, stream: RecoveryStream): Promise<Stopped | 'settled'> {
  const applied = await applyPlan(context, stream);
  if (applied !== 'settled' || stream.state.planExtended) return applied;
  const extension = await extendPlan(context, stream.state);
  if (extension === undefined) return applied;
  await stream.write({ type: 'ExtendPlan', workerId: context.workerId, ...extension });
  return applyPlan(context, stream);
}

async function applyPlan(context: JobContext, stream: RecoveryStream): Promise<Stopped | 'settled'> {
  const { plan, open, request } = stream.state;
  if (plan === null) return 'settled';
  const senderGoneAt = open > 0 ? await firstTakeOverSinceIntent(context) : undefined;
  const terms = request?.target.from === 'plan' ? await termsOf(context.vault, plan.planRoot) : undefined;
  const run = new PlanRun(context, stream, senderGoneAt, terms, await madeEarlier(context));
  return run.apply(context.vault.snapshot(plan.planRoot));
}

/**
 * When the worker that last wrote an intent was taken over from. Whoever took over after that has sent nothing, or
 * there would be a later intent: so however often workers die, what is in doubt becomes certain.
 */
async function firstTakeOverSinceIntent({ aggregates, id }: JobContext): Promise<Date | undefined> {
  let takenOverAt: string | undefined;
  for await (const { type, metadata } of aggregates.recovery.events(id)) {
    if (type === 'RecoveryStepsDispatched') takenOverAt = undefined;
    else if (type === 'RecoveryResumed') takenOverAt ??= metadata.at;
  }
  return takenOverAt === undefined ? undefined : new Date(takenOverAt);
}

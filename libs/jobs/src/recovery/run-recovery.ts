import { isRefusal } from '#protection';
import { workerActing } from '../acting.js';
import { failureOf, type JobFailure } from '../failure.js';
import type { JobContext } from '../job-context.js';
import { emergencyAccessAccounts, partialInHead, resolveTarget } from '../job-target.js';
import { OwnedStream } from '../owned-stream.js';
import { settleJob } from '../settle.js';
import { makePlan } from './make-plan.js';
import { extendPlan } from './extend-plan.js';
import { PlanRun } from './plan-run.js';
import type { RecoveryStream, Stopped } from './run-record.js';

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
  const target = await resolveTarget(context, request.target);
  if (isRefusal(target)) return target;
  const head = await context.head.synchronise(context.signal);
  await stream.write({
    type: 'RecordBeforeState',
    workerId: context.workerId,
    targetRoot: target.root,
    beforeRoot: head.root,
    partialTypes: [...target.partialTypes, ...partialInHead(head)],
  });
  return undefined;
}

async function recordPlan(context: JobContext, stream: RecoveryStream): Promise<JobFailure | undefined> {
  const { request, started, plan, cancellationRequested } = stream.state;
  if (request === null || started === null || plan !== null || cancellationRequested) return undefined;
  const made = await makePlan(
    context,
    {
      backupRoot: started.targetRoot,
      currentRoot: started.beforeRoot,
      scope: request.scope,
      emergencyAccessAccountIds: await emergencyAccessAccounts(context),
      partialTypes: started.partialTypes,
    },
    request.target,
  );
  await stream.write({ type: 'RecordPlan', workerId: context.workerId, ...made });
  return undefined;
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
  const { plan, open } = stream.state;
  if (plan === null) return 'settled';
  const senderGoneAt = open > 0 ? await firstTakeOverSinceIntent(context) : undefined;
  return new PlanRun(context, stream, senderGoneAt).apply(context.vault.snapshot(plan.planRoot));
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

import {
  isRefusal,
  isSensitive,
  type Change,
  type DifferenceReportCommand,
  type DifferenceReportEvent,
  type DifferenceReportState,
  type JobOutcome,
} from '#protection';
import { workerActing } from './acting.js';
import type { SnapshotReader } from '#vault';
import { attribute, type ChangedObject } from './attribution.js';
import { computeChanges, type Comparison } from './compute-changes.js';
import { failureOf, type JobFailure } from './failure.js';
import type { JobContext } from './job-context.js';
import { emergencyAccessAccounts, partialInHead, resolveTarget } from './job-target.js';
import { OwnedStream } from './owned-stream.js';
import { readObject } from './snapshot-object.js';

/** Carries out one difference report: sync, compare, count. Can be run again after a crash at any point. */
export async function runDifferenceReport(context: JobContext): Promise<void> {
  const { tenantId, id, workerId, takeOverFrom, aggregates, clock } = context;
  const report = await OwnedStream.open(aggregates.differenceReport, id, workerActing(context.cause));
  if (!(await report.write({ type: 'TakeDifferenceReport', workerId, takeOverFrom }))) {
    const failure = await compare(context, report);
    if (failure) await report.write({ type: 'FailDifferenceReport', workerId, ...failure });
  }
  const outcome = endOf(report.state.status);
  if (outcome === undefined) return;
  await aggregates.tenant.execute(
    tenantId,
    { type: 'EndJob', jobId: id, outcome, endedAt: clock.now().toISOString() },
    workerActing(context.cause),
  );
}

type ReportStream = OwnedStream<DifferenceReportCommand, DifferenceReportEvent, DifferenceReportState>;

async function compare(context: JobContext, report: ReportStream): Promise<JobFailure | undefined> {
  const { workerId } = context;
  try {
    const { request } = report.state;
    if (request === null) return undefined;
    const resolved = await resolveTarget(context, { from: 'backup', backupId: request.backupId });
    if (isRefusal(resolved)) return resolved;
    const head = await context.head.synchronise(context.signal);
    const roots = { backupRoot: resolved.root, headRoot: head.root };
    const partialTypes = [...resolved.partialTypes, ...partialInHead(head)];
    const { syncedAt } = head;
    if (await report.write({ type: 'StartCalculation', workerId, ...roots, syncedAt, partialTypes }))
      return undefined;
    const counts = await countDifferences(context, {
      backupRoot: resolved.root,
      currentRoot: head.root,
      scope: request.scope,
      partialTypes,
      emergencyAccessAccountIds: await emergencyAccessAccounts(context),
    });
    const { changed, ...figures } = counts;
    const attribution = await attribute(context, {
      changed,
      headRoot: head.root,
      from: new Date(resolved.takenAt ?? syncedAt),
      until: context.clock.now(),
    });
    await report.write({
      type: 'CompleteDifferenceReport',
      workerId,
      ...roots,
      ...figures,
      ...(attribution && { attribution }),
    });
    return undefined;
  } catch (error) {
    const failure = await failureOf(context, error);
    if (!failure) throw error;
    return failure;
  }
}

async function countDifferences(context: JobContext, comparison: Comparison) {
  const changed: ChangedObject[] = [];
  const current = context.vault.snapshot(comparison.currentRoot);
  let changedLinks = 0;
  for await (const change of computeChanges(context.vault, comparison)) {
    context.signal.throwIfAborted();
    const { type, id, links } = change;
    const isRoleAssignable = type === 'group' && (await isRoleAssignableGroup(current, change));
    changed.push({ type, id, isSensitive: isSensitive(change), isRoleAssignable });
    changedLinks += links.length;
  }
  return { changed, changedObjects: changed.length, changedLinks };
}

async function isRoleAssignableGroup(current: SnapshotReader, change: Change): Promise<boolean> {
  if (change.action === null) return false;
  return (await readObject(current, change))?.attributes['isAssignableToRole'] === true;
}

function endOf(status: string): JobOutcome | undefined {
  return status === 'completed' || status === 'failed' || status === 'cancelled' ? status : undefined;
}

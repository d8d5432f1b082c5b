import type { ObjectType } from '#catalogue';
import {
  isRefusal,
  isSensitive,
  type Change,
  type Refusal,
  type DifferenceReportCommand,
  type DifferenceReportEvent,
  type DifferenceReportState,
} from '#protection';
import type { Root, SnapshotReader } from '#vault';
import { workerActing } from './acting.js';
import { attribute, type ChangedObject } from './attribution.js';
import { computeChanges, importedSides, type Comparison } from './compute-changes.js';
import { judgeDrift } from './drift/judge-drift.js';
import { settleJob } from './settle.js';
import { failureOf, type JobFailure } from './failure.js';
import type { JobContext } from './job-context.js';
import { guardedIn, partialInHead, resolveBackup } from './job-target.js';
import { OwnedStream } from './owned-stream.js';
import { readObject } from './snapshot-object.js';

/** Carries out one difference report: sync, compare, count. Can be run again after a crash at any point. */
export async function runDifferenceReport(context: JobContext): Promise<void> {
  const { tenantId, id, workerId, takeOverFrom, aggregates } = context;
  const report = await OwnedStream.open(aggregates.differenceReport, id, workerActing(context.cause));
  if (!(await report.write({ type: 'TakeDifferenceReport', workerId, takeOverFrom }))) {
    const failure = await compare(context, report);
    if (failure) await report.write({ type: 'FailDifferenceReport', workerId, ...failure });
  }
  await settleJob(context, { tenantId, id }, report.state, workerActing(context.cause));
  await judgeDrift(context, tenantId, workerActing(context.cause));
}

type ReportStream = OwnedStream<DifferenceReportCommand, DifferenceReportEvent, DifferenceReportState>;

async function compare(context: JobContext, report: ReportStream): Promise<JobFailure | undefined> {
  const { workerId } = context;
  try {
    const { request } = report.state;
    if (request === null) return undefined;
    const backup = await resolveBackup(context, request.backupId);
    if (isRefusal(backup)) return backup;
    const present = await presentState(context, request.compareWithBackupId);
    if (isRefusal(present)) return present;
    const { syncedAt } = present;
    const roots = { backupRoot: backup.root, headRoot: present.root };
    const partialTypes = [...backup.partialTypes, ...present.partialTypes];
    if (await report.write({ type: 'StartCalculation', workerId, ...roots, syncedAt, partialTypes }))
      return undefined;
    const { changed, ...figures } = await countDifferences(context, {
      backupRoot: backup.root,
      currentRoot: present.root,
      scope: request.scope,
      partialTypes,
      imports: importedSides(backup, present),
      guarded: await guardedIn(context, present.root),
    });
    const attribution = await attribute(context, {
      changed,
      headRoot: present.root,
      from: new Date(backup.takenAt),
      until: request.compareWithBackupId === undefined ? context.clock.now() : new Date(syncedAt),
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

/** What the backup is compared with: the tenant, brought up to date, or the later backup that was named. */
async function presentState(
  context: JobContext,
  compareWithBackupId: string | undefined,
): Promise<PresentState | Refusal> {
  if (compareWithBackupId === undefined) {
    const head = await context.head.synchronise(context.signal);
    return { root: head.root, syncedAt: head.syncedAt, partialTypes: partialInHead(head) };
  }
  const later = await resolveBackup(context, compareWithBackupId);
  return isRefusal(later) ? later : { ...later, syncedAt: later.takenAt };
}

interface PresentState {
  readonly root: Root;
  /** The state's moment (ISO 8601). */
  readonly syncedAt: string;
  readonly partialTypes: readonly ObjectType[];
  readonly isImport?: boolean;
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

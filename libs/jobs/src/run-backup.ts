import { CATALOGUE, OBJECT_TYPES } from '#catalogue';
import type { TypeCertificate } from '#protection';
import { workerActing } from './acting.js';
import { failureOf } from './failure.js';
import type { JobContext } from './job-context.js';
import { OwnedStream } from './owned-stream.js';
import { settleBackup } from './settle.js';
import type { Head } from './tenant-head.js';

/** Takes one backup: a sync whose snapshot gets a name. Can be run again after a crash at any point. */
export async function runBackup(context: JobContext, trigger: 'schedule' | 'request'): Promise<void> {
  const { tenantId, id, workerId, takeOverFrom, aggregates } = context;
  const acting = workerActing(context.cause);
  const backup = await OwnedStream.open(aggregates.backup, id, acting);
  const refused = await backup.write({
    type: 'StartBackup',
    backupId: id,
    tenantId,
    trigger,
    workerId,
    takeOverFrom,
  });
  if (!refused) {
    try {
      const head = await context.head.synchronise(context.signal);
      await backup.write({ type: 'CompleteBackup', workerId, ...(await contents(context, head)) });
    } catch (error) {
      const failure = await failureOf(context, error);
      if (!failure) throw error;
      await backup.write({ type: 'FailBackup', workerId, ...failure });
    }
  }
  await settleBackup(context, { tenantId, id }, backup.state, acting);
}

async function contents({ vault }: JobContext, head: Head) {
  const counts = await vault.snapshot(head.root).counts();
  const certificate = OBJECT_TYPES.map((type): TypeCertificate => {
    const read = head.completeness.find((entry) => entry.type === type);
    const { counted, unread = [], disagreements, rotatedSince } = read ?? {};
    const links = CATALOGUE[type].links.map(({ name }) => counts[`${type}/${name}`] ?? 0);
    return {
      type,
      objects: counts[type] ?? 0,
      links: links.reduce((sum, count) => sum + count, 0),
      pages: read?.pages ?? 0,
      mode: read?.mode ?? 'full',
      gaps: read?.gaps.map((gap) => gap.cause) ?? [],
      ...(counted !== undefined && { counted }),
      ...(unread.length > 0 && { unread }),
      ...(disagreements !== undefined && { disagreements }),
      ...(rotatedSince !== undefined && { perUserMfaAsOf: rotatedSince }),
    };
  });
  return {
    root: head.root,
    takenAt: head.syncedAt,
    objects: certificate.reduce((sum, { objects }) => sum + objects, 0),
    links: certificate.reduce((sum, { links }) => sum + links, 0),
    certificate,
  };
}

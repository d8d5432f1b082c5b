import type { Command } from 'commander';
import {
  CancelJobDocument,
  RecoveriesDocument,
  RunningJobDocument,
  type RecoveryRowFragment,
} from '../api/generated.js';
import { CommandEnd, EXIT } from '../exit-codes.js';
import type { Column } from '../output/table.js';
import { momentText, scopeText } from '../output/words.js';
import { confirm } from '../session/confirm.js';
import { followJob } from '../session/follow-job.js';
import { count } from '../session/option-values.js';
import { firstOf, paged } from '../session/paged.js';
import { runs, type Session } from '../session/session.js';
import { startedId } from '../session/started.js';
import { writeRecovery } from './recovery-text.js';

const COLUMNS: readonly Column<RecoveryRowFragment>[] = [
  { title: 'Id', of: ({ id }) => id, whole: true },
  { title: 'Asked for', of: ({ requestedAt }) => momentText(requestedAt), whole: true },
  { title: 'Status', of: ({ status, dryRun }) => (dryRun ? `${status}, dry run` : status) },
  {
    title: 'To',
    of: ({ backup, undoes }) => (undoes ? `before ${undoes.id}` : momentText(backup?.takenAt ?? null)),
  },
  { title: 'Scope', of: ({ scope }) => scopeText(scope) },
  { title: 'Objects', of: ({ objectsModified }) => objectsModified, right: true, whole: true },
  { title: 'Links', of: ({ linksModified }) => linksModified, right: true, whole: true },
  { title: 'Failed', of: ({ failedChanges }) => failedChanges, right: true, whole: true },
  { title: 'By', of: ({ requestedBy }) => requestedBy.name },
];

/** `watch`, `cancel` and `history`. */
export function addJobs(program: Command): void {
  const watch = program
    .command('watch [job]')
    .description('Follow a report or recovery to its end; the running one by default');
  runs(watch, async (session, _options, job) => {
    const { status } = await followJob(session, job ?? (await runningJob(session)));
    if (status === 'completedWithWarnings') return EXIT.warnings;
    return status === 'completed' ? EXIT.done : EXIT.failed;
  });
  const cancel = program
    .command('cancel <job>')
    .description('Ask a report or recovery to stop; what has been applied stays')
    .option('-y, --yes', 'do not ask before');
  runs<{ readonly yes?: boolean }>(cancel, async ({ connection, output }, { yes }, jobId = '') => {
    await confirm(output, `Cancel job ${jobId}?`, yes);
    startedId((await connection.ask(CancelJobDocument, { input: { jobId } })).cancelJob);
    output.record('cancelRequested', { id: jobId });
    output.line(`Job ${jobId} has been asked to stop.`);
    return EXIT.done;
  });
  const history = program
    .command('history [recovery]')
    .description('List recoveries, newest first, or show one and what of it was not applied')
    .option('--limit <number>', 'at most so many', count, 50);
  runs<{ readonly limit: number }>(history, async (session, { limit }, id) => {
    if (id !== undefined) {
      await writeRecovery(session, id);
      return EXIT.done;
    }
    const tenantId = await session.tenantId();
    const recoveries = paged(async (after) => {
      const { tenant } = await session.connection.ask(RecoveriesDocument, { tenantId, first: 50, after });
      return tenant?.recoveries;
    });
    session.output.rows(
      'recovery',
      COLUMNS,
      await firstOf(recoveries, limit),
      'Nothing has been recovered yet.',
    );
    return EXIT.done;
  });
}

async function runningJob(session: Session): Promise<string> {
  const tenantId = await session.tenantId();
  const { runningJob: job } = await session.connection.ask(RunningJobDocument, { tenantId });
  if (job) return job.id;
  throw new CommandEnd(
    EXIT.refused,
    'JobNotFound',
    'No job runs. Name one that has ended, or look at the history.',
  );
}

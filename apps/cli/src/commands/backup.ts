import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { BackupDetailsDocument, TakeBackupDocument, type BackupRowFragment } from '../api/generated.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import { ProgressDisplay } from '../output/progress-display.js';
import type { Column } from '../output/table.js';
import { momentText } from '../output/words.js';
import { backupNamed, backupsOf } from '../session/backup-named.js';
import { whileWaiting } from '../session/interruption.js';
import { count } from '../session/option-values.js';
import { firstOf } from '../session/paged.js';
import { runs, type Session } from '../session/session.js';
import { startedId } from '../session/started.js';
import { addPin } from './pin.js';
import { addBackupVerify } from './verify.js';

interface NowOptions {
  readonly wait: boolean;
}
interface ListOptions {
  readonly limit: number;
}

const COLUMNS: readonly Column<BackupRowFragment>[] = [
  { title: 'Id', of: ({ id }) => id, whole: true },
  { title: 'Taken', of: ({ takenAt, requestedAt }) => momentText(takenAt ?? requestedAt), whole: true },
  { title: 'Status', of: ({ status }) => status },
  { title: 'Holds', of: ({ completeness }) => completeness },
  { title: 'Objects', of: ({ objects }) => objects, right: true, whole: true },
  { title: 'Links', of: ({ links }) => links, right: true, whole: true },
  { title: 'Trigger', of: ({ trigger }) => trigger },
];

const POLLED_EVERY_MS = 500;

/** `backup now`, `list`, `show`, `pin`, `unpin` and `verify`. */
export function addBackup(program: Command): void {
  const backup = program.command('backup').description('Take, list, show and verify backups');
  const now = backup
    .command('now')
    .description('Take a backup, beside the scheduled ones')
    .option('--no-wait', 'do not wait for its end');
  runs<NowOptions>(now, takeBackup);
  const list = backup
    .command('list')
    .description('List backups, newest first')
    .option('--limit <number>', 'at most so many', count, 50);
  runs<ListOptions>(list, async (session, { limit }) => {
    const backups = await firstOf(backupsOf(session, await session.tenantId()), limit);
    session.output.rows(
      'backup',
      COLUMNS,
      backups,
      'There is no backup yet. Take one: known-good backup now',
    );
    return EXIT.done;
  });
  const show = backup
    .command('show <id>')
    .description('Show a backup (or `latest`), and what it holds of each type');
  runs(show, async (session, _options, id = '') => showBackup(session, await backupNamed(session, id)));
  addPin(backup);
  addBackupVerify(backup);
}

async function takeBackup(session: Session, { wait }: NowOptions): Promise<ExitCode> {
  const { connection, output } = session;
  const tenantId = await session.tenantId();
  const { takeBackup: result } = await connection.ask(TakeBackupDocument, { input: { tenantId } });
  const id = startedId(result);
  output.record('started', { kind: 'backup', id });
  if (!wait) {
    output.line(`Backup ${id} has begun.`);
    return EXIT.done;
  }
  await whileWaiting(session, `The backup goes on. Look at it: known-good backup show ${id}`, () =>
    untilTaken(session, id),
  );
  return showBackup(session, id);
}

/** There is no subscription to a backup: it is asked for until it has ended. */
async function untilTaken({ connection, output }: Session, id: string): Promise<void> {
  const display = new ProgressDisplay(output);
  for (const begun = Date.now(); ; await delay(POLLED_EVERY_MS)) {
    const { backup } = await connection.ask(BackupDetailsDocument, { id });
    if (backup?.status !== 'running') return display.end();
    output.record('progress', { kind: 'backup', id, status: backup.status });
    const seconds = output.err.isTTY === true ? `  ${Math.round((Date.now() - begun) / 1_000)} s` : '';
    display.say(`Backup ${id} is being taken${seconds}`);
  }
}

async function showBackup({ connection, output }: Session, id: string): Promise<ExitCode> {
  const { backup } = await connection.ask(BackupDetailsDocument, { id });
  if (!backup) throw new CommandEnd(EXIT.refused, 'BackupNotFound', 'There is no such backup. Check the id.');
  output.record('backup', backup);
  output.facts([
    ['Backup', backup.id],
    ['Status', backup.status],
    ['Taken', momentText(backup.takenAt)],
    ['Trigger', backup.trigger],
    ['Objects', backup.objects],
    ['Links', backup.links],
    ['Holds', backup.completeness],
    ['Root', backup.root],
    [
      'Pinned',
      backup.pin &&
        `by ${backup.pin.by.name}, ${momentText(backup.pin.at)}${backup.pin.reason ? `: ${backup.pin.reason}` : ''}`,
    ],
    ['Failure', backup.failure && `${backup.failure.code}: ${backup.failure.message}`],
  ]);
  if (!output.json && backup.certificate.length > 0) {
    output.line('');
    output.rows(
      'type',
      [
        { title: 'Type', of: ({ objectType }) => objectType },
        { title: 'Objects', of: ({ objects }) => objects, right: true, whole: true },
        { title: 'Links', of: ({ links }) => links, right: true, whole: true },
        { title: 'Counted', of: ({ counted }) => counted, right: true, whole: true },
        { title: 'Read', of: ({ mode }) => mode },
        { title: 'Missing', of: ({ gaps }) => gaps.join(', ') },
      ],
      backup.certificate,
      '',
    );
  }
  return backup.status === 'failed' ? EXIT.failed : EXIT.done;
}

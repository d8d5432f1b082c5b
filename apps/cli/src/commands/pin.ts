import type { Command } from 'commander';
import { PinBackupDocument, UnpinBackupDocument } from '../api/generated.js';
import { EXIT } from '../exit-codes.js';
import { backupNamed } from '../session/backup-named.js';
import { runs } from '../session/session.js';
import { startedId } from '../session/started.js';

/** `backup pin` and `unpin`. */
export function addPin(backup: Command): void {
  const pin = backup
    .command('pin <id>')
    .description('Keep a backup (or `latest`) from expiring')
    .option('--reason <text>', 'why; it is kept in the audit log');
  runs<{ readonly reason?: string }>(pin, async (session, { reason }, name = '') => {
    const backupId = await backupNamed(session, name);
    const input = { backupId, reason: reason ?? null };
    startedId((await session.connection.ask(PinBackupDocument, { input })).pinBackup);
    session.output.record('pinned', { id: backupId });
    session.output.line(`Backup ${backupId} does not expire until it is unpinned.`);
    return EXIT.done;
  });
  const unpin = backup.command('unpin <id>').description('Let a pinned backup expire again');
  runs(unpin, async (session, _options, name = '') => {
    const backupId = await backupNamed(session, name);
    startedId((await session.connection.ask(UnpinBackupDocument, { input: { backupId } })).unpinBackup);
    session.output.record('unpinned', { id: backupId });
    session.output.line(`Backup ${backupId} expires when its retention is over.`);
    return EXIT.done;
  });
}

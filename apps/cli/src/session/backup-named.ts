import { BackupsDocument } from '../api/generated.js';
import { CommandEnd, EXIT } from '../exit-codes.js';
import { paged } from './paged.js';
import type { Session } from './session.js';

const PAGE = 50;

/** A tenant's backups, newest first. */
export function backupsOf({ connection }: Session, tenantId: string) {
  return paged(async (after) => {
    const { tenant } = await connection.ask(BackupsDocument, { tenantId, first: PAGE, after });
    return tenant?.backups;
  });
}

/** The id of a backup as users name it: an id, or `latest` for the newest complete one of the tenant itself. */
export async function backupNamed(session: Session, name: string): Promise<string> {
  if (name !== 'latest') return name;
  for await (const { id, status, trigger } of backupsOf(session, await session.tenantId()))
    if (status === 'completed' && trigger !== 'import') return id;
  throw new CommandEnd(
    EXIT.refused,
    'BackupNotFound',
    'There is no complete backup yet. Take one: known-good backup now',
  );
}

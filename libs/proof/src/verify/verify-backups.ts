import type { RecordedEvent } from '#event-store';

/** The part of a vault that re-reads a snapshot whole. */
export interface VerifiableVault {
  verify(root: string): Promise<{
    readonly entries: number;
    readonly damages: readonly { readonly chunk: string; readonly damage: string }[];
  }>;
}

/** A backup of which the vault does not hold all that the log says it does. */
export interface HurtBackup {
  readonly tenantId: string;
  readonly backupId: string;
  readonly root: string;
  readonly damages: readonly { readonly chunk: string; readonly damage: string }[];
}

/** What {@link BackupCheck.verify} found, and how much it looked at. */
export interface BackupVerdict {
  readonly intact: boolean;
  /** Retained backups whose snapshots were read. */
  readonly backups: number;
  readonly entries: number;
  readonly hurt: readonly HurtBackup[];
}

interface KnownBackup {
  readonly tenantId: string;
  readonly root?: string;
}

/** Learns from the log which backups there are, and checks them against the roots that it names. */
export class BackupCheck {
  private readonly backups = new Map<string, KnownBackup>();

  /** Hands on a log's events unchanged, and learns from each, so that one reading of the log serves two checks. */
  async *watching(events: AsyncIterable<RecordedEvent>): AsyncGenerator<RecordedEvent> {
    for await (const event of events) {
      this.learn(event);
      yield event;
    }
  }

  /** Reads every retained backup whole, each snapshot once, and names those that are hurt. */
  async verify(vaultOf: (tenantId: string) => VerifiableVault): Promise<BackupVerdict> {
    const hurt: HurtBackup[] = [];
    const verdicts = new Map<string, Awaited<ReturnType<VerifiableVault['verify']>>>();
    let [backups, entries] = [0, 0];
    for (const [backupId, { tenantId, root }] of this.backups) {
      if (root === undefined) continue;
      const snapshot = `${tenantId}/${root}`;
      const verdict = verdicts.get(snapshot) ?? (await readWhole(vaultOf, tenantId, root));
      if (!verdicts.has(snapshot)) entries += verdict.entries;
      verdicts.set(snapshot, verdict);
      backups += 1;
      if (verdict.damages.length > 0) hurt.push({ tenantId, backupId, root, damages: verdict.damages });
    }
    return { intact: hurt.length === 0, backups, entries, hurt };
  }

  /** Takes the log's next event. */
  learn({ stream, type, data }: RecordedEvent): void {
    const backupId = stream.startsWith('backup-') ? stream.slice('backup-'.length) : textIn(data, 'backupId');
    if (backupId === undefined) return;
    const known = this.backups.get(backupId);
    const tenantId = textIn(data, 'tenantId');
    const root = textIn(data, 'root');
    if (type === 'BackupStarted' && tenantId !== undefined)
      this.backups.set(backupId, { ...known, tenantId });
    else if (type === 'BackupCompleted' && known && root !== undefined)
      this.backups.set(backupId, { ...known, root });
    else if (ENDS.has(type)) this.backups.delete(backupId);
  }
}

/** A tenant or root that no vault can have is refused by `RangeError`: such a backup cannot be read either. */
async function readWhole(
  vaultOf: (tenantId: string) => VerifiableVault,
  tenantId: string,
  root: string,
): ReturnType<VerifiableVault['verify']> {
  try {
    return await vaultOf(tenantId).verify(root);
  } catch (error) {
    if (error instanceof RangeError) return { entries: 0, damages: [{ chunk: root, damage: 'unreadable' }] };
    throw error;
  }
}

/** After these a backup's snapshot may be swept: the first is its own stream's, the others its tenant's. */
const ENDS = new Set(['BackupExpired', 'BackupRetired', 'BackupAbandoned']);

/** Checks all retained backups of a log: see {@link BackupCheck}. */
export async function verifyBackups({
  events,
  vaultOf,
}: {
  readonly events: AsyncIterable<RecordedEvent>;
  readonly vaultOf: (tenantId: string) => VerifiableVault;
}): Promise<BackupVerdict> {
  const check = new BackupCheck();
  for await (const event of events) check.learn(event);
  return check.verify(vaultOf);
}

function textIn(data: RecordedEvent['data'], member: string): string | undefined {
  const value = data[member];
  return typeof value === 'string' ? value : undefined;
}

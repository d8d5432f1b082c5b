import type { OfType } from '../decider.js';
import type { BackupEvent } from './backup-events.js';
import type { BackupTrigger } from '../tenant/tenant-events.js';
import type { TakeOver } from '../take-over.js';

/** What can be asked of a backup. */
export type BackupCommand =
  /** A worker takes the backup; sent again, it takes it over from the worker that had it. */
  | ({
      readonly type: 'StartBackup';
      readonly backupId: string;
      readonly tenantId: string;
      readonly trigger: BackupTrigger;
      readonly workerId: string;
    } & TakeOver)
  | ({ readonly type: 'CompleteBackup'; readonly workerId: string } & OfType<
      BackupEvent,
      'BackupCompleted'
    >['data'])
  /** Without `workerId`: failed by the one who watches over workers that have gone silent. */
  | {
      readonly type: 'FailBackup';
      readonly workerId?: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: 'ExpireBackup' };

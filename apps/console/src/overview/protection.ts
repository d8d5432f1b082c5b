import type { BackupRowFragment } from '../api/generated.js';
import { isPartial } from '../backups/completeness.js';

/** How well the tenant is protected now, in one sentence. */
export interface Protection {
  readonly tone: 'good' | 'warning' | 'bad' | 'running';
  readonly title: string;
  readonly advice: string;
}

type Backup = Pick<BackupRowFragment, 'status' | 'completeness'>;

/** Judges by the backups, newest first. */
export function protectionOf(backups: readonly Backup[]): Protection {
  const settled = backups.find(({ status }) => status !== 'running');
  const good = backups.find(({ status }) => status === 'completed');
  if (good === undefined)
    return settled === undefined && backups.length > 0
      ? {
          tone: 'running',
          title: 'The first backup is being taken',
          advice: 'It can be used once it has completed.',
        }
      : { tone: 'bad', title: 'There is no backup to recover from', advice: 'Take a backup now.' };
  if (settled?.status === 'failed')
    return {
      tone: 'warning',
      title: 'The last backup has failed',
      advice: 'An earlier backup can be used. Open the failed one to see why.',
    };
  if (isPartial(good))
    return {
      tone: 'warning',
      title: 'The last backup is partial',
      advice: 'Some object types could not be read whole. Open the backup to see which, and why.',
    };
  return { tone: 'good', title: 'The tenant is protected', advice: 'The last backup is complete.' };
}

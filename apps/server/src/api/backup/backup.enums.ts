import type { BackupStatus, BackupView } from '#projections';
import { describedEnum } from '../scalars/described-enum.js';

/** Where a backup stands. */
export const BackupStatusEnum = describedEnum<BackupStatus>('BackupStatus', 'Where a backup stands.', {
  running: 'Being taken.',
  completed: 'Complete: it can be compared with and recovered from.',
  failed: 'Not taken; `failure` says why.',
  expired: 'Its retention is over: no job can use it any more.',
});

/** What led to a backup. */
export const BackupTriggerEnum = describedEnum<BackupView['trigger']>(
  'BackupTrigger',
  'What led to a backup.',
  {
    schedule: 'The tenant’s schedule.',
    request: 'An administrator’s request.',
    import: 'An administrator’s import of an export: to be compared with, never to be recovered from.',
  },
);

/** Whether a backup holds all that it should. */
export type Completeness = 'complete' | 'partial';
export const CompletenessEnum = describedEnum<Completeness>(
  'Completeness',
  'Whether a backup holds all that it should.',
  {
    complete: 'Every object type was read whole.',
    partial: 'Something of at least one object type could not be read: `partialTypes` names them.',
  },
);

/** How an object type was read. */
export const ReadModeEnum = describedEnum<BackupView['certificate'][number]['mode']>(
  'ReadMode',
  'How an object type was read.',
  {
    full: 'Every object was read.',
    delta: 'What changed since the backup before it was read.',
    imported: 'Nothing was read: an export told of it.',
  },
);

import { createUnionType } from '@nestjs/graphql';
import { BackupAlreadyRunning } from '../refusal/backup-already-running.model.js';
import {
  IdempotencyKeyReused,
  InvalidInput,
  NotPermitted,
  TenantNotFound,
} from '../refusal/refusals.model.js';
import { Backup } from './backup.model.js';

export const TakeBackupResult = createUnionType({
  name: 'TakeBackupResult',
  description: 'The backup that has begun, or why none has.',
  types: () =>
    [Backup, BackupAlreadyRunning, IdempotencyKeyReused, InvalidInput, NotPermitted, TenantNotFound] as const,
});

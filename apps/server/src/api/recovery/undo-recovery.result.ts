import { createUnionType } from '@nestjs/graphql';
import { Recovery } from './recovery.model.js';
import { JobAlreadyRunning } from '../refusal/job-already-running.model.js';
import {
  ApprovalRequired,
  IdempotencyKeyReused,
  ImportedBackupNotRecoverable,
  InvalidInput,
  NothingToUndo,
  NotPermitted,
  ObjectTypesNotPermitted,
  RecoveryExpired,
  RecoveryNotEnded,
  RecoveryNotFound,
  TenantNotFound,
} from '../refusal/refusals.model.js';

export const UndoRecoveryResult = createUnionType({
  name: 'UndoRecoveryResult',
  description: 'The recovery that has begun, or why none has.',
  types: () =>
    [
      Recovery,
      ApprovalRequired,
      IdempotencyKeyReused,
      ImportedBackupNotRecoverable,
      InvalidInput,
      JobAlreadyRunning,
      NothingToUndo,
      NotPermitted,
      ObjectTypesNotPermitted,
      RecoveryExpired,
      RecoveryNotEnded,
      RecoveryNotFound,
      TenantNotFound,
    ] as const,
});

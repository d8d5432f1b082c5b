import { createUnionType } from '@nestjs/graphql';
import { Recovery } from '../recovery/recovery.model.js';
import { JobAlreadyRunning } from '../refusal/job-already-running.model.js';
import {
  ApprovalRequired,
  BackupExpired,
  BackupNotFound,
  DifferenceReportExpired,
  DifferenceReportNotFound,
  IdempotencyKeyReused,
  ImportedBackupNotRecoverable,
  InvalidInput,
  InvalidScope,
  NotPermitted,
  ObjectTypesNotPermitted,
  ReportNotCompleted,
  ReportOfTwoBackups,
  TenantNotFound,
} from '../refusal/refusals.model.js';

export const RecreateObjectsResult = createUnionType({
  name: 'RecreateObjectsResult',
  description: 'The recovery that makes them again, or why none has begun.',
  types: () =>
    [
      Recovery,
      ApprovalRequired,
      BackupExpired,
      BackupNotFound,
      DifferenceReportExpired,
      DifferenceReportNotFound,
      IdempotencyKeyReused,
      ImportedBackupNotRecoverable,
      InvalidInput,
      InvalidScope,
      JobAlreadyRunning,
      NotPermitted,
      ObjectTypesNotPermitted,
      ReportNotCompleted,
      ReportOfTwoBackups,
      TenantNotFound,
    ] as const,
});

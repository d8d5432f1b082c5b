import { createUnionType } from '@nestjs/graphql';
import { Recovery } from './recovery.model.js';
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
  NotPermitted,
  ObjectTypesNotPermitted,
  ObjectNotInReport,
  ReportNotCompleted,
  ReportOfTwoBackups,
} from '../refusal/refusals.model.js';

export const RecoverObjectResult = createUnionType({
  name: 'RecoverObjectResult',
  description: 'The recovery that has begun, or why none has.',
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
      JobAlreadyRunning,
      NotPermitted,
      ObjectTypesNotPermitted,
      ObjectNotInReport,
      ReportNotCompleted,
      ReportOfTwoBackups,
    ] as const,
});

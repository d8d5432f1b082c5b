import { createUnionType } from '@nestjs/graphql';
import { Recovery } from '../recovery/recovery.model.js';
import { JobAlreadyRunning } from '../refusal/job-already-running.model.js';
import {
  BackupExpired,
  BackupNotFound,
  DifferenceReportExpired,
  DifferenceReportNotFound,
  IdempotencyKeyReused,
  ImportedBackupNotRecoverable,
  InvalidInput,
  InvalidScope,
  InvalidSelection,
  NotPermitted,
  ObjectTypesNotPermitted,
  ReportNotCompleted,
  ReportOfTwoBackups,
  TenantNotFound,
} from '../refusal/refusals.model.js';

export const FreezePlanResult = createUnionType({
  name: 'FreezePlanResult',
  description: 'The dry run that freezes the plan, or why none has begun.',
  types: () =>
    [
      Recovery,
      BackupExpired,
      BackupNotFound,
      DifferenceReportExpired,
      DifferenceReportNotFound,
      IdempotencyKeyReused,
      ImportedBackupNotRecoverable,
      InvalidInput,
      InvalidScope,
      InvalidSelection,
      JobAlreadyRunning,
      NotPermitted,
      ObjectTypesNotPermitted,
      ReportNotCompleted,
      ReportOfTwoBackups,
      TenantNotFound,
    ] as const,
});

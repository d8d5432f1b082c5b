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
  InvalidScope,
  NotPermitted,
  ObjectTypesNotPermitted,
  PlanDigestMismatch,
  PlanExpired,
  PlanNotFound,
  PlanNotFrozen,
  ReportNotCompleted,
  ReportOfTwoBackups,
  TenantNotFound,
} from '../refusal/refusals.model.js';

export const StartRecoveryResult = createUnionType({
  name: 'StartRecoveryResult',
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
      InvalidScope,
      JobAlreadyRunning,
      NotPermitted,
      ObjectTypesNotPermitted,
      PlanDigestMismatch,
      PlanExpired,
      PlanNotFound,
      PlanNotFrozen,
      ReportNotCompleted,
      ReportOfTwoBackups,
      TenantNotFound,
    ] as const,
});

import { createUnionType } from '@nestjs/graphql';
import { DifferenceReport } from './difference-report.model.js';
import { JobAlreadyRunning } from '../refusal/job-already-running.model.js';
import {
  BackupExpired,
  BackupNotFound,
  IdempotencyKeyReused,
  InvalidInput,
  InvalidScope,
  NotPermitted,
  TenantNotFound,
} from '../refusal/refusals.model.js';

export const CreateDifferenceReportResult = createUnionType({
  name: 'CreateDifferenceReportResult',
  description: 'The report that has begun, or why none has.',
  types: () =>
    [
      DifferenceReport,
      BackupExpired,
      BackupNotFound,
      IdempotencyKeyReused,
      InvalidInput,
      InvalidScope,
      JobAlreadyRunning,
      NotPermitted,
      TenantNotFound,
    ] as const,
});

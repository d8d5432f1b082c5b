import { createUnionType } from '@nestjs/graphql';
import { Backup } from '../backup/backup.model.js';
import { DifferenceReport } from '../difference-report/difference-report.model.js';
import { JobAlreadyRunning } from '../refusal/job-already-running.model.js';
import {
  BackupExpired,
  BackupNotFound,
  DriftNotFound,
  DriftWatchOff,
  InvalidInput,
  NotPermitted,
  TenantNotFound,
} from '../refusal/refusals.model.js';
import { Tenant } from '../tenant/tenant.model.js';

export const ChangeDriftWatchResult = createUnionType({
  name: 'ChangeDriftWatchResult',
  description: 'The tenant with its new drift watch, or why that stays as it was.',
  types: () => [Tenant, InvalidInput, NotPermitted, TenantNotFound] as const,
});

export const StartDriftCheckResult = createUnionType({
  name: 'StartDriftCheckResult',
  description: 'The report of the check, or why it was not started.',
  types: () =>
    [
      DifferenceReport,
      BackupNotFound,
      DriftWatchOff,
      InvalidInput,
      JobAlreadyRunning,
      NotPermitted,
      TenantNotFound,
    ] as const,
});

export const AcknowledgeDriftResult = createUnionType({
  name: 'AcknowledgeDriftResult',
  description: 'The report whose drift is known now, or why it is not.',
  types: () => [DifferenceReport, DriftNotFound, InvalidInput, NotPermitted, TenantNotFound] as const,
});

export const PinBackupResult = createUnionType({
  name: 'PinBackupResult',
  description: 'The backup as it is kept now, or why nothing has changed.',
  types: () => [Backup, BackupExpired, BackupNotFound, InvalidInput, NotPermitted, TenantNotFound] as const,
});

import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { BackupView, DifferenceReportView, RecoveryView, TenantView } from '../read-models.js';
import { Documents } from './documents.js';

/** The views by subject. */
export interface ViewTables {
  readonly tenants: Documents<TenantView>;
  readonly backups: Documents<BackupView>;
  readonly differenceReports: Documents<DifferenceReportView>;
  readonly recoveries: Documents<RecoveryView>;
}

export function viewTables(database: ReadModelDatabase): ViewTables {
  return {
    tenants: new Documents(database, 'tenant', (tenant) => tenant.id),
    backups: new Documents(database, 'backup', (backup) => backup.tenantId),
    differenceReports: new Documents(database, 'differenceReport', (report) => report.tenantId),
    recoveries: new Documents(database, 'recovery', (recovery) => recovery.tenantId),
  };
}

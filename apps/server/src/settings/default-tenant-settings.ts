import type { TenantSettings } from '#protection';

/** What a tenant is connected with; an administrator changes it through the API. */
export const DEFAULT_TENANT_SETTINGS: TenantSettings = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
};

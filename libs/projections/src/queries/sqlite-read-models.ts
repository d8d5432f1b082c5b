import type { ReadModelDatabase } from '../database/read-model-database.js';
import type { ViewTables } from '../projection/view-tables.js';
import type {
  AuditEntryView,
  AuditFilter,
  BackupView,
  DifferenceReportView,
  Page,
  PageRequest,
  ReadModels,
  RecoveryStepView,
  RecoveryView,
  StepFilter,
  TenantView,
} from '../read-models.js';
import { AuditQuery } from './audit-query.js';
import { DocumentQuery } from './document-query.js';
import { RecoveryStepQuery } from './recovery-step-query.js';

/** Answers the API's questions from the projection's rows, as of the last committed batch. */
export class SqliteReadModels implements ReadModels {
  private readonly tenantQuery: DocumentQuery<TenantView>;
  private readonly backupQuery: DocumentQuery<BackupView>;
  private readonly reportQuery: DocumentQuery<DifferenceReportView>;
  private readonly recoveryQuery: DocumentQuery<RecoveryView>;
  private readonly stepQuery: RecoveryStepQuery;
  private readonly auditQuery: AuditQuery;

  constructor(
    database: ReadModelDatabase,
    private readonly views: ViewTables,
  ) {
    this.tenantQuery = new DocumentQuery(database, 'tenant');
    this.backupQuery = new DocumentQuery(database, 'backup');
    this.reportQuery = new DocumentQuery(database, 'differenceReport');
    this.recoveryQuery = new DocumentQuery(database, 'recovery');
    this.stepQuery = new RecoveryStepQuery(database);
    this.auditQuery = new AuditQuery(database);
  }

  tenants(ids: readonly string[], page: PageRequest): Page<TenantView> {
    return this.tenantQuery.among(ids, page);
  }

  tenant(id: string): TenantView | undefined {
    return this.views.tenants.find(id)?.view;
  }

  backup(id: string): BackupView | undefined {
    return this.views.backups.find(id)?.view;
  }

  backups(tenantId: string, page: PageRequest): Page<BackupView> {
    return this.backupQuery.ofTenant(tenantId, page);
  }

  differenceReport(id: string): DifferenceReportView | undefined {
    return this.views.differenceReports.find(id)?.view;
  }

  differenceReports(tenantId: string, page: PageRequest): Page<DifferenceReportView> {
    return this.reportQuery.ofTenant(tenantId, page);
  }

  recovery(id: string): RecoveryView | undefined {
    return this.views.recoveries.find(id)?.view;
  }

  recoveries(tenantId: string, page: PageRequest): Page<RecoveryView> {
    return this.recoveryQuery.ofTenant(tenantId, page);
  }

  frozenPlans(tenantId: string, stage: 'waiting' | 'decided', page: PageRequest): Page<RecoveryView> {
    return this.recoveryQuery.ofTenantWhere(`${stage}Plans`, tenantId, FROZEN_PLANS[stage], page);
  }

  recoverySteps(recoveryId: string, filter: StepFilter, page: PageRequest): Page<RecoveryStepView> {
    const recovery = this.views.recoveries.find(recoveryId);
    if (recovery === undefined) return { rows: [], hasNextPage: false, totalCount: 0 };
    return this.stepQuery.page(recovery, filter, page);
  }

  auditLog(tenantId: string, filter: AuditFilter, page: PageRequest): Page<AuditEntryView> {
    return this.auditQuery.page(tenantId, filter, page);
  }
}

const IS_FROZEN = `body ->> '$.dryRun' = 1 AND body ->> '$.planRoot' IS NOT NULL`;

const FROZEN_PLANS = {
  waiting: `${IS_FROZEN} AND body ->> '$.review' IS NULL AND body ->> '$.expired' = 0
    AND NOT EXISTS (
      SELECT 1 FROM documents AS carried_out
      WHERE carried_out.kind = documents.kind AND carried_out.tenant_id = documents.tenant_id
        AND carried_out.seq > documents.seq
        AND carried_out.body ->> '$.target.from' = 'plan' AND carried_out.body ->> '$.target.planId' = documents.id
    )`,
  decided: `${IS_FROZEN} AND body ->> '$.review' IS NOT NULL`,
} as const;

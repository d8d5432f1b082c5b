import { ReadAuditLogHandler } from './audit/read-audit-log.query.js';
import { FindBackupHandler } from './backup/find-backup.query.js';
import { TakeBackupHandler } from './backup/take-backup.command.js';
import { CreateDifferenceReportHandler } from './difference-report/create-difference-report.command.js';
import { FindDifferenceReportHandler } from './difference-report/find-difference-report.query.js';
import { AskDriftWatchHandler } from './drift/ask-drift-watch.command.js';
import { AddToImportHandler } from './import/add-to-import.command.js';
import { CompleteImportHandler } from './import/complete-import.command.js';
import { CancelJobHandler } from './job/cancel-job.command.js';
import { FindRunningJobHandler } from './job/find-running-job.query.js';
import { FindNodeHandler } from './node/find-node.query.js';
import { FreezePlanHandler } from './plan/freeze-plan.command.js';
import { ReviewPlanHandler } from './plan/review-plan.command.js';
import { FindRecoveryHandler } from './recovery/find-recovery.query.js';
import { RecoverObjectHandler } from './recovery/recover-object.command.js';
import { RecreateObjectsHandler } from './recreation/recreate-objects.command.js';
import { StartRecoveryHandler } from './recovery/start-recovery.command.js';
import { UndoRecoveryHandler } from './recovery/undo-recovery.command.js';
import { ChangeSettingsHandler } from './tenant/change-settings.command.js';
import { FindTenantHandler } from './tenant/find-tenant.query.js';
import { ListTenantsHandler } from './tenant/list-tenants.query.js';

/** What carries out the commands of the API. */
export const COMMAND_HANDLERS = [
  AddToImportHandler,
  AskDriftWatchHandler,
  CancelJobHandler,
  ChangeSettingsHandler,
  CompleteImportHandler,
  CreateDifferenceReportHandler,
  FreezePlanHandler,
  RecoverObjectHandler,
  ReviewPlanHandler,
  RecreateObjectsHandler,
  StartRecoveryHandler,
  TakeBackupHandler,
  UndoRecoveryHandler,
];

/** What answers the queries of the API. */
export const QUERY_HANDLERS = [
  FindBackupHandler,
  FindDifferenceReportHandler,
  FindNodeHandler,
  FindRecoveryHandler,
  FindRunningJobHandler,
  FindTenantHandler,
  ListTenantsHandler,
  ReadAuditLogHandler,
];

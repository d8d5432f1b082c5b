import { AsOfResolver } from './as-of/as-of.resolver.js';
import { TenantAsOfResolver } from './as-of/tenant-as-of.resolver.js';
import { AuditReplayResolver } from './audit/audit-replay.resolver.js';
import { AuditResolver } from './audit/audit.resolver.js';
import { BackupContentsResolver } from './backup/backup-contents.resolver.js';
import { BackupObjectResolver } from './backup/backup-object.resolver.js';
import { BackupResolver } from './backup/backup.resolver.js';
import { DifferenceReportResolver } from './difference-report/difference-report.resolver.js';
import { DriftWatchResolver } from './drift/drift-watch.resolver.js';
import { DriftResolver } from './drift/drift.resolver.js';
import { ImportResolver } from './import/import.resolver.js';
import { JobResolver } from './job/job.resolver.js';
import { NodeResolver } from './node/node.resolver.js';
import { PlanResolver } from './plan/plan.resolver.js';
import { ProofResolver } from './proof/proof.resolver.js';
import { ReadModelsResolver } from './read-models/read-models.resolver.js';
import { HardDeletedObjectsResolver } from './recreation/hard-deleted-objects.resolver.js';
import { RecreationResolver } from './recreation/recreation.resolver.js';
import { RecoveryStepResolver } from './recovery/recovery-step.resolver.js';
import { RecoveryResolver } from './recovery/recovery.resolver.js';
import { BackupAlreadyRunningResolver } from './refusal/backup-already-running.resolver.js';
import { JobAlreadyRunningResolver } from './refusal/job-already-running.resolver.js';
import { ObjectHistoryResolver } from './timeline/object-history.resolver.js';
import { TimelineResolver } from './timeline/timeline.resolver.js';
import { TenantResolver } from './tenant/tenant.resolver.js';

/** All resolvers: the schema is made of what they answer. */
export const RESOLVERS = [
  AsOfResolver,
  AuditReplayResolver,
  AuditResolver,
  BackupAlreadyRunningResolver,
  BackupContentsResolver,
  BackupObjectResolver,
  BackupResolver,
  DifferenceReportResolver,
  DriftResolver,
  DriftWatchResolver,
  HardDeletedObjectsResolver,
  JobAlreadyRunningResolver,
  ImportResolver,
  JobResolver,
  NodeResolver,
  PlanResolver,
  ProofResolver,
  ReadModelsResolver,
  RecoveryResolver,
  RecoveryStepResolver,
  RecreationResolver,
  TenantAsOfResolver,
  TenantResolver,
  ObjectHistoryResolver,
  TimelineResolver,
];

import type { ObjectType } from '#catalogue';
import type { Position } from '#event-store';
import type {
  BackupTrigger,
  Change,
  ChangeKind,
  DriftFinding,
  DriftMassChange,
  DriftWatch,
  JobKind,
  JobTarget,
  PlanOptions,
  ChangeAction,
  ReportAttribution,
  Scope,
  Severity,
  StepLabel,
  TenantSettings,
  TypeCertificate,
} from '#protection';

/** A tenant as the last event left it. */
export interface TenantView {
  readonly id: string;
  readonly displayName: string;
  readonly settings: TenantSettings;
  readonly connectedAt: string;
  /** The job that runs now, if one does. */
  readonly runningJobId: string | null;
  readonly runningBackupId: string | null;
  /** What is looked at by the clock; `null`: nothing. */
  readonly driftWatch: DriftWatch | null;
  /** The report of the last drift check that came to a result. */
  readonly latestDriftReportId: string | null;
  /** Position of the last event that shaped this view. */
  readonly position: Position;
}

export type BackupStatus = 'running' | 'completed' | 'failed' | 'expired';

export interface BackupView {
  readonly id: string;
  readonly tenantId: string;
  readonly status: BackupStatus;
  readonly trigger: BackupTrigger | 'import';
  /** What whoever imported it calls it; `null` for a backup of the tenant itself. */
  readonly importName: string | null;
  readonly requestedAt: string;
  /** The backup's moment; `null` until completed. */
  readonly takenAt: string | null;
  readonly endedAt: string | null;
  /** Root digest over the whole content; `null` until completed. */
  readonly root: string | null;
  readonly objects: number | null;
  readonly links: number | null;
  /** Of an import, each type's mode is `imported` and its gap `import`. */
  readonly certificate: readonly (Omit<TypeCertificate, 'mode'> & {
    readonly mode: TypeCertificate['mode'] | 'imported';
  })[];
  readonly failure: Failure | null;
  /** Why the backup does not expire; `null` where it does. */
  readonly pin: BackupPinView | null;
  readonly position: Position;
}

/** Why a backup does not expire. */
export interface BackupPinView {
  readonly cause: 'massChange' | 'request';
  readonly reason: string | null;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: string;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
}

export type JobStatus =
  'requested' | 'loadingData' | 'inProgress' | 'completed' | 'completedWithWarnings' | 'failed' | 'cancelled';

/** What reports and recoveries have in common. */
export interface JobView {
  readonly id: string;
  readonly kind: JobKind;
  readonly tenantId: string;
  readonly status: JobStatus;
  readonly target: JobTarget;
  /** The backup compared with or recovered from; `null` for an undo. */
  readonly backupId: string | null;
  readonly scope: Scope;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Retention is over: kept in the history only as long as the audit log shows it. */
  readonly expired: boolean;
  /** `null` until calculated. */
  readonly changedObjects: number | null;
  readonly changedLinks: number | null;
  /** Types that one of the two states compared does not hold whole: the job says nothing about them and leaves them alone. */
  readonly partialTypes: readonly ObjectType[];
  readonly failure: Failure | null;
  readonly requestedBy: { readonly id: string; readonly name: string };
  readonly position: Position;
}

export interface DifferenceReportView extends JobView {
  readonly kind: 'differenceReport';
  readonly backupRoot: string | null;
  readonly headRoot: string | null;
  /** What is known of who made the changes; `null` until completed, and where nothing had changed. */
  readonly attribution: ReportAttribution | null;
  /** What the drift watch made of it; `null` where it was not a drift check. */
  readonly drift: DriftView | null;
}

/** What came of a drift check. */
export interface DriftView {
  readonly status: 'underWay' | 'found' | 'none' | 'failed' | 'cancelled';
  readonly severity: Severity | null;
  readonly findings: readonly (Omit<DriftFinding, 'digest'> & { readonly isNew: boolean })[];
  readonly massChanges: readonly (DriftMassChange & { readonly isNew: boolean })[];
  readonly acknowledgement: {
    readonly by: { readonly id: string; readonly name: string };
    readonly at: string;
    readonly reason: string;
  } | null;
  /** The plan that was proposed to take it back. */
  readonly proposedPlanId: string | null;
  /** Whether an alarm was raised: where it was news. */
  readonly raisedAlarm: boolean;
  readonly deliveries: readonly AlarmDeliveryView[];
}

/** What came of telling an alarm to one destination. */
export interface AlarmDeliveryView {
  readonly destination: string;
  readonly delivered: boolean;
  readonly attempts: number;
  /** Why it was not taken. */
  readonly code: string | null;
  readonly at: string;
}

/** A second person's decision on a plan. */
export interface PlanReviewView {
  readonly decision: 'approved' | 'rejected';
  readonly by: { readonly id: string; readonly name: string };
  readonly at: string;
  readonly reason: string;
  /** When an approval ends; `null` for a rejection. */
  readonly expiresAt: string | null;
}

export interface RecoveryView extends JobView {
  readonly kind: 'recovery';
  readonly dryRun: boolean;
  readonly reason: string | null;
  /** Of a dry run that freezes a plan: how it is made and carried out. */
  readonly plan: PlanOptions | null;
  /** What a second person has made of its plan. */
  readonly review: PlanReviewView | null;
  readonly cancellationRequested: boolean;
  readonly targetRoot: string | null;
  readonly beforeRoot: string | null;
  readonly planRoot: string | null;
  /** Steps of the plan; `null` until planned. */
  readonly plannedSteps: number | null;
  readonly settledSteps: number;
  readonly objectsModified: number;
  readonly linksModified: number;
  readonly failedChanges: number;
  readonly skippedChanges: number;
  readonly excluded: Readonly<Record<string, number>>;
}

/** One step of a recovery that is not as planned, or one that was applied. */
export interface RecoveryStepView extends StepLabel {
  readonly outcome: 'applied' | 'failed' | 'skipped';
  /** Error code of a failed step, reason of a skipped one. */
  readonly code: string | null;
  readonly message: string | null;
  /** Where the vault keeps what a skipped step found instead of what its plan had seen. */
  readonly foundRoot?: string;
  /** Of a step that has made an object again: the id that the object has now. */
  readonly newId?: string;
  readonly at: string;
}

/** One line of the audit log. */
export interface AuditEntryView {
  readonly id: string;
  readonly position: Position;
  readonly tenantId: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string };
  readonly from: string;
  /** The event's type. */
  readonly activity: string;
  readonly subject: {
    readonly kind: 'tenant' | 'backup' | 'differenceReport' | 'recovery' | 'alarm';
    readonly id: string;
  };
  readonly outcome: 'success' | 'failure';
  readonly correlationId: string;
  /** Ids, counts, attribute names: the event's own data. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A page request over a list whose order is fixed. `after` is the cursor of the last row already seen. */
export interface PageRequest {
  readonly first: number;
  readonly after?: string | undefined;
}

export interface Page<Row> {
  readonly rows: readonly { readonly cursor: string; readonly row: Row }[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}

export interface AuditFilter {
  readonly activities?: readonly string[] | undefined;
  readonly actorId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly outcome?: 'success' | 'failure' | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface ChangeFilter {
  readonly objectTypes?: readonly ObjectType[] | undefined;
  readonly actions?: readonly ChangeAction[] | undefined;
  readonly kinds?: readonly ChangeKind[] | undefined;
  /** Changes of which at least one of these attributes or links differs. */
  readonly attributes?: readonly string[] | undefined;
  /** Text found anywhere in the display name, whatever its case. */
  readonly nameContains?: string | undefined;
  readonly recoverable?: boolean | undefined;
  /** Changes made by this user or application, by the tenant's audit log. */
  readonly actorId?: string | undefined;
  /** Text found anywhere in the name of whoever made the change, whatever its case. */
  readonly actorName?: string | undefined;
  /**
   * Changes that someone worked on at this moment or later (ISO 8601); what was done often counts from its first to its
   * last time.
   */
  readonly changedAfter?: string | undefined;
  /** Changes that someone worked on at this moment or earlier (ISO 8601). */
  readonly changedBefore?: string | undefined;
}

export type ChangeOrderField = 'objectType' | 'displayName' | 'action' | 'kind' | 'attribute';

export interface ChangeOrder {
  readonly field: ChangeOrderField;
  readonly direction: 'ascending' | 'descending';
}

/** Which of a recovery's steps to read. */
export interface StepFilter {
  readonly outcomes?: readonly RecoveryStepView['outcome'][] | undefined;
  /** Steps on objects of one of these types. */
  readonly objectTypes?: readonly ObjectType[] | undefined;
}

/** Questions about tenants, backups and jobs, of the present or of a moment of the past. Every list is newest first. */
export interface TenantModels {
  tenant(id: string): TenantView | undefined;
  backup(id: string): BackupView | undefined;
  backups(tenantId: string, page: PageRequest): Page<BackupView>;
  differenceReport(id: string): DifferenceReportView | undefined;
  differenceReports(tenantId: string, page: PageRequest): Page<DifferenceReportView>;
  recovery(id: string): RecoveryView | undefined;
  recoveries(tenantId: string, page: PageRequest): Page<RecoveryView>;
  /**
   * The frozen plans of a tenant that a second person has decided on, or those that still wait: neither decided on,
   * nor carried out, nor past their retention.
   */
  frozenPlans(tenantId: string, stage: 'waiting' | 'decided', page: PageRequest): Page<RecoveryView>;
  recoverySteps(recoveryId: string, filter: StepFilter, page: PageRequest): Page<RecoveryStepView>;
}

/** The questions that the API asks of the present. */
export interface ReadModels extends TenantModels {
  tenants(ids: readonly string[], page: PageRequest): Page<TenantView>;
  /** In the order of the log. */
  auditLog(tenantId: string, filter: AuditFilter, page: PageRequest): Page<AuditEntryView>;
}

/** The changes of completed reports, kept so that they can be paged, filtered and sorted at once. A cache. */
export interface ChangeIndex {
  has(reportId: string): boolean;
  /** Stores a report's changes, all or none. */
  fill(reportId: string, changes: AsyncIterable<Change>): Promise<void>;
  changes(reportId: string, filter: ChangeFilter, order: ChangeOrder, page: PageRequest): Page<Change>;
  change(reportId: string, objectId: string): Change | undefined;
  /** Numbers of changes by type and by action, over the whole report, or over these types of it. */
  summary(
    reportId: string,
    objectTypes?: readonly ObjectType[],
  ): {
    readonly byType: Readonly<Record<string, number>>;
    readonly byAction: Readonly<Record<string, number>>;
  };
  drop(reportId: string): void;
}

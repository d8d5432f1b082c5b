// Made from schema/schema.graphql and the operations beside this file by `npm run schema`. Not to be edited.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AcknowledgeDriftInput = {
  readonly differenceReportId: string;
  readonly reason: string;
};

export type ActorKind = 'application' | 'user';

export type ApplicationNeedKind = 'directoryRole' | 'permission';

export type AttributionGap = 'error' | 'licence' | 'notSupported' | 'permission' | 'tooMany';

export type AuditFilter = {
  readonly activities?: ReadonlyArray<string> | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly outcome?: AuditOutcome | null | undefined;
  readonly subjectId?: string | null | undefined;
  readonly until?: string | null | undefined;
};

export type AuditOutcome = 'failure' | 'success';

export type AuditSubjectKind = 'alarm' | 'backup' | 'differenceReport' | 'recovery' | 'tenant';

export type BackupStatus = 'completed' | 'expired' | 'failed' | 'running';

export type BackupTrigger = 'import' | 'request' | 'schedule';

export type CancelJobInput = {
  readonly jobId: string;
};

export type ChangeDriftWatchInput = {
  readonly tenantId: string;
  readonly watch?: DriftWatchInput | null | undefined;
};

export type ChangeFilterInput = {
  readonly actions?: ReadonlyArray<RecoveryAction> | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly actorName?: string | null | undefined;
  readonly attributes?: ReadonlyArray<string> | null | undefined;
  readonly changedAfter?: string | null | undefined;
  readonly changedBefore?: string | null | undefined;
  readonly kinds?: ReadonlyArray<ChangeKind> | null | undefined;
  readonly nameContains?: string | null | undefined;
  readonly objectTypes?: ReadonlyArray<ObjectType> | null | undefined;
  readonly recoverable?: boolean | null | undefined;
};

export type ChangeKind = 'created' | 'hardDeleted' | 'modified' | 'restored' | 'softDeleted';

export type ChangeOrderField = 'action' | 'attribute' | 'displayName' | 'kind' | 'objectType';

export type ChangeOrderInput = {
  readonly direction?: OrderDirection;
  readonly field: ChangeOrderField;
};

export type ChangeSettingsInput = {
  readonly backupRetentionDays?: number | null | undefined;
  readonly backupSchedule?: string | null | undefined;
  readonly emergencyAccessAccountIds?: ReadonlyArray<string> | null | undefined;
  readonly guards?: GuardSettingsInput | null | undefined;
  readonly historyRetentionDays?: number | null | undefined;
  readonly readersMayCreateReports?: boolean | null | undefined;
  readonly tenantId: string;
};

export type Completeness = 'complete' | 'partial';

export type ConditionalAccessMode = 'asInBackup' | 'reportOnly';

export type CreateDifferenceReportInput = {
  readonly backupId: string;
  readonly compareWithBackupId?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly scope: ScopeInput;
  readonly tenantId: string;
};

export type DriftRuleInput = {
  readonly actions?: ReadonlyArray<RecoveryAction> | null | undefined;
  readonly atLeast?: number | null | undefined;
  readonly attributes?: ReadonlyArray<string> | null | undefined;
  readonly exceptActorIds?: ReadonlyArray<string> | null | undefined;
  readonly exceptObjectIds?: ReadonlyArray<string> | null | undefined;
  readonly kinds?: ReadonlyArray<ChangeKind> | null | undefined;
  readonly name: string;
  readonly objectTypes?: ReadonlyArray<ObjectType> | null | undefined;
  readonly severity: Severity;
};

export type DriftStatus = 'cancelled' | 'failed' | 'found' | 'none' | 'underWay';

export type DriftWatchInput = {
  readonly massChange?: MassChangeAlarmInput | null | undefined;
  readonly proposesPlan?: boolean | null | undefined;
  readonly rules?: ReadonlyArray<DriftRuleInput> | null | undefined;
  readonly schedule: string;
};

export type FoundLifecycle = 'absent' | 'live' | 'softDeleted';

export type FreezePlanInput = {
  readonly conditionalAccess?: ConditionalAccessMode;
  readonly from: RecoverySourceInput;
  readonly idempotencyKey?: string | null | undefined;
  readonly reason?: string | null | undefined;
  readonly scope?: ScopeInput | null | undefined;
  readonly selection?: SelectionInput | null | undefined;
  readonly tenantId: string;
  readonly whatMoved?: WhatMoved;
};

export type GuardSettingsInput = {
  readonly administratorIds?: ReadonlyArray<string> | null | undefined;
  readonly approvalHours?: number | null | undefined;
  readonly massChangeLimitPercent?: number | null | undefined;
  readonly protectedObjectIds?: ReadonlyArray<string> | null | undefined;
  readonly recoveriesNeedApproval?: boolean | null | undefined;
  readonly signInCountries?: ReadonlyArray<string> | null | undefined;
  readonly signInFromManagedDevices?: boolean | null | undefined;
  readonly signInMethods?: ReadonlyArray<string> | null | undefined;
};

export type JobKind = 'differenceReport' | 'recovery';

export type JobStatus =
  'cancelled' | 'completed' | 'completedWithWarnings' | 'failed' | 'inProgress' | 'loadingData' | 'requested';

export type LinkAction = 'add' | 'remove' | 'update';

export type MassChangeAlarmInput = {
  readonly atLeast: number;
  readonly percent: number;
};

export type NotRecoverableReason =
  | 'builtIn'
  | 'emergencyAccessAccount'
  | 'hardDeleted'
  | 'noSoftDelete'
  | 'notWritable'
  | 'onPremisesSynced'
  | 'protectedObject';

export type ObjectType =
  | 'application'
  | 'authenticationMethodPolicy'
  | 'authenticationStrengthPolicy'
  | 'authorizationPolicy'
  | 'conditionalAccessPolicy'
  | 'group'
  | 'namedLocationPolicy'
  | 'organization'
  | 'servicePrincipal'
  | 'user';

export type Operation =
  | 'approvePlan'
  | 'cancelJob'
  | 'changeSettings'
  | 'createDifferenceReport'
  | 'importBackup'
  | 'read'
  | 'startRecovery'
  | 'takeBackup';

export type OrderDirection = 'ascending' | 'descending';

export type PinBackupInput = {
  readonly backupId: string;
  readonly reason?: string | null | undefined;
};

export type PinCause = 'massChange' | 'request';

export type PlanDecision = 'approved' | 'rejected';

export type PlanReferenceInput = {
  readonly digest: string;
  readonly planId: string;
};

export type PlanStage = 'decided' | 'waiting';

export type ReadMode = 'delta' | 'full' | 'imported';

export type RecoveryAction = 'restore' | 'softDelete' | 'update';

export type RecoverySourceInput =
  | { readonly backupId: string; readonly differenceReportId?: never; readonly plan?: never }
  | { readonly backupId?: never; readonly differenceReportId: string; readonly plan?: never }
  | { readonly backupId?: never; readonly differenceReportId?: never; readonly plan: PlanReferenceInput };

export type ReplayMomentInput =
  { readonly position: string; readonly time?: never } | { readonly position?: never; readonly time: string };

export type ReviewPlanInput = {
  readonly digest: string;
  readonly planId: string;
  readonly reason: string;
};

export type ScopeInput =
  | { readonly allObjects: boolean; readonly objectIds?: never; readonly objectTypes?: never }
  | { readonly allObjects?: never; readonly objectIds: ReadonlyArray<string>; readonly objectTypes?: never }
  | {
      readonly allObjects?: never;
      readonly objectIds?: never;
      readonly objectTypes: ReadonlyArray<ObjectType>;
    };

export type SelectedLinkInput = {
  readonly link: string;
  readonly targetId: string;
};

export type SelectedObjectInput = {
  readonly attributes?: ReadonlyArray<string> | null | undefined;
  readonly links?: ReadonlyArray<SelectedLinkInput> | null | undefined;
  readonly objectId: string;
};

export type SelectionFilterInput = {
  readonly actions?: ReadonlyArray<RecoveryAction> | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly actorName?: string | null | undefined;
  readonly attributes?: ReadonlyArray<string> | null | undefined;
  readonly changedAfter?: string | null | undefined;
  readonly changedBefore?: string | null | undefined;
  readonly kinds?: ReadonlyArray<ChangeKind> | null | undefined;
  readonly nameContains?: string | null | undefined;
  readonly objectTypes?: ReadonlyArray<ObjectType> | null | undefined;
};

export type SelectionInput = {
  readonly exceptObjectIds?: ReadonlyArray<string> | null | undefined;
  readonly filter?: SelectionFilterInput | null | undefined;
  readonly objects?: ReadonlyArray<SelectedObjectInput> | null | undefined;
};

export type Severity = 'critical' | 'high' | 'low' | 'medium';

export type StartDriftCheckInput = {
  readonly tenantId: string;
};

export type StartRecoveryInput = {
  readonly confirmMassChange?: boolean;
  readonly dryRun?: boolean;
  readonly from: RecoverySourceInput;
  readonly idempotencyKey?: string | null | undefined;
  readonly reason?: string | null | undefined;
  readonly scope?: ScopeInput | null | undefined;
  readonly tenantId: string;
};

export type StepAction = 'create' | 'restore' | 'softDelete' | 'update';

export type StepOutcome = 'applied' | 'failed' | 'skipped';

export type TakeBackupInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly tenantId: string;
};

export type UndoRecoveryInput = {
  readonly confirmMassChange?: boolean;
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string | null | undefined;
  readonly reason?: string | null | undefined;
  readonly recoveryId: string;
};

export type UnpinBackupInput = {
  readonly backupId: string;
};

export type WhatMoved = 'overwrite' | 'skip';

export type AuditLineFragment = {
  readonly id: string;
  readonly position: string;
  readonly at: string;
  readonly from: string;
  readonly activity: string;
  readonly outcome: AuditOutcome;
  readonly correlationId: string;
  readonly details: unknown;
  readonly actor: { readonly id: string; readonly name: string };
  readonly subject: { readonly kind: AuditSubjectKind; readonly id: string };
};

export type AuditLogQueryVariables = Exact<{
  tenantId: string;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;

export type AuditLogQuery = {
  readonly auditLog: {
    readonly totalCount: number;
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly position: string;
      readonly at: string;
      readonly from: string;
      readonly activity: string;
      readonly outcome: AuditOutcome;
      readonly correlationId: string;
      readonly details: unknown;
      readonly actor: { readonly id: string; readonly name: string };
      readonly subject: { readonly kind: AuditSubjectKind; readonly id: string };
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type TenantAsOfQueryVariables = Exact<{
  tenantId: string;
  time: string;
}>;

export type TenantAsOfQuery = {
  readonly tenant: {
    readonly asOf: {
      readonly at: string;
      readonly position: string;
      readonly runningJob:
        | { readonly __typename: 'DifferenceReport'; readonly id: string }
        | { readonly __typename: 'Recovery'; readonly id: string }
        | null;
      readonly backups: {
        readonly totalCount: number;
        readonly nodes: ReadonlyArray<{
          readonly id: string;
          readonly status: BackupStatus;
          readonly trigger: BackupTrigger;
          readonly requestedAt: string;
          readonly takenAt: string | null;
          readonly endedAt: string | null;
          readonly completeness: Completeness | null;
          readonly partialTypes: ReadonlyArray<ObjectType>;
          readonly objects: number | null;
          readonly links: number | null;
        }>;
      };
      readonly differenceReports: {
        readonly totalCount: number;
        readonly nodes: ReadonlyArray<{
          readonly id: string;
          readonly status: JobStatus;
          readonly expired: boolean;
          readonly requestedAt: string;
          readonly endedAt: string | null;
          readonly changedObjects: number | null;
          readonly changedLinks: number | null;
          readonly requestedBy: { readonly name: string };
          readonly scope: {
            readonly allObjects: boolean | null;
            readonly objectTypes: ReadonlyArray<ObjectType> | null;
            readonly objectIds: ReadonlyArray<string> | null;
          };
          readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
        }>;
      };
      readonly recoveries: {
        readonly totalCount: number;
        readonly nodes: ReadonlyArray<{
          readonly id: string;
          readonly status: JobStatus;
          readonly expired: boolean;
          readonly dryRun: boolean;
          readonly requestedAt: string;
          readonly endedAt: string | null;
          readonly objectsModified: number;
          readonly linksModified: number;
          readonly failedChanges: number;
          readonly plannedSteps: number | null;
          readonly settledSteps: number;
          readonly requestedBy: { readonly name: string };
          readonly scope: {
            readonly allObjects: boolean | null;
            readonly objectTypes: ReadonlyArray<ObjectType> | null;
            readonly objectIds: ReadonlyArray<string> | null;
          };
          readonly undoes: { readonly id: string } | null;
          readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
        }>;
      };
    } | null;
  } | null;
};

export type AuditReplaySubscriptionVariables = Exact<{
  tenantId: string;
  from?: ReplayMomentInput | null | undefined;
  until?: ReplayMomentInput | null | undefined;
  speed?: number | null | undefined;
}>;

export type AuditReplaySubscription = {
  readonly auditReplay: {
    readonly id: string;
    readonly position: string;
    readonly at: string;
    readonly from: string;
    readonly activity: string;
    readonly outcome: AuditOutcome;
    readonly correlationId: string;
    readonly details: unknown;
    readonly actor: { readonly id: string; readonly name: string };
    readonly subject: { readonly kind: AuditSubjectKind; readonly id: string };
  };
};

export type BackupsQueryVariables = Exact<{
  tenantId: string;
  after?: string | null | undefined;
}>;

export type BackupsQuery = {
  readonly tenant: {
    readonly backups: {
      readonly totalCount: number;
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: BackupStatus;
        readonly trigger: BackupTrigger;
        readonly requestedAt: string;
        readonly takenAt: string | null;
        readonly endedAt: string | null;
        readonly completeness: Completeness | null;
        readonly partialTypes: ReadonlyArray<ObjectType>;
        readonly objects: number | null;
        readonly links: number | null;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type BackupDetailsQueryVariables = Exact<{
  id: string;
}>;

export type BackupDetailsQuery = {
  readonly backup: {
    readonly root: string | null;
    readonly id: string;
    readonly status: BackupStatus;
    readonly trigger: BackupTrigger;
    readonly requestedAt: string;
    readonly takenAt: string | null;
    readonly endedAt: string | null;
    readonly completeness: Completeness | null;
    readonly partialTypes: ReadonlyArray<ObjectType>;
    readonly objects: number | null;
    readonly links: number | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
    readonly pin: {
      readonly cause: PinCause;
      readonly reason: string | null;
      readonly at: string;
      readonly by: { readonly name: string };
    } | null;
    readonly certificate: ReadonlyArray<{
      readonly objectType: ObjectType;
      readonly mode: ReadMode;
      readonly pages: number;
      readonly objects: number;
      readonly links: number;
      readonly counted: number | null;
      readonly gaps: ReadonlyArray<string>;
      readonly unread: ReadonlyArray<{ readonly attribute: string; readonly cause: string }>;
    }>;
  } | null;
};

export type TakeBackupMutationVariables = Exact<{
  input: TakeBackupInput;
}>;

export type TakeBackupMutation = {
  readonly takeBackup:
    | { readonly __typename: 'Backup'; readonly id: string }
    | { readonly __typename: 'BackupAlreadyRunning'; readonly code: string; readonly message: string }
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type DifferenceReportsQueryVariables = Exact<{
  tenantId: string;
  after?: string | null | undefined;
}>;

export type DifferenceReportsQuery = {
  readonly tenant: {
    readonly differenceReports: {
      readonly totalCount: number;
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: JobStatus;
        readonly expired: boolean;
        readonly requestedAt: string;
        readonly endedAt: string | null;
        readonly changedObjects: number | null;
        readonly changedLinks: number | null;
        readonly requestedBy: { readonly name: string };
        readonly scope: {
          readonly allObjects: boolean | null;
          readonly objectTypes: ReadonlyArray<ObjectType> | null;
          readonly objectIds: ReadonlyArray<string> | null;
        };
        readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type DifferenceReportDetailsQueryVariables = Exact<{
  id: string;
}>;

export type DifferenceReportDetailsQuery = {
  readonly differenceReport: {
    readonly startedAt: string | null;
    readonly partialTypes: ReadonlyArray<ObjectType>;
    readonly withheldTypes: ReadonlyArray<ObjectType>;
    readonly id: string;
    readonly status: JobStatus;
    readonly expired: boolean;
    readonly requestedAt: string;
    readonly endedAt: string | null;
    readonly changedObjects: number | null;
    readonly changedLinks: number | null;
    readonly comparedWith: { readonly id: string; readonly takenAt: string | null } | null;
    readonly tenant: { readonly callerMay: ReadonlyArray<Operation> };
    readonly drift: {
      readonly status: DriftStatus;
      readonly severity: Severity | null;
      readonly findings: ReadonlyArray<{
        readonly rule: string;
        readonly severity: Severity;
        readonly objects: number;
        readonly links: number;
        readonly isNew: boolean;
      }>;
      readonly massChanges: ReadonlyArray<{
        readonly objectType: ObjectType;
        readonly changed: number;
        readonly objects: number;
        readonly isNew: boolean;
      }>;
      readonly acknowledgement: {
        readonly at: string;
        readonly reason: string;
        readonly by: { readonly name: string };
      } | null;
      readonly proposedPlan: { readonly id: string } | null;
      readonly deliveries: ReadonlyArray<{
        readonly destination: string;
        readonly delivered: boolean;
        readonly attempts: number;
        readonly code: string | null;
        readonly at: string;
      }>;
    } | null;
    readonly attribution: {
      readonly complete: boolean;
      readonly gap: AttributionGap | null;
      readonly until: string;
    } | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
    readonly summary: {
      readonly byType: ReadonlyArray<{ readonly objectType: ObjectType; readonly count: number }>;
      readonly byAction: ReadonlyArray<{ readonly action: RecoveryAction | null; readonly count: number }>;
    } | null;
    readonly requestedBy: { readonly name: string };
    readonly scope: {
      readonly allObjects: boolean | null;
      readonly objectTypes: ReadonlyArray<ObjectType> | null;
      readonly objectIds: ReadonlyArray<string> | null;
    };
    readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
  } | null;
};

export type ChangeRowsQueryVariables = Exact<{
  reportId: string;
  first: number;
  after?: string | null | undefined;
  filter?: ChangeFilterInput | null | undefined;
  orderBy?: ChangeOrderInput | null | undefined;
}>;

export type ChangeRowsQuery = {
  readonly differenceReport: {
    readonly changes: {
      readonly totalCount: number;
      readonly nodes: ReadonlyArray<{
        readonly objectType: ObjectType;
        readonly objectId: string;
        readonly displayName: string | null;
        readonly kind: ChangeKind;
        readonly action: RecoveryAction | null;
        readonly recoverable: boolean;
        readonly attributes: ReadonlyArray<{ readonly name: string }>;
        readonly links: ReadonlyArray<{ readonly link: string; readonly change: LinkAction }>;
        readonly madeBy: ReadonlyArray<{
          readonly actor: {
            readonly kind: ActorKind;
            readonly id: string | null;
            readonly name: string | null;
          };
        }>;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type ChangeDetailsQueryVariables = Exact<{
  reportId: string;
  first: number;
  after?: string | null | undefined;
  filter?: ChangeFilterInput | null | undefined;
}>;

export type ChangeDetailsQuery = {
  readonly differenceReport: {
    readonly changes: {
      readonly nodes: ReadonlyArray<{
        readonly objectType: ObjectType;
        readonly objectId: string;
        readonly displayName: string | null;
        readonly kind: ChangeKind;
        readonly action: RecoveryAction | null;
        readonly recoverable: boolean;
        readonly notRecoverableReason: NotRecoverableReason | null;
        readonly attributes: ReadonlyArray<{
          readonly name: string;
          readonly backupValue: unknown;
          readonly currentValue: unknown;
          readonly notWritableReason: string | null;
        }>;
        readonly links: ReadonlyArray<{
          readonly link: string;
          readonly targetId: string;
          readonly change: LinkAction;
          readonly backupValue: string | null;
          readonly currentValue: string | null;
        }>;
        readonly madeBy: ReadonlyArray<{
          readonly activity: string;
          readonly at: string;
          readonly firstAt: string;
          readonly count: number;
          readonly actor: {
            readonly kind: ActorKind;
            readonly id: string | null;
            readonly name: string | null;
          };
        }>;
        readonly needs: ReadonlyArray<{ readonly kind: ApplicationNeedKind; readonly name: string }>;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type CreateDifferenceReportMutationVariables = Exact<{
  input: CreateDifferenceReportInput;
}>;

export type CreateDifferenceReportMutation = {
  readonly createDifferenceReport:
    | { readonly __typename: 'BackupExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'BackupNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'DifferenceReport'; readonly id: string }
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidScope'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobAlreadyRunning'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type DriftWatchPartsFragment = {
  readonly schedule: string;
  readonly proposesPlan: boolean;
  readonly massChange: { readonly percent: number; readonly atLeast: number } | null;
  readonly rules: ReadonlyArray<{
    readonly name: string;
    readonly severity: Severity;
    readonly objectTypes: ReadonlyArray<ObjectType>;
    readonly actions: ReadonlyArray<RecoveryAction>;
    readonly kinds: ReadonlyArray<ChangeKind>;
    readonly attributes: ReadonlyArray<string>;
    readonly exceptObjectIds: ReadonlyArray<string>;
    readonly exceptActorIds: ReadonlyArray<string>;
    readonly atLeast: number;
  }>;
};

export type DriftPartsFragment = {
  readonly status: DriftStatus;
  readonly severity: Severity | null;
  readonly findings: ReadonlyArray<{
    readonly rule: string;
    readonly severity: Severity;
    readonly objects: number;
    readonly links: number;
    readonly isNew: boolean;
  }>;
  readonly massChanges: ReadonlyArray<{
    readonly objectType: ObjectType;
    readonly changed: number;
    readonly objects: number;
    readonly isNew: boolean;
  }>;
  readonly acknowledgement: {
    readonly at: string;
    readonly reason: string;
    readonly by: { readonly name: string };
  } | null;
  readonly proposedPlan: { readonly id: string } | null;
  readonly deliveries: ReadonlyArray<{
    readonly destination: string;
    readonly delivered: boolean;
    readonly attempts: number;
    readonly code: string | null;
    readonly at: string;
  }>;
};

export type ChangeDriftWatchMutationVariables = Exact<{
  input: ChangeDriftWatchInput;
}>;

export type ChangeDriftWatchMutation = {
  readonly changeDriftWatch:
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Tenant'; readonly id: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type StartDriftCheckMutationVariables = Exact<{
  input: StartDriftCheckInput;
}>;

export type StartDriftCheckMutation = {
  readonly startDriftCheck:
    | { readonly __typename: 'BackupNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'DifferenceReport'; readonly id: string }
    | { readonly __typename: 'DriftWatchOff'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobAlreadyRunning'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type AcknowledgeDriftMutationVariables = Exact<{
  input: AcknowledgeDriftInput;
}>;

export type AcknowledgeDriftMutation = {
  readonly acknowledgeDrift:
    | { readonly __typename: 'DifferenceReport'; readonly id: string }
    | { readonly __typename: 'DriftNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type PinBackupMutationVariables = Exact<{
  input: PinBackupInput;
}>;

export type PinBackupMutation = {
  readonly pinBackup:
    | { readonly __typename: 'Backup'; readonly id: string }
    | { readonly __typename: 'BackupExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'BackupNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type UnpinBackupMutationVariables = Exact<{
  input: UnpinBackupInput;
}>;

export type UnpinBackupMutation = {
  readonly unpinBackup:
    | { readonly __typename: 'Backup'; readonly id: string }
    | { readonly __typename: 'BackupExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'BackupNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type ScopePartsFragment = {
  readonly allObjects: boolean | null;
  readonly objectTypes: ReadonlyArray<ObjectType> | null;
  readonly objectIds: ReadonlyArray<string> | null;
};

export type BackupRowFragment = {
  readonly id: string;
  readonly status: BackupStatus;
  readonly trigger: BackupTrigger;
  readonly requestedAt: string;
  readonly takenAt: string | null;
  readonly endedAt: string | null;
  readonly completeness: Completeness | null;
  readonly partialTypes: ReadonlyArray<ObjectType>;
  readonly objects: number | null;
  readonly links: number | null;
};

export type ReportRowFragment = {
  readonly id: string;
  readonly status: JobStatus;
  readonly expired: boolean;
  readonly requestedAt: string;
  readonly endedAt: string | null;
  readonly changedObjects: number | null;
  readonly changedLinks: number | null;
  readonly requestedBy: { readonly name: string };
  readonly scope: {
    readonly allObjects: boolean | null;
    readonly objectTypes: ReadonlyArray<ObjectType> | null;
    readonly objectIds: ReadonlyArray<string> | null;
  };
  readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
};

export type RecoveryRowFragment = {
  readonly id: string;
  readonly status: JobStatus;
  readonly expired: boolean;
  readonly dryRun: boolean;
  readonly requestedAt: string;
  readonly endedAt: string | null;
  readonly objectsModified: number;
  readonly linksModified: number;
  readonly failedChanges: number;
  readonly plannedSteps: number | null;
  readonly settledSteps: number;
  readonly requestedBy: { readonly name: string };
  readonly scope: {
    readonly allObjects: boolean | null;
    readonly objectTypes: ReadonlyArray<ObjectType> | null;
    readonly objectIds: ReadonlyArray<string> | null;
  };
  readonly undoes: { readonly id: string } | null;
  readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
};

type RefusalParts_ApprovalRequired_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_BackupAlreadyRunning_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_BackupExpired_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_BackupNotFound_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_CheckpointNotAvailable_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_DifferenceReportExpired_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_DifferenceReportNotFound_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_DriftNotFound_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_DriftWatchOff_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_IdempotencyKeyReused_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_ImportNotFound_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_ImportedBackupNotRecoverable_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_InvalidInput_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_InvalidScope_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_InvalidSelection_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_JobAlreadyEnded_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_JobAlreadyRunning_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_JobNotFound_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_LogNotRead_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_NotPermitted_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_NothingImported_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_NothingToUndo_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_ObjectNotInReport_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_ObjectTypesNotPermitted_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_PlanDigestMismatch_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_PlanExpired_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_PlanNotFound_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_PlanNotFrozen_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_PlanRejected_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_RebuildAlreadyRunning_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_RecoveryExpired_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_RecoveryNotEnded_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_RecoveryNotFound_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_ReportNotCompleted_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_ReportOfTwoBackups_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_RequesterMayNotApprove_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_TenantNotFound_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_UnknownPosition_Fragment = { readonly code: string; readonly message: string };

type RefusalParts_UnknownTreeSize_Fragment = { readonly code: string; readonly message: string };

export type RefusalPartsFragment =
  | RefusalParts_ApprovalRequired_Fragment
  | RefusalParts_BackupAlreadyRunning_Fragment
  | RefusalParts_BackupExpired_Fragment
  | RefusalParts_BackupNotFound_Fragment
  | RefusalParts_CheckpointNotAvailable_Fragment
  | RefusalParts_DifferenceReportExpired_Fragment
  | RefusalParts_DifferenceReportNotFound_Fragment
  | RefusalParts_DriftNotFound_Fragment
  | RefusalParts_DriftWatchOff_Fragment
  | RefusalParts_IdempotencyKeyReused_Fragment
  | RefusalParts_ImportNotFound_Fragment
  | RefusalParts_ImportedBackupNotRecoverable_Fragment
  | RefusalParts_InvalidInput_Fragment
  | RefusalParts_InvalidScope_Fragment
  | RefusalParts_InvalidSelection_Fragment
  | RefusalParts_JobAlreadyEnded_Fragment
  | RefusalParts_JobAlreadyRunning_Fragment
  | RefusalParts_JobNotFound_Fragment
  | RefusalParts_LogNotRead_Fragment
  | RefusalParts_NotPermitted_Fragment
  | RefusalParts_NothingImported_Fragment
  | RefusalParts_NothingToUndo_Fragment
  | RefusalParts_ObjectNotInReport_Fragment
  | RefusalParts_ObjectTypesNotPermitted_Fragment
  | RefusalParts_PlanDigestMismatch_Fragment
  | RefusalParts_PlanExpired_Fragment
  | RefusalParts_PlanNotFound_Fragment
  | RefusalParts_PlanNotFrozen_Fragment
  | RefusalParts_PlanRejected_Fragment
  | RefusalParts_RebuildAlreadyRunning_Fragment
  | RefusalParts_RecoveryExpired_Fragment
  | RefusalParts_RecoveryNotEnded_Fragment
  | RefusalParts_RecoveryNotFound_Fragment
  | RefusalParts_ReportNotCompleted_Fragment
  | RefusalParts_ReportOfTwoBackups_Fragment
  | RefusalParts_RequesterMayNotApprove_Fragment
  | RefusalParts_TenantNotFound_Fragment
  | RefusalParts_UnknownPosition_Fragment
  | RefusalParts_UnknownTreeSize_Fragment;

export type PlanReviewPartsFragment = {
  readonly decision: PlanDecision;
  readonly at: string;
  readonly reason: string;
  readonly expiresAt: string | null;
  readonly by: { readonly name: string };
};

export type FreezePlanMutationVariables = Exact<{
  input: FreezePlanInput;
}>;

export type FreezePlanMutation = {
  readonly freezePlan:
    | { readonly __typename: 'BackupExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'BackupNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'DifferenceReportExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'DifferenceReportNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ImportedBackupNotRecoverable'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidScope'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidSelection'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobAlreadyRunning'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ObjectTypesNotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Recovery'; readonly id: string }
    | { readonly __typename: 'ReportNotCompleted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ReportOfTwoBackups'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type PlannedStepsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type PlannedStepsQuery = {
  readonly recovery: {
    readonly plan: {
      readonly steps: {
        readonly nodes: ReadonlyArray<{
          readonly objectType: ObjectType;
          readonly objectId: string;
          readonly action: StepAction;
          readonly linkWanted: string | null;
          readonly linkSeen: string | null;
          readonly attributes: ReadonlyArray<{
            readonly name: string;
            readonly wanted: unknown;
            readonly wasSeen: boolean;
            readonly seen: unknown;
          }>;
          readonly link: {
            readonly name: string;
            readonly change: LinkAction;
            readonly target: string;
          } | null;
        }>;
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    } | null;
  } | null;
};

export type FrozenPlanRowFragment = {
  readonly id: string;
  readonly requestedAt: string;
  readonly reason: string | null;
  readonly plannedSteps: number | null;
  readonly requestedBy: { readonly name: string };
  readonly plan: {
    readonly stepCount: number;
    readonly review: {
      readonly decision: PlanDecision;
      readonly at: string;
      readonly reason: string;
      readonly expiresAt: string | null;
      readonly by: { readonly name: string };
    } | null;
  } | null;
};

export type ApprovalsQueryVariables = Exact<{
  tenantId: string;
}>;

export type ApprovalsQuery = {
  readonly tenant: {
    readonly settings: { readonly guards: { readonly recoveriesNeedApproval: boolean } };
  } | null;
};

export type FrozenPlansQueryVariables = Exact<{
  tenantId: string;
  stage: PlanStage;
  after?: string | null | undefined;
}>;

export type FrozenPlansQuery = {
  readonly tenant: {
    readonly frozenPlans: {
      readonly totalCount: number;
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly requestedAt: string;
        readonly reason: string | null;
        readonly plannedSteps: number | null;
        readonly requestedBy: { readonly name: string };
        readonly plan: {
          readonly stepCount: number;
          readonly review: {
            readonly decision: PlanDecision;
            readonly at: string;
            readonly reason: string;
            readonly expiresAt: string | null;
            readonly by: { readonly name: string };
          } | null;
        } | null;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type ApprovePlanMutationVariables = Exact<{
  input: ReviewPlanInput;
}>;

export type ApprovePlanMutation = {
  readonly approvePlan:
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ObjectTypesNotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanDigestMismatch'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanNotFrozen'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanRejected'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Recovery'; readonly id: string }
    | { readonly __typename: 'RequesterMayNotApprove'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type RejectPlanMutationVariables = Exact<{
  input: ReviewPlanInput;
}>;

export type RejectPlanMutation = {
  readonly rejectPlan:
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ObjectTypesNotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanDigestMismatch'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanNotFrozen'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanRejected'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Recovery'; readonly id: string }
    | { readonly __typename: 'RequesterMayNotApprove'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type RecoveriesQueryVariables = Exact<{
  tenantId: string;
  after?: string | null | undefined;
}>;

export type RecoveriesQuery = {
  readonly tenant: {
    readonly recoveries: {
      readonly totalCount: number;
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: JobStatus;
        readonly expired: boolean;
        readonly dryRun: boolean;
        readonly requestedAt: string;
        readonly endedAt: string | null;
        readonly objectsModified: number;
        readonly linksModified: number;
        readonly failedChanges: number;
        readonly plannedSteps: number | null;
        readonly settledSteps: number;
        readonly requestedBy: { readonly name: string };
        readonly scope: {
          readonly allObjects: boolean | null;
          readonly objectTypes: ReadonlyArray<ObjectType> | null;
          readonly objectIds: ReadonlyArray<string> | null;
        };
        readonly undoes: { readonly id: string } | null;
        readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type RecoveryDetailsQueryVariables = Exact<{
  id: string;
}>;

export type RecoveryDetailsQuery = {
  readonly recovery: {
    readonly startedAt: string | null;
    readonly reason: string | null;
    readonly cancellationRequested: boolean;
    readonly changedObjects: number | null;
    readonly changedLinks: number | null;
    readonly skippedChanges: number;
    readonly partialTypes: ReadonlyArray<ObjectType>;
    readonly withheldTypes: ReadonlyArray<ObjectType>;
    readonly id: string;
    readonly status: JobStatus;
    readonly expired: boolean;
    readonly dryRun: boolean;
    readonly requestedAt: string;
    readonly endedAt: string | null;
    readonly objectsModified: number;
    readonly linksModified: number;
    readonly failedChanges: number;
    readonly plannedSteps: number | null;
    readonly settledSteps: number;
    readonly failure: { readonly code: string; readonly message: string } | null;
    readonly excluded: ReadonlyArray<{ readonly reason: string; readonly count: number }>;
    readonly plan: {
      readonly digest: string;
      readonly stepCount: number;
      readonly whatMoved: WhatMoved;
      readonly conditionalAccess: ConditionalAccessMode;
      readonly callerMayReview: boolean;
      readonly review: {
        readonly decision: PlanDecision;
        readonly at: string;
        readonly reason: string;
        readonly expiresAt: string | null;
        readonly by: { readonly name: string };
      } | null;
    } | null;
    readonly tenant: {
      readonly callerMay: ReadonlyArray<Operation>;
      readonly settings: { readonly guards: { readonly recoveriesNeedApproval: boolean } };
    };
    readonly requestedBy: { readonly name: string };
    readonly scope: {
      readonly allObjects: boolean | null;
      readonly objectTypes: ReadonlyArray<ObjectType> | null;
      readonly objectIds: ReadonlyArray<string> | null;
    };
    readonly undoes: { readonly id: string } | null;
    readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
  } | null;
};

export type RecoveryStepsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  outcomes?: ReadonlyArray<StepOutcome> | StepOutcome | null | undefined;
}>;

export type RecoveryStepsQuery = {
  readonly recovery: {
    readonly steps: {
      readonly totalCount: number;
      readonly nodes: ReadonlyArray<{
        readonly step: number;
        readonly at: string;
        readonly objectType: ObjectType;
        readonly objectId: string;
        readonly action: StepAction;
        readonly outcome: StepOutcome;
        readonly attributes: ReadonlyArray<string>;
        readonly code: string | null;
        readonly message: string | null;
        readonly link: { readonly name: string; readonly change: LinkAction; readonly target: string } | null;
        readonly found: {
          readonly lifecycle: FoundLifecycle;
          readonly linkFound: string | null;
          readonly attributes: ReadonlyArray<{
            readonly name: string;
            readonly wanted: unknown;
            readonly wasSeen: boolean;
            readonly seen: unknown;
            readonly found: unknown;
          }>;
        } | null;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type StartRecoveryMutationVariables = Exact<{
  input: StartRecoveryInput;
}>;

export type StartRecoveryMutation = {
  readonly startRecovery:
    | { readonly __typename: 'ApprovalRequired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'BackupExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'BackupNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'DifferenceReportExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'DifferenceReportNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ImportedBackupNotRecoverable'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidScope'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobAlreadyRunning'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ObjectTypesNotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanDigestMismatch'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'PlanNotFrozen'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Recovery'; readonly id: string }
    | { readonly __typename: 'ReportNotCompleted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ReportOfTwoBackups'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type UndoRecoveryMutationVariables = Exact<{
  input: UndoRecoveryInput;
}>;

export type UndoRecoveryMutation = {
  readonly undoRecovery:
    | { readonly __typename: 'ApprovalRequired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ImportedBackupNotRecoverable'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobAlreadyRunning'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NothingToUndo'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ObjectTypesNotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Recovery'; readonly id: string }
    | { readonly __typename: 'RecoveryExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'RecoveryNotEnded'; readonly code: string; readonly message: string }
    | { readonly __typename: 'RecoveryNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type CancelJobMutationVariables = Exact<{
  input: CancelJobInput;
}>;

export type CancelJobMutation = {
  readonly cancelJob:
    | { readonly __typename: 'DifferenceReport' }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobAlreadyEnded'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ObjectTypesNotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Recovery' };
};

export type JobProgressSubscriptionVariables = Exact<{
  jobId: string;
}>;

export type JobProgressSubscription = {
  readonly jobProgress: {
    readonly kind: JobKind;
    readonly status: JobStatus;
    readonly ended: boolean;
    readonly plannedSteps: number | null;
    readonly settledSteps: number;
    readonly objectsModified: number;
    readonly linksModified: number;
    readonly failedChanges: number;
    readonly skippedChanges: number;
    readonly ratePerSecond: number | null;
    readonly secondsLeft: number | null;
    readonly changedObjects: number | null;
    readonly changedLinks: number | null;
  };
};

export type SignedInTenantQueryVariables = Exact<{ [key: string]: never }>;

export type SignedInTenantQuery = {
  readonly tenants: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly displayName: string;
      readonly connectedAt: string;
    }>;
  };
};

export type OverviewQueryVariables = Exact<{
  tenantId: string;
}>;

export type OverviewQuery = {
  readonly tenant: {
    readonly settings: { readonly backupSchedule: string };
    readonly driftWatch: { readonly schedule: string } | null;
    readonly latestDriftCheck: {
      readonly id: string;
      readonly endedAt: string | null;
      readonly drift: {
        readonly status: DriftStatus;
        readonly severity: Severity | null;
        readonly acknowledgement: { readonly at: string } | null;
      } | null;
    } | null;
    readonly latestBackup: {
      readonly id: string;
      readonly status: BackupStatus;
      readonly trigger: BackupTrigger;
      readonly requestedAt: string;
      readonly takenAt: string | null;
      readonly endedAt: string | null;
      readonly completeness: Completeness | null;
      readonly partialTypes: ReadonlyArray<ObjectType>;
      readonly objects: number | null;
      readonly links: number | null;
      readonly failure: { readonly message: string } | null;
    } | null;
    readonly runningJob:
      | {
          readonly __typename: 'DifferenceReport';
          readonly id: string;
          readonly status: JobStatus;
          readonly expired: boolean;
          readonly requestedAt: string;
          readonly endedAt: string | null;
          readonly changedObjects: number | null;
          readonly changedLinks: number | null;
          readonly requestedBy: { readonly name: string };
          readonly scope: {
            readonly allObjects: boolean | null;
            readonly objectTypes: ReadonlyArray<ObjectType> | null;
            readonly objectIds: ReadonlyArray<string> | null;
          };
          readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
        }
      | {
          readonly __typename: 'Recovery';
          readonly id: string;
          readonly status: JobStatus;
          readonly expired: boolean;
          readonly dryRun: boolean;
          readonly requestedAt: string;
          readonly endedAt: string | null;
          readonly objectsModified: number;
          readonly linksModified: number;
          readonly failedChanges: number;
          readonly plannedSteps: number | null;
          readonly settledSteps: number;
          readonly requestedBy: { readonly name: string };
          readonly scope: {
            readonly allObjects: boolean | null;
            readonly objectTypes: ReadonlyArray<ObjectType> | null;
            readonly objectIds: ReadonlyArray<string> | null;
          };
          readonly undoes: { readonly id: string } | null;
          readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
        }
      | null;
    readonly backups: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: BackupStatus;
        readonly trigger: BackupTrigger;
        readonly requestedAt: string;
        readonly takenAt: string | null;
        readonly endedAt: string | null;
        readonly completeness: Completeness | null;
        readonly partialTypes: ReadonlyArray<ObjectType>;
        readonly objects: number | null;
        readonly links: number | null;
      }>;
    };
    readonly differenceReports: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: JobStatus;
        readonly expired: boolean;
        readonly requestedAt: string;
        readonly endedAt: string | null;
        readonly changedObjects: number | null;
        readonly changedLinks: number | null;
        readonly requestedBy: { readonly name: string };
        readonly scope: {
          readonly allObjects: boolean | null;
          readonly objectTypes: ReadonlyArray<ObjectType> | null;
          readonly objectIds: ReadonlyArray<string> | null;
        };
        readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
      }>;
    };
    readonly recoveries: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: JobStatus;
        readonly expired: boolean;
        readonly dryRun: boolean;
        readonly requestedAt: string;
        readonly endedAt: string | null;
        readonly objectsModified: number;
        readonly linksModified: number;
        readonly failedChanges: number;
        readonly plannedSteps: number | null;
        readonly settledSteps: number;
        readonly requestedBy: { readonly name: string };
        readonly scope: {
          readonly allObjects: boolean | null;
          readonly objectTypes: ReadonlyArray<ObjectType> | null;
          readonly objectIds: ReadonlyArray<string> | null;
        };
        readonly undoes: { readonly id: string } | null;
        readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
      }>;
    };
  } | null;
  readonly readModels: { readonly rebuilding: { readonly ratio: number } | null };
};

export type TenantSettingsQueryVariables = Exact<{
  tenantId: string;
}>;

export type TenantSettingsQuery = {
  readonly tenant: {
    readonly settings: {
      readonly backupSchedule: string;
      readonly backupRetentionDays: number;
      readonly historyRetentionDays: number;
      readonly readersMayCreateReports: boolean;
      readonly emergencyAccessAccountIds: ReadonlyArray<string>;
      readonly guards: {
        readonly protectedObjectIds: ReadonlyArray<string>;
        readonly administratorIds: ReadonlyArray<string>;
        readonly signInMethods: ReadonlyArray<string>;
        readonly signInCountries: ReadonlyArray<string>;
        readonly signInFromManagedDevices: boolean;
        readonly massChangeLimitPercent: number;
        readonly recoveriesNeedApproval: boolean;
        readonly approvalHours: number;
      };
    };
    readonly driftWatch: {
      readonly schedule: string;
      readonly proposesPlan: boolean;
      readonly massChange: { readonly percent: number; readonly atLeast: number } | null;
      readonly rules: ReadonlyArray<{
        readonly name: string;
        readonly severity: Severity;
        readonly objectTypes: ReadonlyArray<ObjectType>;
        readonly actions: ReadonlyArray<RecoveryAction>;
        readonly kinds: ReadonlyArray<ChangeKind>;
        readonly attributes: ReadonlyArray<string>;
        readonly exceptObjectIds: ReadonlyArray<string>;
        readonly exceptActorIds: ReadonlyArray<string>;
        readonly atLeast: number;
      }>;
    } | null;
  } | null;
};

export type ChangeSettingsMutationVariables = Exact<{
  input: ChangeSettingsInput;
}>;

export type ChangeSettingsMutation = {
  readonly changeSettings:
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Tenant'; readonly position: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AuditLineFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment AuditLine on AuditEntry {
  id
  position
  at
  actor {
    id
    name
  }
  from
  activity
  outcome
  correlationId
  subject {
    kind
    id
  }
  details
}
    `,
  { fragmentName: 'AuditLine' },
) as unknown as TypedDocumentString<AuditLineFragment, unknown>;
export const DriftWatchPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment DriftWatchParts on DriftWatch {
  schedule
  proposesPlan
  massChange {
    percent
    atLeast
  }
  rules {
    name
    severity
    objectTypes
    actions
    kinds
    attributes
    exceptObjectIds
    exceptActorIds
    atLeast
  }
}
    `,
  { fragmentName: 'DriftWatchParts' },
) as unknown as TypedDocumentString<DriftWatchPartsFragment, unknown>;
export const DriftPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment DriftParts on Drift {
  status
  severity
  findings {
    rule
    severity
    objects
    links
    isNew
  }
  massChanges {
    objectType
    changed
    objects
    isNew
  }
  acknowledgement {
    by {
      name
    }
    at
    reason
  }
  proposedPlan {
    id
  }
  deliveries {
    destination
    delivered
    attempts
    code
    at
  }
}
    `,
  { fragmentName: 'DriftParts' },
) as unknown as TypedDocumentString<DriftPartsFragment, unknown>;
export const BackupRowFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment BackupRow on Backup {
  id
  status
  trigger
  requestedAt
  takenAt
  endedAt
  completeness
  partialTypes
  objects
  links
}
    `,
  { fragmentName: 'BackupRow' },
) as unknown as TypedDocumentString<BackupRowFragment, unknown>;
export const ScopePartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}
    `,
  { fragmentName: 'ScopeParts' },
) as unknown as TypedDocumentString<ScopePartsFragment, unknown>;
export const ReportRowFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment ReportRow on DifferenceReport {
  id
  status
  expired
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  changedObjects
  changedLinks
  backup {
    id
    takenAt
  }
}
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}`,
  { fragmentName: 'ReportRow' },
) as unknown as TypedDocumentString<ReportRowFragment, unknown>;
export const RecoveryRowFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment RecoveryRow on Recovery {
  id
  status
  expired
  dryRun
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  objectsModified
  linksModified
  failedChanges
  plannedSteps
  settledSteps
  undoes {
    id
  }
  backup {
    id
    takenAt
  }
}
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}`,
  { fragmentName: 'RecoveryRow' },
) as unknown as TypedDocumentString<RecoveryRowFragment, unknown>;
export const RefusalPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment RefusalParts on Refusal {
  code
  message
}
    `,
  { fragmentName: 'RefusalParts' },
) as unknown as TypedDocumentString<RefusalPartsFragment, unknown>;
export const PlanReviewPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment PlanReviewParts on PlanReview {
  decision
  by {
    name
  }
  at
  reason
  expiresAt
}
    `,
  { fragmentName: 'PlanReviewParts' },
) as unknown as TypedDocumentString<PlanReviewPartsFragment, unknown>;
export const FrozenPlanRowFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment FrozenPlanRow on Recovery {
  id
  requestedAt
  requestedBy {
    name
  }
  reason
  plan {
    stepCount
    review {
      ...PlanReviewParts
    }
  }
  plannedSteps
}
    fragment PlanReviewParts on PlanReview {
  decision
  by {
    name
  }
  at
  reason
  expiresAt
}`,
  { fragmentName: 'FrozenPlanRow' },
) as unknown as TypedDocumentString<FrozenPlanRowFragment, unknown>;
export const AuditLogDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditLog($tenantId: ID!, $after: String, $filter: AuditFilter) {
  auditLog(tenantId: $tenantId, first: 200, after: $after, filter: $filter) {
    totalCount
    nodes {
      ...AuditLine
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AuditLine on AuditEntry {
  id
  position
  at
  actor {
    id
    name
  }
  from
  activity
  outcome
  correlationId
  subject {
    kind
    id
  }
  details
}`) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const TenantAsOfDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TenantAsOf($tenantId: ID!, $time: DateTime!) {
  tenant(id: $tenantId) {
    asOf(time: $time) {
      at
      position
      runningJob {
        __typename
        ... on DifferenceReport {
          id
        }
        ... on Recovery {
          id
        }
      }
      backups(first: 100) {
        totalCount
        nodes {
          ...BackupRow
        }
      }
      differenceReports(first: 100) {
        totalCount
        nodes {
          ...ReportRow
        }
      }
      recoveries(first: 100) {
        totalCount
        nodes {
          ...RecoveryRow
        }
      }
    }
  }
}
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}
fragment BackupRow on Backup {
  id
  status
  trigger
  requestedAt
  takenAt
  endedAt
  completeness
  partialTypes
  objects
  links
}
fragment ReportRow on DifferenceReport {
  id
  status
  expired
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  changedObjects
  changedLinks
  backup {
    id
    takenAt
  }
}
fragment RecoveryRow on Recovery {
  id
  status
  expired
  dryRun
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  objectsModified
  linksModified
  failedChanges
  plannedSteps
  settledSteps
  undoes {
    id
  }
  backup {
    id
    takenAt
  }
}`) as unknown as TypedDocumentString<TenantAsOfQuery, TenantAsOfQueryVariables>;
export const AuditReplayDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription AuditReplay($tenantId: ID!, $from: ReplayMomentInput, $until: ReplayMomentInput, $speed: Float) {
  auditReplay(tenantId: $tenantId, from: $from, until: $until, speed: $speed) {
    ...AuditLine
  }
}
    fragment AuditLine on AuditEntry {
  id
  position
  at
  actor {
    id
    name
  }
  from
  activity
  outcome
  correlationId
  subject {
    kind
    id
  }
  details
}`) as unknown as TypedDocumentString<AuditReplaySubscription, AuditReplaySubscriptionVariables>;
export const BackupsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Backups($tenantId: ID!, $after: String) {
  tenant(id: $tenantId) {
    backups(first: 999, after: $after) {
      totalCount
      nodes {
        ...BackupRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment BackupRow on Backup {
  id
  status
  trigger
  requestedAt
  takenAt
  endedAt
  completeness
  partialTypes
  objects
  links
}`) as unknown as TypedDocumentString<BackupsQuery, BackupsQueryVariables>;
export const BackupDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query BackupDetails($id: ID!) {
  backup(id: $id) {
    ...BackupRow
    root
    failure {
      code
      message
    }
    pin {
      cause
      reason
      at
      by {
        name
      }
    }
    certificate {
      objectType
      mode
      pages
      objects
      links
      counted
      gaps
      unread {
        attribute
        cause
      }
    }
  }
}
    fragment BackupRow on Backup {
  id
  status
  trigger
  requestedAt
  takenAt
  endedAt
  completeness
  partialTypes
  objects
  links
}`) as unknown as TypedDocumentString<BackupDetailsQuery, BackupDetailsQueryVariables>;
export const TakeBackupDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation TakeBackup($input: TakeBackupInput!) {
  takeBackup(input: $input) {
    __typename
    ... on Backup {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<TakeBackupMutation, TakeBackupMutationVariables>;
export const DifferenceReportsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DifferenceReports($tenantId: ID!, $after: String) {
  tenant(id: $tenantId) {
    differenceReports(first: 200, after: $after) {
      totalCount
      nodes {
        ...ReportRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}
fragment ReportRow on DifferenceReport {
  id
  status
  expired
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  changedObjects
  changedLinks
  backup {
    id
    takenAt
  }
}`) as unknown as TypedDocumentString<DifferenceReportsQuery, DifferenceReportsQueryVariables>;
export const DifferenceReportDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DifferenceReportDetails($id: ID!) {
  differenceReport(id: $id) {
    ...ReportRow
    startedAt
    partialTypes
    withheldTypes
    comparedWith {
      id
      takenAt
    }
    tenant {
      callerMay
    }
    drift {
      ...DriftParts
    }
    attribution {
      complete
      gap
      until
    }
    failure {
      code
      message
    }
    summary {
      byType {
        objectType
        count
      }
      byAction {
        action
        count
      }
    }
  }
}
    fragment DriftParts on Drift {
  status
  severity
  findings {
    rule
    severity
    objects
    links
    isNew
  }
  massChanges {
    objectType
    changed
    objects
    isNew
  }
  acknowledgement {
    by {
      name
    }
    at
    reason
  }
  proposedPlan {
    id
  }
  deliveries {
    destination
    delivered
    attempts
    code
    at
  }
}
fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}
fragment ReportRow on DifferenceReport {
  id
  status
  expired
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  changedObjects
  changedLinks
  backup {
    id
    takenAt
  }
}`) as unknown as TypedDocumentString<DifferenceReportDetailsQuery, DifferenceReportDetailsQueryVariables>;
export const ChangeRowsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ChangeRows($reportId: ID!, $first: Int!, $after: String, $filter: ChangeFilterInput, $orderBy: ChangeOrderInput) {
  differenceReport(id: $reportId) {
    changes(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      nodes {
        objectType
        objectId
        displayName
        kind
        action
        recoverable
        attributes {
          name
        }
        links {
          link
          change
        }
        madeBy {
          actor {
            kind
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeRowsQuery, ChangeRowsQueryVariables>;
export const ChangeDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ChangeDetails($reportId: ID!, $first: Int!, $after: String, $filter: ChangeFilterInput) {
  differenceReport(id: $reportId) {
    changes(first: $first, after: $after, filter: $filter) {
      nodes {
        objectType
        objectId
        displayName
        kind
        action
        recoverable
        notRecoverableReason
        attributes {
          name
          backupValue
          currentValue
          notWritableReason
        }
        links {
          link
          targetId
          change
          backupValue
          currentValue
        }
        madeBy {
          actor {
            kind
            id
            name
          }
          activity
          at
          firstAt
          count
        }
        needs {
          kind
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeDetailsQuery, ChangeDetailsQueryVariables>;
export const CreateDifferenceReportDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateDifferenceReport($input: CreateDifferenceReportInput!) {
  createDifferenceReport(input: $input) {
    __typename
    ... on DifferenceReport {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<
  CreateDifferenceReportMutation,
  CreateDifferenceReportMutationVariables
>;
export const ChangeDriftWatchDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChangeDriftWatch($input: ChangeDriftWatchInput!) {
  changeDriftWatch(input: $input) {
    __typename
    ... on Tenant {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<ChangeDriftWatchMutation, ChangeDriftWatchMutationVariables>;
export const StartDriftCheckDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StartDriftCheck($input: StartDriftCheckInput!) {
  startDriftCheck(input: $input) {
    __typename
    ... on DifferenceReport {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<StartDriftCheckMutation, StartDriftCheckMutationVariables>;
export const AcknowledgeDriftDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AcknowledgeDrift($input: AcknowledgeDriftInput!) {
  acknowledgeDrift(input: $input) {
    __typename
    ... on DifferenceReport {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<AcknowledgeDriftMutation, AcknowledgeDriftMutationVariables>;
export const PinBackupDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PinBackup($input: PinBackupInput!) {
  pinBackup(input: $input) {
    __typename
    ... on Backup {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<PinBackupMutation, PinBackupMutationVariables>;
export const UnpinBackupDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnpinBackup($input: UnpinBackupInput!) {
  unpinBackup(input: $input) {
    __typename
    ... on Backup {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<UnpinBackupMutation, UnpinBackupMutationVariables>;
export const FreezePlanDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation FreezePlan($input: FreezePlanInput!) {
  freezePlan(input: $input) {
    __typename
    ... on Recovery {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<FreezePlanMutation, FreezePlanMutationVariables>;
export const PlannedStepsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PlannedSteps($id: ID!, $after: String) {
  recovery(id: $id) {
    plan {
      steps(first: 200, after: $after) {
        nodes {
          objectType
          objectId
          action
          attributes {
            name
            wanted
            wasSeen
            seen
          }
          link {
            name
            change
            target
          }
          linkWanted
          linkSeen
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PlannedStepsQuery, PlannedStepsQueryVariables>;
export const ApprovalsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Approvals($tenantId: ID!) {
  tenant(id: $tenantId) {
    settings {
      guards {
        recoveriesNeedApproval
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ApprovalsQuery, ApprovalsQueryVariables>;
export const FrozenPlansDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FrozenPlans($tenantId: ID!, $stage: PlanStage!, $after: String) {
  tenant(id: $tenantId) {
    frozenPlans(first: 100, after: $after, stage: $stage) {
      totalCount
      nodes {
        ...FrozenPlanRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment PlanReviewParts on PlanReview {
  decision
  by {
    name
  }
  at
  reason
  expiresAt
}
fragment FrozenPlanRow on Recovery {
  id
  requestedAt
  requestedBy {
    name
  }
  reason
  plan {
    stepCount
    review {
      ...PlanReviewParts
    }
  }
  plannedSteps
}`) as unknown as TypedDocumentString<FrozenPlansQuery, FrozenPlansQueryVariables>;
export const ApprovePlanDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ApprovePlan($input: ReviewPlanInput!) {
  approvePlan(input: $input) {
    __typename
    ... on Recovery {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<ApprovePlanMutation, ApprovePlanMutationVariables>;
export const RejectPlanDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RejectPlan($input: ReviewPlanInput!) {
  rejectPlan(input: $input) {
    __typename
    ... on Recovery {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<RejectPlanMutation, RejectPlanMutationVariables>;
export const RecoveriesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Recoveries($tenantId: ID!, $after: String) {
  tenant(id: $tenantId) {
    recoveries(first: 200, after: $after) {
      totalCount
      nodes {
        ...RecoveryRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}
fragment RecoveryRow on Recovery {
  id
  status
  expired
  dryRun
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  objectsModified
  linksModified
  failedChanges
  plannedSteps
  settledSteps
  undoes {
    id
  }
  backup {
    id
    takenAt
  }
}`) as unknown as TypedDocumentString<RecoveriesQuery, RecoveriesQueryVariables>;
export const RecoveryDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RecoveryDetails($id: ID!) {
  recovery(id: $id) {
    ...RecoveryRow
    startedAt
    reason
    cancellationRequested
    changedObjects
    changedLinks
    skippedChanges
    partialTypes
    withheldTypes
    failure {
      code
      message
    }
    excluded {
      reason
      count
    }
    plan {
      digest
      stepCount
      whatMoved
      conditionalAccess
      callerMayReview
      review {
        ...PlanReviewParts
      }
    }
    tenant {
      callerMay
      settings {
        guards {
          recoveriesNeedApproval
        }
      }
    }
  }
}
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}
fragment RecoveryRow on Recovery {
  id
  status
  expired
  dryRun
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  objectsModified
  linksModified
  failedChanges
  plannedSteps
  settledSteps
  undoes {
    id
  }
  backup {
    id
    takenAt
  }
}
fragment PlanReviewParts on PlanReview {
  decision
  by {
    name
  }
  at
  reason
  expiresAt
}`) as unknown as TypedDocumentString<RecoveryDetailsQuery, RecoveryDetailsQueryVariables>;
export const RecoveryStepsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RecoverySteps($id: ID!, $after: String, $outcomes: [StepOutcome!]) {
  recovery(id: $id) {
    steps(first: 200, after: $after, outcomes: $outcomes) {
      totalCount
      nodes {
        step
        at
        objectType
        objectId
        action
        outcome
        attributes
        link {
          name
          change
          target
        }
        code
        message
        found {
          lifecycle
          linkFound
          attributes {
            name
            wanted
            wasSeen
            seen
            found
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecoveryStepsQuery, RecoveryStepsQueryVariables>;
export const StartRecoveryDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StartRecovery($input: StartRecoveryInput!) {
  startRecovery(input: $input) {
    __typename
    ... on Recovery {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<StartRecoveryMutation, StartRecoveryMutationVariables>;
export const UndoRecoveryDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UndoRecovery($input: UndoRecoveryInput!) {
  undoRecovery(input: $input) {
    __typename
    ... on Recovery {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<UndoRecoveryMutation, UndoRecoveryMutationVariables>;
export const CancelJobDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CancelJob($input: CancelJobInput!) {
  cancelJob(input: $input) {
    __typename
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<CancelJobMutation, CancelJobMutationVariables>;
export const JobProgressDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription JobProgress($jobId: ID!) {
  jobProgress(jobId: $jobId) {
    kind
    status
    ended
    plannedSteps
    settledSteps
    objectsModified
    linksModified
    failedChanges
    skippedChanges
    ratePerSecond
    secondsLeft
    changedObjects
    changedLinks
  }
}
    `) as unknown as TypedDocumentString<JobProgressSubscription, JobProgressSubscriptionVariables>;
export const SignedInTenantDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SignedInTenant {
  tenants(first: 1) {
    nodes {
      id
      displayName
      connectedAt
    }
  }
}
    `) as unknown as TypedDocumentString<SignedInTenantQuery, SignedInTenantQueryVariables>;
export const OverviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Overview($tenantId: ID!) {
  tenant(id: $tenantId) {
    settings {
      backupSchedule
    }
    driftWatch {
      schedule
    }
    latestDriftCheck {
      id
      endedAt
      drift {
        status
        severity
        acknowledgement {
          at
        }
      }
    }
    latestBackup {
      ...BackupRow
      failure {
        message
      }
    }
    runningJob {
      __typename
      ... on DifferenceReport {
        ...ReportRow
      }
      ... on Recovery {
        ...RecoveryRow
      }
    }
    backups(first: 30) {
      nodes {
        ...BackupRow
      }
    }
    differenceReports(first: 30) {
      nodes {
        ...ReportRow
      }
    }
    recoveries(first: 30) {
      nodes {
        ...RecoveryRow
      }
    }
  }
  readModels {
    rebuilding {
      ratio
    }
  }
}
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}
fragment BackupRow on Backup {
  id
  status
  trigger
  requestedAt
  takenAt
  endedAt
  completeness
  partialTypes
  objects
  links
}
fragment ReportRow on DifferenceReport {
  id
  status
  expired
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  changedObjects
  changedLinks
  backup {
    id
    takenAt
  }
}
fragment RecoveryRow on Recovery {
  id
  status
  expired
  dryRun
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  objectsModified
  linksModified
  failedChanges
  plannedSteps
  settledSteps
  undoes {
    id
  }
  backup {
    id
    takenAt
  }
}`) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const TenantSettingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TenantSettings($tenantId: ID!) {
  tenant(id: $tenantId) {
    settings {
      backupSchedule
      backupRetentionDays
      historyRetentionDays
      readersMayCreateReports
      emergencyAccessAccountIds
      guards {
        protectedObjectIds
        administratorIds
        signInMethods
        signInCountries
        signInFromManagedDevices
        massChangeLimitPercent
        recoveriesNeedApproval
        approvalHours
      }
    }
    driftWatch {
      ...DriftWatchParts
    }
  }
}
    fragment DriftWatchParts on DriftWatch {
  schedule
  proposesPlan
  massChange {
    percent
    atLeast
  }
  rules {
    name
    severity
    objectTypes
    actions
    kinds
    attributes
    exceptObjectIds
    exceptActorIds
    atLeast
  }
}`) as unknown as TypedDocumentString<TenantSettingsQuery, TenantSettingsQueryVariables>;
export const ChangeSettingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChangeSettings($input: ChangeSettingsInput!) {
  changeSettings(input: $input) {
    __typename
    ... on Tenant {
      position
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<ChangeSettingsMutation, ChangeSettingsMutationVariables>;

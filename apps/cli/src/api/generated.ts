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

export type AddToImportInput = {
  readonly importRoot?: string | null | undefined;
  readonly lines: ReadonlyArray<string>;
  readonly tenantId: string;
};

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

export type CompleteImportInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly importRoot: string;
  readonly name: string;
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

export type ObjectLifecycle = 'live' | 'softDeleted';

export type ObjectPresence = 'absent' | 'live' | 'softDeleted';

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

export type ReadMode = 'delta' | 'full' | 'imported';

export type RecoverObjectInput = {
  readonly differenceReportId: string;
  readonly idempotencyKey?: string | null | undefined;
  readonly objectId: string;
  readonly reason?: string | null | undefined;
};

export type RecoveryAction = 'restore' | 'softDelete' | 'update';

export type RecoverySourceInput =
  | { readonly backupId: string; readonly differenceReportId?: never; readonly plan?: never }
  | { readonly backupId?: never; readonly differenceReportId: string; readonly plan?: never }
  | { readonly backupId?: never; readonly differenceReportId?: never; readonly plan: PlanReferenceInput };

export type RecreateObjectsInput = {
  readonly confirmMassChange?: boolean;
  readonly differenceReportId: string;
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string | null | undefined;
  readonly objectIds: ReadonlyArray<string>;
  readonly reason?: string | null | undefined;
  readonly tenantId: string;
};

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

export type AuditLogQueryVariables = Exact<{
  tenantId: string;
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;

export type AuditLogQuery = {
  readonly auditLog: {
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

export type TenantsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type TenantsQuery = {
  readonly tenants: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly displayName: string;
      readonly connectedAt: string;
      readonly latestBackup: {
        readonly id: string;
        readonly status: BackupStatus;
        readonly takenAt: string | null;
      } | null;
      readonly runningJob:
        | { readonly __typename: 'DifferenceReport'; readonly id: string }
        | { readonly __typename: 'Recovery'; readonly id: string }
        | null;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type BackupsQueryVariables = Exact<{
  tenantId: string;
  first: number;
  after?: string | null | undefined;
}>;

export type BackupsQuery = {
  readonly tenant: {
    readonly backups: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: BackupStatus;
        readonly trigger: BackupTrigger;
        readonly importName: string | null;
        readonly requestedAt: string;
        readonly takenAt: string | null;
        readonly endedAt: string | null;
        readonly completeness: Completeness | null;
        readonly partialTypes: ReadonlyArray<ObjectType>;
        readonly objects: number | null;
        readonly links: number | null;
        readonly pin: {
          readonly cause: PinCause;
          readonly reason: string | null;
          readonly at: string;
          readonly by: { readonly name: string };
        } | null;
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
    readonly importName: string | null;
    readonly requestedAt: string;
    readonly takenAt: string | null;
    readonly endedAt: string | null;
    readonly completeness: Completeness | null;
    readonly partialTypes: ReadonlyArray<ObjectType>;
    readonly objects: number | null;
    readonly links: number | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
    readonly certificate: ReadonlyArray<{
      readonly objectType: ObjectType;
      readonly objects: number;
      readonly links: number;
      readonly counted: number | null;
      readonly pages: number;
      readonly mode: ReadMode;
      readonly gaps: ReadonlyArray<string>;
    }>;
    readonly pin: {
      readonly cause: PinCause;
      readonly reason: string | null;
      readonly at: string;
      readonly by: { readonly name: string };
    } | null;
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

export type BackupToExportQueryVariables = Exact<{
  id: string;
}>;

export type BackupToExportQuery = {
  readonly backup: {
    readonly id: string;
    readonly status: BackupStatus;
    readonly takenAt: string | null;
    readonly root: string | null;
    readonly tenant: { readonly id: string };
    readonly certificate: ReadonlyArray<{
      readonly objectType: ObjectType;
      readonly objects: number;
      readonly links: number;
      readonly gaps: ReadonlyArray<string>;
    }>;
  } | null;
};

export type BackupObjectsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type BackupObjectsQuery = {
  readonly backup: {
    readonly contents: {
      readonly nodes: ReadonlyArray<{
        readonly objectType: ObjectType;
        readonly objectId: string;
        readonly displayName: string | null;
        readonly lifecycle: ObjectLifecycle;
        readonly attributes: unknown;
        readonly links: {
          readonly nodes: ReadonlyArray<{
            readonly link: string;
            readonly targetId: string;
            readonly value: string;
          }>;
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        };
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type FurtherLinksQueryVariables = Exact<{
  id: string;
  objectType: ObjectType;
  objectId: string;
  after?: string | null | undefined;
}>;

export type FurtherLinksQuery = {
  readonly backup: {
    readonly object: {
      readonly links: {
        readonly nodes: ReadonlyArray<{
          readonly link: string;
          readonly targetId: string;
          readonly value: string;
        }>;
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    } | null;
  } | null;
};

export type ExportedObjectFragment = {
  readonly objectType: ObjectType;
  readonly objectId: string;
  readonly displayName: string | null;
  readonly lifecycle: ObjectLifecycle;
  readonly attributes: unknown;
  readonly links: {
    readonly nodes: ReadonlyArray<{
      readonly link: string;
      readonly targetId: string;
      readonly value: string;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type AddToImportMutationVariables = Exact<{
  input: AddToImportInput;
}>;

export type AddToImportMutation = {
  readonly addToImport:
    | { readonly __typename: 'ImportInTheMaking'; readonly importRoot: string }
    | { readonly __typename: 'ImportNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type CompleteImportMutationVariables = Exact<{
  input: CompleteImportInput;
}>;

export type CompleteImportMutation = {
  readonly completeImport:
    | { readonly __typename: 'Backup'; readonly id: string }
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ImportNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NothingImported'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type ObjectTimelineQueryVariables = Exact<{
  tenantId: string;
  objectType: ObjectType;
  objectId: string;
}>;

export type ObjectTimelineQuery = {
  readonly tenant: {
    readonly objectTimeline: ReadonlyArray<{
      readonly lifecycle: ObjectPresence;
      readonly backup: { readonly id: string; readonly takenAt: string | null };
      readonly change: {
        readonly kind: ChangeKind;
        readonly attributes: ReadonlyArray<{
          readonly name: string;
          readonly backupValue: unknown;
          readonly currentValue: unknown;
        }>;
        readonly links: ReadonlyArray<{
          readonly link: string;
          readonly targetId: string;
          readonly change: LinkAction;
          readonly backupValue: string | null;
          readonly currentValue: string | null;
        }>;
      } | null;
    }>;
  } | null;
};

export type AttributeHistoryQueryVariables = Exact<{
  tenantId: string;
  objectType: ObjectType;
  objectId: string;
  attribute: string;
}>;

export type AttributeHistoryQuery = {
  readonly tenant: {
    readonly attributeHistory: ReadonlyArray<{
      readonly value: unknown;
      readonly since: { readonly id: string; readonly takenAt: string | null };
      readonly until: { readonly id: string; readonly takenAt: string | null };
    }>;
  } | null;
};

export type LastBackupOfObjectQueryVariables = Exact<{
  tenantId: string;
  objectType: ObjectType;
  objectId: string;
  before: string;
}>;

export type LastBackupOfObjectQuery = {
  readonly tenant: {
    readonly lastBackupOfObject: { readonly id: string; readonly takenAt: string | null } | null;
  } | null;
};

export type DriftPartsFragment = {
  readonly id: string;
  readonly endedAt: string | null;
  readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
  readonly drift: {
    readonly status: DriftStatus;
    readonly severity: Severity | null;
    readonly raisedAlarm: boolean;
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
};

export type DriftQueryVariables = Exact<{
  tenantId: string;
}>;

export type DriftQuery = {
  readonly tenant: {
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
    readonly latestDriftCheck: {
      readonly id: string;
      readonly endedAt: string | null;
      readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
      readonly drift: {
        readonly status: DriftStatus;
        readonly severity: Severity | null;
        readonly raisedAlarm: boolean;
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
    } | null;
  } | null;
};

export type DriftOfReportQueryVariables = Exact<{
  id: string;
}>;

export type DriftOfReportQuery = {
  readonly differenceReport: {
    readonly id: string;
    readonly endedAt: string | null;
    readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
    readonly drift: {
      readonly status: DriftStatus;
      readonly severity: Severity | null;
      readonly raisedAlarm: boolean;
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
  } | null;
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

export type ScopePartsFragment = {
  readonly allObjects: boolean | null;
  readonly objectTypes: ReadonlyArray<ObjectType> | null;
  readonly objectIds: ReadonlyArray<string> | null;
};

export type BackupRowFragment = {
  readonly id: string;
  readonly status: BackupStatus;
  readonly trigger: BackupTrigger;
  readonly importName: string | null;
  readonly requestedAt: string;
  readonly takenAt: string | null;
  readonly endedAt: string | null;
  readonly completeness: Completeness | null;
  readonly partialTypes: ReadonlyArray<ObjectType>;
  readonly objects: number | null;
  readonly links: number | null;
  readonly pin: {
    readonly cause: PinCause;
    readonly reason: string | null;
    readonly at: string;
    readonly by: { readonly name: string };
  } | null;
};

export type ReportRowFragment = {
  readonly id: string;
  readonly status: JobStatus;
  readonly expired: boolean;
  readonly requestedAt: string;
  readonly endedAt: string | null;
  readonly changedObjects: number | null;
  readonly changedLinks: number | null;
  readonly partialTypes: ReadonlyArray<ObjectType>;
  readonly tenant: { readonly id: string };
  readonly requestedBy: { readonly name: string };
  readonly scope: {
    readonly allObjects: boolean | null;
    readonly objectTypes: ReadonlyArray<ObjectType> | null;
    readonly objectIds: ReadonlyArray<string> | null;
  };
  readonly attribution: {
    readonly complete: boolean;
    readonly gap: AttributionGap | null;
    readonly until: string;
  } | null;
  readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
  readonly comparedWith: { readonly id: string; readonly takenAt: string | null } | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
};

export type RecoveryRowFragment = {
  readonly id: string;
  readonly status: JobStatus;
  readonly expired: boolean;
  readonly dryRun: boolean;
  readonly reason: string | null;
  readonly requestedAt: string;
  readonly endedAt: string | null;
  readonly plannedSteps: number | null;
  readonly objectsModified: number;
  readonly linksModified: number;
  readonly failedChanges: number;
  readonly skippedChanges: number;
  readonly partialTypes: ReadonlyArray<ObjectType>;
  readonly tenant: { readonly id: string };
  readonly requestedBy: { readonly name: string };
  readonly scope: {
    readonly allObjects: boolean | null;
    readonly objectTypes: ReadonlyArray<ObjectType> | null;
    readonly objectIds: ReadonlyArray<string> | null;
  };
  readonly undoes: { readonly id: string } | null;
  readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
};

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

export type PageEndFragment = { readonly hasNextPage: boolean; readonly endCursor: string | null };

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

export type PlanDetailsQueryVariables = Exact<{
  id: string;
}>;

export type PlanDetailsQuery = {
  readonly recovery: {
    readonly changedObjects: number | null;
    readonly changedLinks: number | null;
    readonly id: string;
    readonly status: JobStatus;
    readonly expired: boolean;
    readonly dryRun: boolean;
    readonly reason: string | null;
    readonly requestedAt: string;
    readonly endedAt: string | null;
    readonly plannedSteps: number | null;
    readonly objectsModified: number;
    readonly linksModified: number;
    readonly failedChanges: number;
    readonly skippedChanges: number;
    readonly partialTypes: ReadonlyArray<ObjectType>;
    readonly excluded: ReadonlyArray<{ readonly reason: string; readonly count: number }>;
    readonly plan: {
      readonly digest: string;
      readonly stepCount: number;
      readonly whatMoved: WhatMoved;
      readonly conditionalAccess: ConditionalAccessMode;
      readonly review: {
        readonly decision: PlanDecision;
        readonly at: string;
        readonly reason: string;
        readonly expiresAt: string | null;
        readonly by: { readonly name: string };
      } | null;
    } | null;
    readonly tenant: { readonly id: string };
    readonly requestedBy: { readonly name: string };
    readonly scope: {
      readonly allObjects: boolean | null;
      readonly objectTypes: ReadonlyArray<ObjectType> | null;
      readonly objectIds: ReadonlyArray<string> | null;
    };
    readonly undoes: { readonly id: string } | null;
    readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
  } | null;
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
          readonly stage: number;
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
  first: number;
  after?: string | null | undefined;
}>;

export type RecoveriesQuery = {
  readonly tenant: {
    readonly recoveries: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: JobStatus;
        readonly expired: boolean;
        readonly dryRun: boolean;
        readonly reason: string | null;
        readonly requestedAt: string;
        readonly endedAt: string | null;
        readonly plannedSteps: number | null;
        readonly objectsModified: number;
        readonly linksModified: number;
        readonly failedChanges: number;
        readonly skippedChanges: number;
        readonly partialTypes: ReadonlyArray<ObjectType>;
        readonly tenant: { readonly id: string };
        readonly requestedBy: { readonly name: string };
        readonly scope: {
          readonly allObjects: boolean | null;
          readonly objectTypes: ReadonlyArray<ObjectType> | null;
          readonly objectIds: ReadonlyArray<string> | null;
        };
        readonly undoes: { readonly id: string } | null;
        readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
        readonly failure: { readonly code: string; readonly message: string } | null;
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
    readonly id: string;
    readonly status: JobStatus;
    readonly expired: boolean;
    readonly dryRun: boolean;
    readonly reason: string | null;
    readonly requestedAt: string;
    readonly endedAt: string | null;
    readonly plannedSteps: number | null;
    readonly objectsModified: number;
    readonly linksModified: number;
    readonly failedChanges: number;
    readonly skippedChanges: number;
    readonly partialTypes: ReadonlyArray<ObjectType>;
    readonly excluded: ReadonlyArray<{ readonly reason: string; readonly count: number }>;
    readonly tenant: { readonly id: string };
    readonly requestedBy: { readonly name: string };
    readonly scope: {
      readonly allObjects: boolean | null;
      readonly objectTypes: ReadonlyArray<ObjectType> | null;
      readonly objectIds: ReadonlyArray<string> | null;
    };
    readonly undoes: { readonly id: string } | null;
    readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
  } | null;
};

export type UnappliedStepsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type UnappliedStepsQuery = {
  readonly recovery: {
    readonly steps: {
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

export type RecoverObjectMutationVariables = Exact<{
  input: RecoverObjectInput;
}>;

export type RecoverObjectMutation = {
  readonly recoverObject:
    | { readonly __typename: 'ApprovalRequired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'BackupExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'BackupNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'DifferenceReportExpired'; readonly code: string; readonly message: string }
    | { readonly __typename: 'DifferenceReportNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'IdempotencyKeyReused'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ImportedBackupNotRecoverable'; readonly code: string; readonly message: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobAlreadyRunning'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ObjectNotInReport'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ObjectTypesNotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Recovery'; readonly id: string }
    | { readonly __typename: 'ReportNotCompleted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ReportOfTwoBackups'; readonly code: string; readonly message: string };
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
    | { readonly __typename: 'DifferenceReport'; readonly id: string }
    | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobAlreadyEnded'; readonly code: string; readonly message: string }
    | { readonly __typename: 'JobNotFound'; readonly code: string; readonly message: string }
    | { readonly __typename: 'NotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ObjectTypesNotPermitted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'Recovery'; readonly id: string };
};

export type RunningJobQueryVariables = Exact<{
  tenantId: string;
}>;

export type RunningJobQuery = {
  readonly runningJob: { readonly id: string } | { readonly id: string } | null;
};

export type JobProgressSubscriptionVariables = Exact<{
  jobId: string;
}>;

export type JobProgressSubscription = {
  readonly jobProgress: {
    readonly jobId: string;
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

export type RecreateObjectsMutationVariables = Exact<{
  input: RecreateObjectsInput;
}>;

export type RecreateObjectsMutation = {
  readonly recreateObjects:
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
    | { readonly __typename: 'Recovery'; readonly id: string }
    | { readonly __typename: 'ReportNotCompleted'; readonly code: string; readonly message: string }
    | { readonly __typename: 'ReportOfTwoBackups'; readonly code: string; readonly message: string }
    | { readonly __typename: 'TenantNotFound'; readonly code: string; readonly message: string };
};

export type RecreatedObjectsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type RecreatedObjectsQuery = {
  readonly recovery: {
    readonly steps: {
      readonly nodes: ReadonlyArray<{
        readonly action: StepAction;
        readonly objectType: ObjectType;
        readonly objectId: string;
        readonly newObjectId: string | null;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type ReportsQueryVariables = Exact<{
  tenantId: string;
  first: number;
  after?: string | null | undefined;
}>;

export type ReportsQuery = {
  readonly tenant: {
    readonly differenceReports: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: JobStatus;
        readonly expired: boolean;
        readonly requestedAt: string;
        readonly endedAt: string | null;
        readonly changedObjects: number | null;
        readonly changedLinks: number | null;
        readonly partialTypes: ReadonlyArray<ObjectType>;
        readonly tenant: { readonly id: string };
        readonly requestedBy: { readonly name: string };
        readonly scope: {
          readonly allObjects: boolean | null;
          readonly objectTypes: ReadonlyArray<ObjectType> | null;
          readonly objectIds: ReadonlyArray<string> | null;
        };
        readonly attribution: {
          readonly complete: boolean;
          readonly gap: AttributionGap | null;
          readonly until: string;
        } | null;
        readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
        readonly comparedWith: { readonly id: string; readonly takenAt: string | null } | null;
        readonly failure: { readonly code: string; readonly message: string } | null;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type ReportDetailsQueryVariables = Exact<{
  id: string;
}>;

export type ReportDetailsQuery = {
  readonly differenceReport: {
    readonly id: string;
    readonly status: JobStatus;
    readonly expired: boolean;
    readonly requestedAt: string;
    readonly endedAt: string | null;
    readonly changedObjects: number | null;
    readonly changedLinks: number | null;
    readonly partialTypes: ReadonlyArray<ObjectType>;
    readonly tenant: { readonly id: string };
    readonly requestedBy: { readonly name: string };
    readonly scope: {
      readonly allObjects: boolean | null;
      readonly objectTypes: ReadonlyArray<ObjectType> | null;
      readonly objectIds: ReadonlyArray<string> | null;
    };
    readonly attribution: {
      readonly complete: boolean;
      readonly gap: AttributionGap | null;
      readonly until: string;
    } | null;
    readonly backup: { readonly id: string; readonly takenAt: string | null } | null;
    readonly comparedWith: { readonly id: string; readonly takenAt: string | null } | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
  } | null;
};

export type ChangesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  filter?: ChangeFilterInput | null | undefined;
}>;

export type ChangesQuery = {
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
        readonly needs: ReadonlyArray<{ readonly kind: ApplicationNeedKind; readonly name: string }>;
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
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type CreateReportMutationVariables = Exact<{
  input: CreateDifferenceReportInput;
}>;

export type CreateReportMutation = {
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

export type HardDeletedObjectsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type HardDeletedObjectsQuery = {
  readonly differenceReport: {
    readonly hardDeletedObjects: {
      readonly nodes: ReadonlyArray<{
        readonly objectType: ObjectType;
        readonly objectId: string;
        readonly displayName: string | null;
        readonly inBackup: { readonly attributes: unknown };
        readonly madeBy: ReadonlyArray<{
          readonly activity: string;
          readonly at: string;
          readonly actor: {
            readonly kind: ActorKind;
            readonly id: string | null;
            readonly name: string | null;
          };
        }>;
        readonly recreationPreflight: {
          readonly recreatable: boolean;
          readonly comesBack: ReadonlyArray<string>;
          readonly obstacle: { readonly code: string; readonly message: string } | null;
          readonly altered: ReadonlyArray<{ readonly what: string; readonly message: string }>;
          readonly lost: ReadonlyArray<{ readonly what: string; readonly message: string }>;
        };
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
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
export const PageEndFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
    `,
  { fragmentName: 'PageEnd' },
) as unknown as TypedDocumentString<PageEndFragment, unknown>;
export const ExportedObjectFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment ExportedObject on BackupObject {
  objectType
  objectId
  displayName
  lifecycle
  attributes
  links(first: 40) {
    nodes {
      link
      targetId
      value
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`,
  { fragmentName: 'ExportedObject' },
) as unknown as TypedDocumentString<ExportedObjectFragment, unknown>;
export const DriftPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment DriftParts on DifferenceReport {
  id
  endedAt
  backup {
    id
    takenAt
  }
  drift {
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
      at
      reason
      by {
        name
      }
    }
    proposedPlan {
      id
    }
    raisedAlarm
    deliveries {
      destination
      delivered
      attempts
      code
      at
    }
  }
}
    `,
  { fragmentName: 'DriftParts' },
) as unknown as TypedDocumentString<DriftPartsFragment, unknown>;
export const RefusalPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment RefusalParts on Refusal {
  code
  message
}
    `,
  { fragmentName: 'RefusalParts' },
) as unknown as TypedDocumentString<RefusalPartsFragment, unknown>;
export const BackupRowFragmentDoc = /*#__PURE__*/ new TypedDocumentString(
  `
    fragment BackupRow on Backup {
  id
  status
  trigger
  importName
  requestedAt
  takenAt
  endedAt
  completeness
  partialTypes
  objects
  links
  pin {
    cause
    reason
    at
    by {
      name
    }
  }
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
  tenant {
    id
  }
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
  attribution {
    complete
    gap
    until
  }
  partialTypes
  backup {
    id
    takenAt
  }
  comparedWith {
    id
    takenAt
  }
  failure {
    code
    message
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
  tenant {
    id
  }
  status
  expired
  dryRun
  reason
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  plannedSteps
  objectsModified
  linksModified
  failedChanges
  skippedChanges
  partialTypes
  undoes {
    id
  }
  backup {
    id
    takenAt
  }
  failure {
    code
    message
  }
}
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}`,
  { fragmentName: 'RecoveryRow' },
) as unknown as TypedDocumentString<RecoveryRowFragment, unknown>;
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
export const AuditLogDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditLog($tenantId: ID!, $first: Int!, $after: String, $filter: AuditFilter) {
  auditLog(tenantId: $tenantId, first: $first, after: $after, filter: $filter) {
    nodes {
      ...AuditLine
    }
    pageInfo {
      ...PageEnd
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
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
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
export const TenantsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Tenants($after: String) {
  tenants(first: 200, after: $after) {
    nodes {
      id
      displayName
      connectedAt
      latestBackup {
        id
        status
        takenAt
      }
      runningJob {
        __typename
        ... on Node {
          id
        }
      }
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<TenantsQuery, TenantsQueryVariables>;
export const BackupsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Backups($tenantId: ID!, $first: Int!, $after: String) {
  tenant(id: $tenantId) {
    backups(first: $first, after: $after) {
      nodes {
        ...BackupRow
      }
      pageInfo {
        ...PageEnd
      }
    }
  }
}
    fragment BackupRow on Backup {
  id
  status
  trigger
  importName
  requestedAt
  takenAt
  endedAt
  completeness
  partialTypes
  objects
  links
  pin {
    cause
    reason
    at
    by {
      name
    }
  }
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
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
    certificate {
      objectType
      objects
      links
      counted
      pages
      mode
      gaps
    }
  }
}
    fragment BackupRow on Backup {
  id
  status
  trigger
  importName
  requestedAt
  takenAt
  endedAt
  completeness
  partialTypes
  objects
  links
  pin {
    cause
    reason
    at
    by {
      name
    }
  }
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
export const BackupToExportDocument = /*#__PURE__*/ new TypedDocumentString(`
    query BackupToExport($id: ID!) {
  backup(id: $id) {
    id
    status
    takenAt
    root
    tenant {
      id
    }
    certificate {
      objectType
      objects
      links
      gaps
    }
  }
}
    `) as unknown as TypedDocumentString<BackupToExportQuery, BackupToExportQueryVariables>;
export const BackupObjectsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query BackupObjects($id: ID!, $after: String) {
  backup(id: $id) {
    contents(first: 50, after: $after) {
      nodes {
        ...ExportedObject
      }
      pageInfo {
        ...PageEnd
      }
    }
  }
}
    fragment ExportedObject on BackupObject {
  objectType
  objectId
  displayName
  lifecycle
  attributes
  links(first: 40) {
    nodes {
      link
      targetId
      value
    }
    pageInfo {
      ...PageEnd
    }
  }
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<BackupObjectsQuery, BackupObjectsQueryVariables>;
export const FurtherLinksDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FurtherLinks($id: ID!, $objectType: ObjectType!, $objectId: ID!, $after: String) {
  backup(id: $id) {
    object(objectType: $objectType, objectId: $objectId) {
      links(first: 900, after: $after) {
        nodes {
          link
          targetId
          value
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<FurtherLinksQuery, FurtherLinksQueryVariables>;
export const AddToImportDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AddToImport($input: AddToImportInput!) {
  addToImport(input: $input) {
    __typename
    ... on ImportInTheMaking {
      importRoot
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<AddToImportMutation, AddToImportMutationVariables>;
export const CompleteImportDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CompleteImport($input: CompleteImportInput!) {
  completeImport(input: $input) {
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
}`) as unknown as TypedDocumentString<CompleteImportMutation, CompleteImportMutationVariables>;
export const ObjectTimelineDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ObjectTimeline($tenantId: ID!, $objectType: ObjectType!, $objectId: ID!) {
  tenant(id: $tenantId) {
    objectTimeline(objectType: $objectType, objectId: $objectId) {
      backup {
        id
        takenAt
      }
      lifecycle
      change {
        kind
        attributes {
          name
          backupValue
          currentValue
        }
        links {
          link
          targetId
          change
          backupValue
          currentValue
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ObjectTimelineQuery, ObjectTimelineQueryVariables>;
export const AttributeHistoryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AttributeHistory($tenantId: ID!, $objectType: ObjectType!, $objectId: ID!, $attribute: String!) {
  tenant(id: $tenantId) {
    attributeHistory(
      objectType: $objectType
      objectId: $objectId
      attribute: $attribute
    ) {
      value
      since {
        id
        takenAt
      }
      until {
        id
        takenAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AttributeHistoryQuery, AttributeHistoryQueryVariables>;
export const LastBackupOfObjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LastBackupOfObject($tenantId: ID!, $objectType: ObjectType!, $objectId: ID!, $before: DateTime!) {
  tenant(id: $tenantId) {
    lastBackupOfObject(
      objectType: $objectType
      objectId: $objectId
      before: $before
    ) {
      id
      takenAt
    }
  }
}
    `) as unknown as TypedDocumentString<LastBackupOfObjectQuery, LastBackupOfObjectQueryVariables>;
export const DriftDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Drift($tenantId: ID!) {
  tenant(id: $tenantId) {
    driftWatch {
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
    latestDriftCheck {
      ...DriftParts
    }
  }
}
    fragment DriftParts on DifferenceReport {
  id
  endedAt
  backup {
    id
    takenAt
  }
  drift {
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
      at
      reason
      by {
        name
      }
    }
    proposedPlan {
      id
    }
    raisedAlarm
    deliveries {
      destination
      delivered
      attempts
      code
      at
    }
  }
}`) as unknown as TypedDocumentString<DriftQuery, DriftQueryVariables>;
export const DriftOfReportDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DriftOfReport($id: ID!) {
  differenceReport(id: $id) {
    ...DriftParts
  }
}
    fragment DriftParts on DifferenceReport {
  id
  endedAt
  backup {
    id
    takenAt
  }
  drift {
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
      at
      reason
      by {
        name
      }
    }
    proposedPlan {
      id
    }
    raisedAlarm
    deliveries {
      destination
      delivered
      attempts
      code
      at
    }
  }
}`) as unknown as TypedDocumentString<DriftOfReportQuery, DriftOfReportQueryVariables>;
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
export const PlanDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PlanDetails($id: ID!) {
  recovery(id: $id) {
    ...RecoveryRow
    changedObjects
    changedLinks
    excluded {
      reason
      count
    }
    plan {
      digest
      stepCount
      whatMoved
      conditionalAccess
      review {
        decision
        by {
          name
        }
        at
        reason
        expiresAt
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
  tenant {
    id
  }
  status
  expired
  dryRun
  reason
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  plannedSteps
  objectsModified
  linksModified
  failedChanges
  skippedChanges
  partialTypes
  undoes {
    id
  }
  backup {
    id
    takenAt
  }
  failure {
    code
    message
  }
}`) as unknown as TypedDocumentString<PlanDetailsQuery, PlanDetailsQueryVariables>;
export const PlannedStepsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PlannedSteps($id: ID!, $after: String) {
  recovery(id: $id) {
    plan {
      steps(first: 200, after: $after) {
        nodes {
          stage
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
          ...PageEnd
        }
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<PlannedStepsQuery, PlannedStepsQueryVariables>;
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
    query Recoveries($tenantId: ID!, $first: Int!, $after: String) {
  tenant(id: $tenantId) {
    recoveries(first: $first, after: $after) {
      nodes {
        ...RecoveryRow
      }
      pageInfo {
        ...PageEnd
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
  tenant {
    id
  }
  status
  expired
  dryRun
  reason
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  plannedSteps
  objectsModified
  linksModified
  failedChanges
  skippedChanges
  partialTypes
  undoes {
    id
  }
  backup {
    id
    takenAt
  }
  failure {
    code
    message
  }
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<RecoveriesQuery, RecoveriesQueryVariables>;
export const RecoveryDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RecoveryDetails($id: ID!) {
  recovery(id: $id) {
    ...RecoveryRow
    excluded {
      reason
      count
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
  tenant {
    id
  }
  status
  expired
  dryRun
  reason
  requestedAt
  endedAt
  requestedBy {
    name
  }
  scope {
    ...ScopeParts
  }
  plannedSteps
  objectsModified
  linksModified
  failedChanges
  skippedChanges
  partialTypes
  undoes {
    id
  }
  backup {
    id
    takenAt
  }
  failure {
    code
    message
  }
}`) as unknown as TypedDocumentString<RecoveryDetailsQuery, RecoveryDetailsQueryVariables>;
export const UnappliedStepsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UnappliedSteps($id: ID!, $after: String) {
  recovery(id: $id) {
    steps(first: 200, after: $after, outcomes: [failed, skipped]) {
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
          attributes {
            name
            wanted
            seen
            found
          }
          linkFound
        }
      }
      pageInfo {
        ...PageEnd
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<UnappliedStepsQuery, UnappliedStepsQueryVariables>;
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
export const RecoverObjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RecoverObject($input: RecoverObjectInput!) {
  recoverObject(input: $input) {
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
}`) as unknown as TypedDocumentString<RecoverObjectMutation, RecoverObjectMutationVariables>;
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
    ... on Node {
      id
    }
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<CancelJobMutation, CancelJobMutationVariables>;
export const RunningJobDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RunningJob($tenantId: ID!) {
  runningJob(tenantId: $tenantId) {
    ... on Node {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RunningJobQuery, RunningJobQueryVariables>;
export const JobProgressDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription JobProgress($jobId: ID!) {
  jobProgress(jobId: $jobId) {
    jobId
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
export const RecreateObjectsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RecreateObjects($input: RecreateObjectsInput!) {
  recreateObjects(input: $input) {
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
}`) as unknown as TypedDocumentString<RecreateObjectsMutation, RecreateObjectsMutationVariables>;
export const RecreatedObjectsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RecreatedObjects($id: ID!, $after: String) {
  recovery(id: $id) {
    steps(first: 200, after: $after, outcomes: [applied]) {
      nodes {
        action
        objectType
        objectId
        newObjectId
      }
      pageInfo {
        ...PageEnd
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<RecreatedObjectsQuery, RecreatedObjectsQueryVariables>;
export const ReportsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Reports($tenantId: ID!, $first: Int!, $after: String) {
  tenant(id: $tenantId) {
    differenceReports(first: $first, after: $after) {
      nodes {
        ...ReportRow
      }
      pageInfo {
        ...PageEnd
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
  tenant {
    id
  }
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
  attribution {
    complete
    gap
    until
  }
  partialTypes
  backup {
    id
    takenAt
  }
  comparedWith {
    id
    takenAt
  }
  failure {
    code
    message
  }
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<ReportsQuery, ReportsQueryVariables>;
export const ReportDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ReportDetails($id: ID!) {
  differenceReport(id: $id) {
    ...ReportRow
  }
}
    fragment ScopeParts on Scope {
  allObjects
  objectTypes
  objectIds
}
fragment ReportRow on DifferenceReport {
  id
  tenant {
    id
  }
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
  attribution {
    complete
    gap
    until
  }
  partialTypes
  backup {
    id
    takenAt
  }
  comparedWith {
    id
    takenAt
  }
  failure {
    code
    message
  }
}`) as unknown as TypedDocumentString<ReportDetailsQuery, ReportDetailsQueryVariables>;
export const ChangesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Changes($id: ID!, $after: String, $filter: ChangeFilterInput) {
  differenceReport(id: $id) {
    changes(first: 500, after: $after, filter: $filter) {
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
        needs {
          kind
          name
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
      }
      pageInfo {
        ...PageEnd
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const CreateReportDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateReport($input: CreateDifferenceReportInput!) {
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
}`) as unknown as TypedDocumentString<CreateReportMutation, CreateReportMutationVariables>;
export const HardDeletedObjectsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query HardDeletedObjects($id: ID!, $after: String) {
  differenceReport(id: $id) {
    hardDeletedObjects(first: 100, after: $after) {
      nodes {
        objectType
        objectId
        displayName
        inBackup {
          attributes
        }
        madeBy {
          actor {
            kind
            id
            name
          }
          activity
          at
        }
        recreationPreflight {
          recreatable
          obstacle {
            code
            message
          }
          comesBack
          altered {
            what
            message
          }
          lost {
            what
            message
          }
        }
      }
      pageInfo {
        ...PageEnd
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<HardDeletedObjectsQuery, HardDeletedObjectsQueryVariables>;

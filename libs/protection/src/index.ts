export { fold, type Decider, type Decision, type OfType } from './decider.js';
export { isRefusal, refusal, type Refusal, type RefusalCode } from './refusal.js';
export {
  inScope,
  MOST_OBJECT_IDS,
  parseScope,
  scopePrefixes,
  type Scope,
  type ScopeRequest,
  typesBeyond,
  typesNotPermitted,
} from './scope.js';

export { tenantDecider } from './tenant/tenant.js';
export type { RecoverySource, TenantCommand } from './tenant/tenant-commands.js';
export type {
  BackupTrigger,
  ImportedType,
  JobKind,
  JobOutcome,
  JobTarget,
  TenantEvent,
  TenantSettings,
} from './tenant/tenant-events.js';
export {
  backupOf,
  idForKey,
  runningJob,
  type BackupRecord,
  type JobRecord,
  type TenantProfile,
  type TenantState,
} from './tenant/tenant-state.js';

export { backupDecider, type BackupState } from './backup/backup.js';
export type { BackupCommand } from './backup/backup-commands.js';
export type { BackupEvent, TypeCertificate } from './backup/backup-events.js';
export { partialTypes } from './backup/partial-types.js';

export { differenceReportDecider } from './difference-report/difference-report.js';
export type { DifferenceReportCommand } from './difference-report/difference-report-commands.js';
export type {
  ChangeCounts,
  DifferenceReportEvent,
  ReportAttribution,
} from './difference-report/difference-report-events.js';
export type {
  DifferenceReportState,
  DifferenceReportStatus,
} from './difference-report/difference-report-state.js';

export { recoveryDecider } from './recovery/recovery.js';
export {
  ALREADY_AS_IN_BACKUP,
  type RecoveryCommand,
  type StepOutcome,
} from './recovery/recovery-commands.js';
export type { ChangeAction, RecoveryAction } from './change/recovery-action.js';
export type { RecoveryCounts, RecoveryEvent, StepLabel } from './recovery/recovery-events.js';
export {
  countsOf,
  frozenPlanOf,
  remainingSteps,
  type RecoveryState,
  type RecoveryStatus,
} from './recovery/recovery-state.js';

export type {
  ApplicationNeed,
  Attribution,
  AttributeChange,
  Change,
  ChangeKind,
  LinkChange,
  NotRecoverableReason,
} from './change/change.js';
export { applicationNeeds, isSensitive } from './change/application-needs.js';
export { attributeHistory, type AttributePeriod } from './change/attribute-history.js';
export type { LinkDifference, LinkTarget, Presence } from './change/compare-links.js';
export { compareObject, type ComparisonContext, type ObjectComparison } from './change/compare-object.js';
export { countChanges } from './change/count-changes.js';
export { ownsRecoverableLinks } from './change/recoverability.js';

export { alarmDecider, type AlarmCommand, type AlarmEvent, type AlarmState } from './alarm/alarm.js';
export type { DriftCommand } from './drift/drift-commands.js';
export type { DriftEvent, DriftFinding, DriftMassChange } from './drift/drift-events.js';
export { DriftMatcher, massChangesOf } from './drift/match-drift.js';
export {
  RECOMMENDED_MASS_CHANGE,
  RECOMMENDED_RULES,
  SEVERITIES,
  type DriftRule,
  type DriftWatch,
  type MassChangeAlarm,
  type Severity,
} from './drift/drift-watch.js';
export { comparedAttributes, isKnown } from './change/compare-attributes.js';
export { LINK_STAGE, restoreStage, updateStage } from './plan/stages.js';
export { creationOf, type Creation } from './recreation/creation.js';
export { idsIn } from './recreation/mentioned-ids.js';
export { obstacleOf } from './recreation/obstacle.js';
export { withReferences } from './recreation/references.js';
export { withNewIds } from './recreation/with-new-ids.js';
export { recreationPreflight, type RecreationPreflight } from './recreation/recreation-preflight.js';

export { DEFAULT_GUARDS, type GuardSettings } from './guard/guard-settings.js';
export { guardedObjects, type GuardedObjects } from './guard/guarded-objects.js';
export { findLockOut, lockOutText } from './guard/conditional-access/lock-out.js';
export { groupsNamedBy } from './guard/conditional-access/policy-users.js';
export { RoleHolderWatch } from './guard/last-role-holder.js';
export { massChanges, massChangeText } from './guard/mass-change.js';
export { POLICY_TYPES, TenantPolicies } from './guard/conditional-access/tenant-policies.js';
export type { PlanReview } from './approval/plan-review.js';
export { ChangeSelector } from './selection/select-changes.js';
export {
  parseSelection,
  type SelectedLink,
  type SelectedObject,
  type Selection,
  type SelectionFilter,
} from './selection/selection.js';
export { searchKey } from './selection/search-key.js';
export type { LinkWithValue, PlanLookups } from './plan/plan-lookups.js';
export { planSteps, type Plan } from './plan/plan-steps.js';
export { decodeFound, encodeFound, foundKey, type FoundInstead } from './plan/found-text.js';
export { appliedSteps, type AppliedSteps } from './plan/applied-steps.js';
export { decodeStep, describeStep, encodeStep, stepKey, STEP_PREFIX } from './plan/step-text.js';
export type { PlanOptions } from './plan/plan-options.js';
export type { AttributeValues, PlannedStep, Step } from './plan/step.js';

export type { EventCategory, EventsByCategory, EventType } from './stored/event-types.js';
export { currentVersion, isEventOf, VERSION_CHAINS } from './stored/event-versions.js';
export { UnknownEventVersion } from './stored/unknown-event-version.js';
export { upcast } from './stored/upcast.js';

import type { OfType } from '../decider.js';
import type { JobEndedV1, JobStartedV2, RecoveryRequestedV1, RecoveryStepSkippedV1 } from './before-plans.js';
import type {
  BackupCompletedV1,
  DifferenceReportCompletedV1,
  DifferenceReportRequestedV1,
} from './report-and-backup-v1.js';
import type {
  JobStartedV3,
  RecoveryRequestedV2,
  RecoveryStepFailedV1,
  RecoveryStepSkippedV2,
} from './before-recreation.js';
import type { WithoutGuards } from './before-guards.js';
import type { EventCategory, EventsByCategory, EventType } from './event-types.js';
import type { BackupRequestedV1 } from './request-digest-v1.js';
import { VersionChain } from './version-chain.js';

type Versions<Event extends { readonly type: string; readonly data: object }> = {
  readonly [Type in Event['type']]: VersionChain<OfType<Event, Type>['data']>;
};

/**
 * Every event type with the versions of its data. Here, and nowhere else, is said how an older version is read:
 * `RecoveryPlanned: VersionChain.first<RecoveryPlannedV1>().followedBy((data) => ({ ...data, more: 0 }))`.
 * Each version has a schema and a golden sample in `schema/events`.
 */
export const EVENT_VERSIONS: {
  readonly [Category in EventCategory]: Versions<EventsByCategory[Category]>;
} = {
  tenant: {
    TenantConnected: VersionChain.first<WithoutGuards<'TenantConnected'>>().followedBy((data) => data),
    SettingsChanged: VersionChain.first<WithoutGuards<'SettingsChanged'>>().followedBy((data) => data),
    BackupRequested: VersionChain.first<BackupRequestedV1>().followedBy((data) => data),
    BackupListed: VersionChain.first(),
    BackupImported: VersionChain.first(),
    BackupAbandoned: VersionChain.first(),
    BackupRetired: VersionChain.first(),
    JobStarted: VersionChain.first<Omit<JobStartedV2, 'requestDigest'>>()
      .followedBy<JobStartedV2>((data) => data)
      .followedBy<JobStartedV3>((data) => data)
      .followedBy((data) => data),
    JobEnded: VersionChain.first<JobEndedV1>().followedBy((data) => data),
    RecoveryPlanViewed: VersionChain.first(),
    RecoveryPlanApproved: VersionChain.first(),
    RecoveryPlanRejected: VersionChain.first(),
    JobRetired: VersionChain.first(),
    DriftWatchChanged: VersionChain.first(),
    DriftCheckStarted: VersionChain.first(),
    DriftCheckCancelled: VersionChain.first(),
    DriftCheckFailed: VersionChain.first(),
    NoDriftFound: VersionChain.first(),
    DriftFound: VersionChain.first(),
    DriftAcknowledged: VersionChain.first(),
    RecoveryPlanProposed: VersionChain.first(),
    BackupPinned: VersionChain.first(),
    BackupUnpinned: VersionChain.first(),
  },
  backup: {
    BackupStarted: VersionChain.first(),
    BackupCompleted: VersionChain.first<BackupCompletedV1>().followedBy((data) => data),
    BackupFailed: VersionChain.first(),
    BackupExpired: VersionChain.first(),
  },
  differenceReport: {
    DifferenceReportRequested: VersionChain.first<DifferenceReportRequestedV1>().followedBy((data) => data),
    DifferenceReportLoadingStarted: VersionChain.first(),
    DifferenceReportCalculationStarted: VersionChain.first(),
    DifferenceReportCompleted: VersionChain.first<DifferenceReportCompletedV1>().followedBy((data) => data),
    DifferenceReportFailed: VersionChain.first(),
    DifferenceReportCancelled: VersionChain.first(),
    DifferenceReportExpired: VersionChain.first(),
  },
  recovery: {
    RecoveryRequested: VersionChain.first<RecoveryRequestedV1>()
      .followedBy<RecoveryRequestedV2>((data) => data)
      .followedBy((data) => data),
    RecoveryLoadingStarted: VersionChain.first(),
    RecoveryResumed: VersionChain.first(),
    RecoveryStarted: VersionChain.first(),
    RecoveryPlanned: VersionChain.first(),
    RecoveryPlanExtended: VersionChain.first(),
    RecoveryStepsDispatched: VersionChain.first(),
    RecoveryStepApplied: VersionChain.first(),
    RecoveryObjectCreated: VersionChain.first(),
    RecoveryStepFailed: VersionChain.first<RecoveryStepFailedV1>().followedBy((data) => data),
    RecoveryStepSkipped: VersionChain.first<RecoveryStepSkippedV1>()
      .followedBy<RecoveryStepSkippedV2>((data) => data)
      .followedBy((data) => data),
    RecoveryCancellationRequested: VersionChain.first(),
    RecoveryCancelled: VersionChain.first(),
    RecoveryCompleted: VersionChain.first(),
    RecoveryFailed: VersionChain.first(),
    RecoveryExpired: VersionChain.first(),
  },
  alarm: {
    AlarmTaken: VersionChain.first(),
    AlarmDelivered: VersionChain.first(),
    AlarmNotDelivered: VersionChain.first(),
    AlarmSettled: VersionChain.first(),
  },
};

/** The chain of each event type. */
export type VersionChains = Readonly<Record<string, VersionChain<object>>>;

/** All event types with their chains, whatever their category. */
export const VERSION_CHAINS: VersionChains & Readonly<Record<EventType, VersionChain<object>>> = {
  ...EVENT_VERSIONS.tenant,
  ...EVENT_VERSIONS.backup,
  ...EVENT_VERSIONS.differenceReport,
  ...EVENT_VERSIONS.recovery,
  ...EVENT_VERSIONS.alarm,
};

/** Whether `type` is an event of this category that this version of Known Good knows. */
export function isEventOf(category: EventCategory, type: string): boolean {
  return Object.hasOwn(EVENT_VERSIONS[category], type);
}

/** The schema version that an event of this type is written in. */
export function currentVersion(type: EventType): number {
  return VERSION_CHAINS[type].current;
}

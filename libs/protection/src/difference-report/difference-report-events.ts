import type { ObjectType } from '#catalogue';
import type { Scope } from '../scope.js';

/** Numbers of what differs, by what would be done about it and by object type. */
export interface ChangeCounts {
  readonly changedObjects: number;
  readonly changedLinks: number;
}

/** What a report knows of who made the changes. The names lie in the vault. */
export interface ReportAttribution {
  /** The snapshot that tells it by object; `null` where nothing is known. */
  readonly root: string | null;
  /** Why it is not known whole; `null` where it is. */
  readonly gap: 'permission' | 'licence' | 'error' | 'tooMany' | 'notSupported' | null;
  /** The moment up to which the tenant's audit log was read. */
  readonly until: string;
}

/** Stream `differenceReport-<id>`: a report's life. Its changes are computed from the two roots, never stored here. */
export type DifferenceReportEvent =
  | {
      readonly type: 'DifferenceReportRequested';
      readonly data: {
        readonly reportId: string;
        readonly tenantId: string;
        readonly backupId: string;
        /** The later backup that it is compared with; absent where that is the tenant itself. */
        readonly compareWithBackupId?: string;
        readonly scope: Scope;
      };
    }
  /** A worker has taken the report; again when another takes it over. */
  | { readonly type: 'DifferenceReportLoadingStarted'; readonly data: { readonly workerId: string } }
  | {
      readonly type: 'DifferenceReportCalculationStarted';
      readonly data: {
        readonly backupRoot: string;
        readonly headRoot: string;
        readonly syncedAt: string;
        /** Types that one of the two states does not hold whole: the report says nothing about them. */
        readonly partialTypes: readonly ObjectType[];
      };
    }
  | {
      readonly type: 'DifferenceReportCompleted';
      readonly data: ChangeCounts & {
        readonly backupRoot: string;
        readonly headRoot: string;
        /** Absent where nothing had changed, and in older reports. */
        readonly attribution?: ReportAttribution;
      };
    }
  | {
      readonly type: 'DifferenceReportFailed';
      readonly data: { readonly code: string; readonly message: string };
    }
  | { readonly type: 'DifferenceReportCancelled'; readonly data: Readonly<Record<string, never>> }
  | { readonly type: 'DifferenceReportExpired'; readonly data: Readonly<Record<string, never>> };

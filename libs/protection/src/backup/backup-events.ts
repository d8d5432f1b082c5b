import type { ObjectType } from '#catalogue';
import type { BackupTrigger } from '../tenant/tenant-events.js';

/** What one object type of a backup holds and how it was read. */
export interface TypeCertificate {
  readonly type: ObjectType;
  readonly objects: number;
  readonly links: number;
  readonly pages: number;
  readonly mode: 'full' | 'delta';
  /** Causes only: `permission`, `licence`, `error`, `count`. Empty when the type is whole. */
  readonly gaps: readonly string[];
  /** Live objects as the tenant counts them by another route than the reading; absent where it does not count. */
  readonly counted?: number;
  /** Attributes that could be read of no object; absent where all were read. */
  readonly unread?: readonly { readonly attribute: string; readonly cause: string }[];
  /**
   * Objects and links that a whole reading found changed though the delta query had not told of them. Present where
   * everything was read to find that out.
   */
  readonly disagreements?: number;
  /** No per-user multifactor authentication state is older (ISO 8601); `null` while some user's was never read. */
  readonly perUserMfaAsOf?: string | null;
}

/** Stream `backup-<id>`: a backup's life. */
export type BackupEvent =
  | {
      readonly type: 'BackupStarted';
      readonly data: {
        readonly backupId: string;
        readonly tenantId: string;
        readonly trigger: BackupTrigger;
        readonly workerId: string;
      };
    }
  | {
      readonly type: 'BackupCompleted';
      readonly data: {
        readonly root: string;
        /** The backup's moment: all changes up to it are included. */
        readonly takenAt: string;
        readonly objects: number;
        readonly links: number;
        readonly certificate: readonly TypeCertificate[];
      };
    }
  | { readonly type: 'BackupFailed'; readonly data: { readonly code: string; readonly message: string } }
  | { readonly type: 'BackupExpired'; readonly data: Readonly<Record<string, never>> };

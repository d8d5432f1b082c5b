import type { ObjectType } from '#catalogue';
import type { BackupTrigger } from '../tenant/tenant-events.js';

/** What one object type of a backup holds and how it was read. */
export interface TypeCertificate {
  readonly type: ObjectType;
  readonly objects: number;
  readonly links: number;
  readonly pages: number;
  readonly mode: 'full' | 'delta';
  /** Causes only: `permission`, `licence`, `error`. Empty when the type is whole. */
  readonly gaps: readonly string[];
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

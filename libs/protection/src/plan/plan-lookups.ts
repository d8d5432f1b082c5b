import type { DirectoryObject, LinkRef, ObjectRef } from '#catalogue';
import type { GuardedObjects } from '../guard/guarded-objects.js';

/** A link together with its value (empty for a bare link). */
export interface LinkWithValue {
  readonly link: LinkRef;
  readonly value: string;
}

/** What a plan has to know beyond the changes. The caller has read it beforehand, so that planning is pure. */
export interface PlanLookups {
  /** The object in the backup. Asked for objects to be restored. */
  readonly backupObject: (ref: ObjectRef) => DirectoryObject | undefined;
  /** The object as it is now. Asked for objects to be restored, and named locations to be soft-deleted. */
  readonly currentObject: (ref: ObjectRef) => DirectoryObject | undefined;
  /**
   * Links that restored objects own or are the target of in the backup, owned by groups and service principals whose
   * links recovery may write. Most return with the object; planning them makes sure. Others are left alone.
   */
  readonly restoredLinks: Iterable<LinkWithValue>;
  readonly guarded: GuardedObjects;
  /** Whether an undo, or a selection, may put an attribute right after a restore. Left out: all compared ones. */
  readonly mayReconcile?: (ref: ObjectRef, attribute: string) => boolean;
  /** Whether policies that were on come back in report-only mode, to be promoted later. */
  readonly policiesReportOnly?: boolean;
}

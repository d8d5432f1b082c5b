import type { Json, ObjectType, WriteRefusal } from '#catalogue';
import type { ChangeAction } from './recovery-action.js';

/** What happened to an object between the backup and now. */
export type ChangeKind = 'created' | 'modified' | 'softDeleted' | 'restored' | 'hardDeleted';

/** Why a change cannot be taken back. */
export type NotRecoverableReason =
  /** Mastered on-premises: must be put right at its source. */
  | 'onPremisesSynced'
  /** Gone for good: only a re-creation makes it again, under a new id. */
  | 'hardDeleted'
  /** Created since, of a type whose deletion would be final: Known Good never deletes for good. */
  | 'noSoftDelete'
  /** A named emergency-access account: never soft-deleted or disabled. */
  | 'emergencyAccessAccount'
  /** Named in the settings as never to be soft-deleted or disabled, or the connector’s own. */
  | 'protectedObject'
  /** Microsoft Graph does not let anyone change it (built-in authentication strengths). */
  | 'builtIn'
  /** Nothing that differs can be written by an application; each attribute says why. */
  | 'notWritable';

export interface AttributeChange extends AttributeValueChange {
  /** Why Microsoft Graph would not take the backup's value, where it is known not to. */
  readonly notWritable?: WriteRefusal;
  /** Values that have to be written together with this one. */
  readonly writtenWith?: readonly AttributeValueChange[];
}

/** An attribute's value on both sides. */
export interface AttributeValueChange {
  readonly name: string;
  readonly backupValue: Json;
  readonly currentValue: Json;
}

export interface LinkChange {
  readonly link: string;
  readonly target: string;
  /** What recovery does about it. */
  readonly change: 'add' | 'remove' | 'update';
  /** The link's value (empty for a bare link); `null` where the link is absent. */
  readonly backupValue: string | null;
  readonly currentValue: string | null;
}

/** Who has done something to an object since the backup, by the tenant's own audit log. */
export interface Attribution {
  readonly actor: {
    readonly kind: 'user' | 'application';
    readonly id: string | null;
    readonly name: string | null;
  };
  /** Microsoft's name of what was done. */
  readonly activity: string;
  /** When it was last done (ISO 8601), and how often. */
  readonly at: string;
  readonly count: number;
  /** When it was first done since the backup; absent where it was done once. */
  readonly firstAt?: string;
}

/** What the application that recovers must hold for a change, beyond its ordinary permissions. */
export interface ApplicationNeed {
  readonly kind: 'directoryRole' | 'permission';
  readonly name: string;
}

/** One object that differs: the changed attributes and links, and the action that undoes the change. */
export interface Change {
  readonly type: ObjectType;
  readonly id: string;
  readonly displayName: string | null;
  readonly kind: ChangeKind;
  /** `null` where nothing can be done. */
  readonly action: ChangeAction | null;
  readonly notRecoverable: NotRecoverableReason | null;
  readonly attributes: readonly AttributeChange[];
  readonly links: readonly LinkChange[];
  /** Who did it, latest first, where that is known. */
  readonly madeBy?: readonly Attribution[];
  /** What the recovering application must hold to take it back, beyond its ordinary permissions. */
  readonly needs?: readonly ApplicationNeed[];
}

import type {
  ApplicationNeedKind,
  ChangeKind,
  LinkAction,
  NotRecoverableReason,
  RecoveryAction,
  StepAction,
} from '../api/generated.js';

export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  created: 'Added',
  modified: 'Changed',
  softDeleted: 'Soft-deleted',
  restored: 'Restored',
  hardDeleted: 'Permanently deleted',
};

export const ACTION_WORDS: Readonly<Record<RecoveryAction, string>> = {
  update: 'Update',
  restore: 'Restore',
  softDelete: 'Soft delete',
};

export const STEP_WORDS: Readonly<Record<StepAction, string>> = { ...ACTION_WORDS, create: 'Re-create' };

/** What has happened to a link: the opposite of what recovery would do about it. */
export const LINK_WORDS: Readonly<Record<LinkAction, string>> = {
  add: 'Removed',
  remove: 'Added',
  update: 'Changed',
};

export const REASON_WORDS: Readonly<Record<NotRecoverableReason, string>> = {
  builtIn: 'Microsoft Graph does not let anyone change this object.',
  emergencyAccessAccount: 'This is an emergency-access account: it is never disabled or deleted.',
  hardDeleted: 'The object was permanently deleted, and objects are never created anew.',
  noSoftDelete: 'The object was added since, and its deletion would be final.',
  notWritable: 'Microsoft Graph lets no application write what differs.',
  protectedObject: 'The settings say that this object is never to be disabled or deleted.',
  onPremisesSynced: 'The object is synchronised from on-premises: put it right there.',
};

/** Something that the recovering application must hold, in words. */
export function needWords({
  kind,
  name,
}: {
  readonly kind: ApplicationNeedKind;
  readonly name: string;
}): string {
  return kind === 'directoryRole' ? `the directory role ${name}` : `the permission ${name}`;
}

/** Why a plan leaves changes out, in words; an unknown reason in its own. */
export function excludedReason(reason: string): string {
  return isReason(reason) ? REASON_WORDS[reason] : spaced(reason);
}

/** A name in camel case as words: `RecoveryStepsDispatched` is `Recovery steps dispatched`. */
export function spaced(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isReason(text: string): text is NotRecoverableReason {
  return Object.hasOwn(REASON_WORDS, text);
}

import type { ChangeOrder, ChangeOrderField } from '#projections';
import type { ChangeKind, LinkChange, ChangeAction, NotRecoverableReason, RecoveryAction } from '#protection';
import { describedEnum } from '../scalars/described-enum.js';

/** What happened to an object. */
export const ChangeKindEnum = describedEnum<ChangeKind>(
  'ChangeKind',
  'What happened to an object between the backup and the report.',
  {
    created: 'It was added.',
    modified: 'Attributes or links of it were changed.',
    softDeleted: 'It was deleted and can still be restored.',
    restored: 'It was deleted in the backup and is in use again.',
    hardDeleted: 'It is gone for good.',
  },
);

/** What recovery does. */
export const RecoveryActionEnum = describedEnum<ChangeAction>(
  'RecoveryAction',
  'What a recovery does to an object.',
  {
    update: 'Writes the backup’s values and links.',
    restore: 'Takes it back from the deleted objects.',
    softDelete: 'Moves it to the deleted objects, from which it can be restored for 30 days.',
  },
);

/** What a step does. */
export const StepActionEnum = describedEnum<RecoveryAction>('StepAction', 'What a step does to an object.', {
  update: 'Writes values or a link.',
  restore: 'Takes it back from the deleted objects.',
  softDelete: 'Moves it to the deleted objects, from which it can be restored for 30 days.',
  create: 'Makes it again, under a new id: only a re-creation does.',
});

/** What recovery does to a link. */
export const LinkActionEnum = describedEnum<LinkChange['change']>(
  'LinkAction',
  'What a recovery does to a link.',
  {
    add: 'Adds the link that the backup holds.',
    remove: 'Removes the link that the backup does not hold.',
    update: 'Gives the link the backup’s value.',
  },
);

/** Why a change cannot be taken back. */
export const NotRecoverableReasonEnum = describedEnum<NotRecoverableReason>(
  'NotRecoverableReason',
  'Why a change cannot be taken back.',
  {
    onPremisesSynced: 'The object is mastered on-premises: put it right at its source.',
    hardDeleted:
      'The object is gone for good: no recovery brings it back. `recreateObjects` makes it again, under a new id.',
    noSoftDelete: 'The object was added since, and its deletion would be final.',
    emergencyAccessAccount:
      'The object is a named emergency-access account, which is never disabled or deleted.',
    protectedObject:
      'The settings say that the object is never to be disabled or deleted, or Known Good itself signs in as it.',
    builtIn: 'Microsoft Graph does not let anyone change the object.',
    notWritable: 'Microsoft Graph lets no application write what differs; each attribute says why.',
  },
);

/** What changes can be sorted by. */
export const ChangeOrderFieldEnum = describedEnum<ChangeOrderField>(
  'ChangeOrderField',
  'What changes can be sorted by.',
  {
    objectType: 'Object type, in the order of Microsoft’s documentation.',
    displayName: 'Display name.',
    action: 'Recovery action.',
    kind: 'Kind of change.',
    attribute: 'Name of the first changed attribute or link.',
  },
);

/** Sort directions. */
export const OrderDirectionEnum = describedEnum<ChangeOrder['direction']>(
  'OrderDirection',
  'The direction of an order.',
  { ascending: 'Smallest first.', descending: 'Largest first.' },
);

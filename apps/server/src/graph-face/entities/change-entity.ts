import type { RecoveryStepView } from '#projections';
import type { AttributeChange, Change, ChangeKind, LinkChange } from '#protection';
import type { ShowMember } from './evolvable.js';

type Fields = Readonly<Record<string, unknown>>;

/** The kinds of change that Graph lists: what is gone for good is not among them. */
export const LISTED_KINDS = [
  'created',
  'modified',
  'softDeleted',
  'restored',
] as const satisfies ChangeKind[];

/** What undoes a change, whether or not it can be done: Graph names an action with every change. */
const ACTIONS: Readonly<Record<ChangeKind, string>> = {
  created: 'softDelete',
  restored: 'softDelete',
  softDeleted: 'restore',
  modified: 'update',
  hardDeleted: 'restore',
};

/** A reported change as Graph's `recoveryChangeObject`; `seenAt` is the report's own moment. */
export function changeEntity(change: Change, seenAt: string | null, show: ShowMember): Fields {
  const { id, displayName, type, kind, action, notRecoverable, attributes } = change;
  return {
    id,
    displayName,
    entityTypeName: show(type),
    recoveryAction: action ?? ACTIONS[kind],
    deltaFromCurrent: deltaOf(change, seenAt),
    currentState: { id, ...values(attributes, 'currentValue') },
    failureMessage: notRecoverable === null ? null : `This change cannot be recovered: ${notRecoverable}.`,
  };
}

/** What a recovery would write: Graph's delta notation (https://learn.microsoft.com/graph/delta-query-overview). */
function deltaOf({ id, kind, attributes, links }: Change, seenAt: string | null): Fields {
  const writable = attributes.filter(({ notWritable }) => notWritable === undefined);
  const written = values(
    writable.flatMap((each) => [each, ...(each.writtenWith ?? [])]),
    'backupValue',
  );
  switch (kind) {
    case 'created':
    case 'restored':
      return { id, '@removed': { reason: 'changed' }, deletedDateTime: seenAt };
    case 'softDeleted':
    case 'hardDeleted':
      return { id, deletedDateTime: null, ...written };
    case 'modified':
      return { id, ...written, ...linkDeltas(links) };
    default:
      return kind satisfies never;
  }
}

function values(
  attributes: readonly Pick<AttributeChange, 'name' | 'backupValue' | 'currentValue'>[],
  side: 'backupValue' | 'currentValue',
): Fields {
  return Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute[side]]));
}

function linkDeltas(
  links: readonly Pick<LinkChange, 'link' | 'target' | 'change' | 'backupValue'>[],
): Fields {
  const byLink = Object.groupBy(links, ({ link }) => `${link}@delta`);
  return Object.fromEntries(
    Object.entries(byLink).map(([name, changes]) => [name, (changes ?? []).map(linkDelta)]),
  );
}

function linkDelta({
  target,
  change,
  backupValue,
}: Pick<LinkChange, 'target' | 'change' | 'backupValue'>): Fields {
  if (change === 'remove') return { id: target, '@removed': { reason: 'deleted' } };
  return { id: target, ...(backupValue !== null && backupValue !== '' && { scope: backupValue }) };
}

/** A failed step of a recovery as Graph's `recoveryChangeObject`. The log keeps names of attributes, never their values. */
export function failedChangeEntity(step: RecoveryStepView, show: ShowMember): Fields {
  const { objectId: id, objectType, action, link, code, message } = step;
  const delta =
    link === undefined
      ? {}
      : linkDeltas([{ link: link.name, target: link.target, change: link.change, backupValue: null }]);
  return {
    id,
    displayName: null,
    entityTypeName: show(objectType),
    // Graph knows no making again: it names what comes nearest.
    recoveryAction: action === 'create' ? 'restore' : action,
    deltaFromCurrent: { id, ...delta },
    currentState: null,
    failureMessage: [code, message].filter((part) => part !== null).join(': '),
  };
}

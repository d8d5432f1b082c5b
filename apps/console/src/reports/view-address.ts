import type {
  ChangeFilterInput,
  ChangeKind,
  ChangeOrderField,
  ChangeOrderInput,
  ObjectType,
  RecoveryAction,
} from '../api/generated.js';
import { ACTION_WORDS, KIND_WORDS } from '../words/changes.js';
import { OBJECT_TYPE_WORDS } from '../words/object-types.js';

/** What a report's page shows, as it stands in the page's address. */
export interface ReportView {
  readonly types: readonly ObjectType[];
  readonly actions: readonly RecoveryAction[];
  readonly kinds: readonly ChangeKind[];
  /** `undefined` shows both. */
  readonly recoverable: boolean | undefined;
  readonly text: string;
  /** Text in the name of whoever made the change. */
  readonly madeBy: string;
  /** Exactly this user or application made the change. */
  readonly actorId: string | undefined;
  /** Someone worked on the object at this moment or later (ISO 8601). */
  readonly after: string | undefined;
  /** Someone worked on the object at this moment or earlier (ISO 8601). */
  readonly before: string | undefined;
  readonly order: ChangeOrderInput;
  /** The change that is open. */
  readonly open: { readonly objectType: ObjectType; readonly objectId: string } | undefined;
}

const FIELDS: Readonly<Record<ChangeOrderField, true>> = {
  objectType: true,
  displayName: true,
  kind: true,
  action: true,
  attribute: true,
};

/** Reads a view from an address; what it does not know, it leaves out. */
export function viewIn(search: URLSearchParams): ReportView {
  const recoverable = search.get('recoverable');
  const [type, objectId] = (search.get('change') ?? '').split('/');
  return {
    types: search.getAll('type').filter((each) => isKey(OBJECT_TYPE_WORDS, each)),
    actions: search.getAll('action').filter((each) => isKey(ACTION_WORDS, each)),
    kinds: search.getAll('kind').filter((each) => isKey(KIND_WORDS, each)),
    recoverable: recoverable === null ? undefined : recoverable === 'true',
    text: search.get('text') ?? '',
    madeBy: search.get('madeBy') ?? '',
    actorId: search.get('actor') || undefined,
    after: momentIn(search.get('after')),
    before: momentIn(search.get('before')),
    order: orderIn(search.get('sort')),
    open: isKey(OBJECT_TYPE_WORDS, type) && objectId ? { objectType: type, objectId } : undefined,
  };
}

/** Writes a view into an address, leaving out what is as it would be without. */
export function addressOf({
  types,
  actions,
  kinds,
  recoverable,
  text,
  madeBy,
  actorId,
  after,
  before,
  order,
  open,
}: ReportView): URLSearchParams {
  const search = new URLSearchParams();
  for (const type of types) search.append('type', type);
  for (const action of actions) search.append('action', action);
  for (const kind of kinds) search.append('kind', kind);
  if (recoverable !== undefined) search.set('recoverable', `${recoverable}`);
  if (text !== '') search.set('text', text);
  if (madeBy !== '') search.set('madeBy', madeBy);
  if (actorId !== undefined) search.set('actor', actorId);
  if (after !== undefined) search.set('after', after);
  if (before !== undefined) search.set('before', before);
  const sort = `${order.direction === 'descending' ? '-' : ''}${order.field}`;
  if (sort !== 'objectType') search.set('sort', sort);
  if (open) search.set('change', `${open.objectType}/${open.objectId}`);
  return search;
}

/** The API's filter for a view; only what narrows is in it. */
export function filterOf(view: ReportView): ChangeFilterInput {
  const { types, actions, kinds, recoverable, text, madeBy, actorId, after, before } = view;
  return {
    ...(types.length > 0 && { objectTypes: types }),
    ...(actions.length > 0 && { actions }),
    ...(kinds.length > 0 && { kinds }),
    ...(recoverable !== undefined && { recoverable }),
    ...(text.trim() !== '' && { nameContains: text.trim() }),
    ...(madeBy.trim() !== '' && { actorName: madeBy.trim() }),
    ...(actorId !== undefined && { actorId }),
    ...(after !== undefined && { changedAfter: after }),
    ...(before !== undefined && { changedBefore: before }),
  };
}

function momentIn(text: string | null): string | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function orderIn(sort: string | null): ChangeOrderInput {
  const field = sort?.replace(/^-/, '');
  if (!isKey(FIELDS, field)) return { field: 'objectType', direction: 'ascending' };
  return { field, direction: sort?.startsWith('-') ? 'descending' : 'ascending' };
}

function isKey<Key extends string>(
  words: Readonly<Record<Key, unknown>>,
  key: string | undefined,
): key is Key {
  return key !== undefined && Object.hasOwn(words, key);
}

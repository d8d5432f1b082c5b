import type { LogEntry } from '../tenant/change-log.js';
import type { TenantObject } from '../tenant/collection.js';
import type { Kind } from '../tenant/kinds.js';
import type { Tenant } from '../tenant/tenant.js';
import type { DeltaState } from './delta-token.js';

/** A member that a group has gained or lost, at its place in the order they are told. */
export interface MemberItem {
  readonly place: number;
  readonly id: string;
  readonly removed: boolean;
}

/** An object that a delta round tells of. */
export interface DeltaItem {
  /** Its place in the round. */
  readonly place: number;
  readonly id: string;
  /** The object as it is now, `undefined` where it is gone for good. */
  readonly object: TenantObject | undefined;
  /** Whether it is live and visible. */
  readonly present: boolean;
  /** Changed properties; `undefined` where all are to be told. */
  readonly properties: ReadonlySet<string> | undefined;
  readonly members: (after: number) => Iterable<MemberItem>;
}

/** The objects of a round in order, from the page's place on. */
export function* deltaItems(tenant: Tenant, kind: Kind, state: DeltaState): Generator<DeltaItem> {
  const wanted = state.ids && new Set(state.ids);
  const items =
    state.since === undefined ? everything(tenant, kind, state) : changed(tenant, kind, state, state.since);
  for (const item of items) if (!wanted || wanted.has(item.id)) yield item;
}

function* everything(tenant: Tenant, kind: Kind, state: DeltaState): Generator<DeltaItem> {
  for (const object of tenant.collection(kind).liveAfter(state.after))
    if (tenant.isVisible(object)) yield wholeItem(tenant, object, object.sequence);
}

function wholeItem(tenant: Tenant, object: TenantObject, place: number): DeltaItem {
  return {
    place,
    id: object.id,
    object,
    present: true,
    properties: undefined,
    members: (after) => wholeMembership(tenant, object.id, after),
  };
}

function* wholeMembership(tenant: Tenant, group: string, after: number): Generator<MemberItem> {
  for (const { membership } of tenant.membersOf(group, after))
    yield { place: membership.sequence, id: membership.id, removed: false };
}

/** What became of the objects that the log names, each at the place of its last entry. */
function* changed(tenant: Tenant, kind: Kind, state: DeltaState, since: number): Generator<DeltaItem> {
  for (const { id, entries, place } of changedObjects(tenant, kind, since, state.until))
    if (place > state.after) yield changedItem(tenant, kind, id, entries, place);
}

interface ChangedObject {
  readonly id: string;
  readonly entries: readonly LogEntry[];
  readonly place: number;
}

const lastAnswer = new WeakMap<
  Tenant,
  { readonly window: string; readonly objects: readonly ChangedObject[] }
>();

/** The log between two sequences by object. What it says never changes, so the pages of a round share one answer. */
function changedObjects(tenant: Tenant, kind: Kind, since: number, until: number): readonly ChangedObject[] {
  const window = `${kind} ${since} ${until}`;
  const last = lastAnswer.get(tenant);
  if (last?.window === window) return last.objects;
  const entriesById = Map.groupBy(tenant.log.between(kind, since, until), (entry) => entry.id);
  const objects = [...entriesById]
    .map(([id, entries]) => ({ id, entries, place: entries.at(-1)?.sequence ?? 0 }))
    .sort((a, b) => a.place - b.place);
  lastAnswer.set(tenant, { window, objects });
  return objects;
}

function changedItem(
  tenant: Tenant,
  kind: Kind,
  id: string,
  entries: readonly LogEntry[],
  place: number,
): DeltaItem {
  const object = tenant.collection(kind).get(id);
  const present = object?.deletedAt === undefined && object !== undefined && tenant.isVisible(object);
  const whole = entries.some((entry) => entry.what === 'presence');
  if (present && whole) return wholeItem(tenant, object, place);
  const properties = new Set(
    entries.flatMap(({ what }) => (what !== 'presence' && 'properties' in what ? what.properties : [])),
  );
  return { place, id, object, present, properties, members: (after) => memberChanges(entries, after) };
}

/** For each member what happened last, at the place of that entry. */
function memberChanges(entries: readonly LogEntry[], after: number): Iterable<MemberItem> {
  const last = new Map<string, MemberItem>();
  for (const { what, sequence } of entries)
    if (what !== 'presence' && 'member' in what) {
      last.delete(what.member);
      last.set(what.member, { place: sequence, id: what.member, removed: what.removed });
    }
  return [...last.values()].filter((item) => item.place > after);
}

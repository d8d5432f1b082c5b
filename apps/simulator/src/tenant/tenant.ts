import type { JsonObject } from '#catalogue';
import { AuditLog } from '../audits/audit-log.js';
import type { Commit, TenantChange } from './change.js';
import { ChangeLog } from './change-log.js';
import { Collection, type TenantObject } from './collection.js';
import { DIRECTORY_OBJECT_KINDS, KINDS, type Kind } from './kinds.js';
import { LINK_KINDS, LinkObjects, type LinkKind } from './link-objects.js';
import { Memberships, type Membership } from './memberships.js';
import { RuledGroups } from './ruled-groups.js';
import { UniqueIndex } from './unique-keys.js';

/** What a tenant is called. */
export interface TenantIdentity {
  readonly id: string;
  readonly displayName: string;
  /** The first is the default domain. */
  readonly verifiedDomains: readonly string[];
  /** What the ids of objects that come without one follow from. */
  readonly seed: number;
}

/** Told of every commit before it takes effect, with the sequence it takes effect after: one that throws prevents it. */
export type CommitListener = (commit: Commit, after: number) => void;

/**
 * The state of one tenant. It changes only by {@link commit}; whoever calls that has checked the change against
 * Graph's rules, and nothing is checked again here.
 */
export class Tenant {
  private readonly collections = new Map(KINDS.map((kind) => [kind, new Collection(kind)]));
  private readonly memberships = new Memberships();
  private readonly links = new LinkObjects();
  private readonly listeners: CommitListener[] = [];
  private lastSequence = 0;
  readonly unique = new UniqueIndex();
  readonly log = new ChangeLog();
  readonly ruled = new RuledGroups();

  private who: TenantIdentity;

  constructor(
    identity: TenantIdentity,
    readonly audits = new AuditLog(),
  ) {
    this.who = identity;
  }

  get identity(): TenantIdentity {
    return this.who;
  }

  /** Lets principal names and addresses end in one more domain. */
  addVerifiedDomain(name: string): void {
    const domain = name.toLowerCase();
    if (domain !== '' && !this.who.verifiedDomains.includes(domain))
      this.who = { ...this.who, verifiedDomains: [...this.who.verifiedDomains, domain] };
  }

  /** Counts every change; never goes back, not even over a restart. */
  get sequence(): number {
    return this.lastSequence;
  }

  /** Continues the count of a tenant read from disk. */
  continueFrom(sequence: number): void {
    this.lastSequence = Math.max(this.lastSequence, sequence);
  }

  onCommit(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  collection(kind: Kind): Collection {
    const collection = this.collections.get(kind);
    if (!collection) throw new Error(`No collection of ${kind}.`);
    return collection;
  }

  /** The live object, or `undefined`. */
  live(kind: Kind, id: string): TenantObject | undefined {
    return this.collection(kind).live(id);
  }

  /** The directory object with this id, whatever its kind. */
  directoryObject(id: string, lifecycle: 'live' | 'deleted' = 'live'): TenantObject | undefined {
    for (const kind of DIRECTORY_OBJECT_KINDS) {
      const object = this.collection(kind)[lifecycle](id);
      if (object) return object;
    }
    return undefined;
  }

  isMember(group: string, member: string): boolean {
    return this.memberships.has(group, member);
  }

  /** The group's members that are live, first added first, from the one after `sequence`. */
  *membersOf(
    group: string,
    sequence = -1,
  ): Generator<{ readonly membership: Membership; readonly object: TenantObject }> {
    for (const membership of this.memberships.membersOf(group, sequence)) {
      const object = this.directoryObject(membership.id);
      if (object) yield { membership, object };
    }
  }

  /** All memberships of a group, those with a deleted member too. */
  allMembersOf(group: string): Iterable<Membership> {
    return this.memberships.membersOf(group);
  }

  /** The live groups an object is a direct member of. */
  *groupsOf(member: string): Generator<TenantObject> {
    for (const id of this.memberships.groupsOf(member)) {
      const group = this.live('group', id);
      if (group) yield group;
    }
  }

  /** Grants or assignments that name the object and whose both ends are live, oldest first. */
  *linksOf(kind: LinkKind, objectId: string, sequence = -1): Generator<TenantObject> {
    for (const { id } of this.links.of(kind, objectId, sequence)) {
      const link = this.live(kind, id);
      if (link && this.isVisible(link)) yield link;
    }
  }

  /** Whether both ends of a grant or an assignment are live; true for everything else. */
  isVisible(object: TenantObject): boolean {
    return LinkObjects.ends(object.kind, object.entity).every(
      (end) => this.directoryObject(end) !== undefined,
    );
  }

  /** Tells the listeners, then applies the changes. */
  commit(commit: Commit): void {
    for (const listener of this.listeners) listener(commit, this.lastSequence);
    for (const change of commit.changes) this.apply(change, commit.at);
  }

  /** Puts an object back as it was written to disk; those of one kind come in the order of their sequences. */
  reinstate(object: TenantObject): void {
    const { kind, id, entity, sequence } = object;
    this.collection(kind).add(object);
    for (const end of LinkObjects.ends(kind, entity)) this.links.add(kind, end, { id, sequence });
    if (kind === 'group') this.ruled.note(object);
  }

  /** Marks an object that was put back as soft-deleted; those of one kind come in the order of deletion. */
  reinstateDeletion(kind: Kind, id: string, at: number, sequence: number): void {
    const object = this.existing(kind, id);
    this.collection(kind).markDeleted(object, at, sequence);
    if (kind === 'group') this.ruled.note(object);
  }

  /** Notes the unique values of the live objects, after all have been put back. */
  claimUniqueValues(): void {
    for (const kind of KINDS)
      for (const { id, entity } of this.collection(kind).liveAfter(-1)) this.unique.claim(kind, id, entity);
  }

  /** Puts a membership back as it was written to disk. */
  reinstateMember(group: string, { id, sequence }: Membership): void {
    this.memberships.add(group, id, sequence);
  }

  private apply(change: TenantChange, at: number): void {
    switch (change.change) {
      case 'create':
        return this.create(change.kind, change.id, change.entity, at);
      case 'update':
        return this.update(change.kind, change.id, change.set, at);
      case 'softDelete':
        return this.softDelete(change.kind, change.id, at);
      case 'restore':
        return this.restore(change.kind, change.id, change.set, at);
      case 'remove':
        return this.remove(change.kind, change.id, at);
      case 'addMember':
        this.memberships.add(change.group, change.member, this.next());
        return this.record('group', change.group, { member: change.member, removed: false }, at);
      case 'removeMember':
        this.memberships.remove(change.group, change.member);
        return this.record('group', change.group, { member: change.member, removed: true }, at);
      default:
        return change satisfies never;
    }
  }

  private create(kind: Kind, id: string, entity: JsonObject, at: number): void {
    const sequence = this.next();
    const object: TenantObject = { kind, id, sequence, entity, deletedAt: undefined };
    this.collection(kind).add(object);
    if (kind === 'group') this.ruled.note(object);
    this.unique.claim(kind, id, entity);
    for (const end of LinkObjects.ends(kind, entity)) this.links.add(kind, end, { id, sequence });
    this.record(kind, id, 'presence', at);
  }

  private update(kind: Kind, id: string, set: JsonObject, at: number): void {
    const object = this.existing(kind, id);
    if (object.deletedAt === undefined) this.unique.release(kind, id, object.entity);
    object.entity = { ...object.entity, ...set };
    if (object.deletedAt === undefined) this.unique.claim(kind, id, object.entity);
    if (kind === 'group') this.ruled.note(object);
    this.record(kind, id, { properties: Object.keys(set) }, at);
  }

  private softDelete(kind: Kind, id: string, at: number): void {
    const object = this.existing(kind, id);
    this.recordLinks(id, true, at);
    this.collection(kind).markDeleted(object, at, this.next());
    if (kind === 'group') this.ruled.note(object);
    this.unique.release(kind, id, object.entity);
    this.record(kind, id, 'presence', at);
  }

  private restore(kind: Kind, id: string, set: JsonObject, at: number): void {
    const object = this.existing(kind, id);
    object.entity = { ...object.entity, ...set };
    this.collection(kind).markLive(object);
    if (kind === 'group') this.ruled.note(object);
    this.unique.claim(kind, id, object.entity);
    this.record(kind, id, 'presence', at);
    this.recordLinks(id, false, at);
  }

  private remove(kind: Kind, id: string, at: number): void {
    const object = this.existing(kind, id);
    if (object.deletedAt === undefined) this.recordLinks(id, true, at);
    this.removeLinks(object, at);
    this.unique.release(kind, id, object.entity);
    this.collection(kind).remove(id);
    if (kind === 'group') this.ruled.forget(id);
    this.record(kind, id, 'presence', at);
  }

  private removeLinks(object: TenantObject, at: number): void {
    this.memberships.removeAll(object.id);
    for (const end of LinkObjects.ends(object.kind, object.entity))
      this.links.remove(object.kind, end, object.id);
    for (const kind of LINK_KINDS)
      for (const link of [...this.links.of(kind, object.id, -1)]) this.remove(kind, link.id, at);
  }

  /** Members and grants come and go with their ends, and delta says so. */
  private recordLinks(id: string, removed: boolean, at: number): void {
    for (const group of this.groupsOf(id)) this.record('group', group.id, { member: id, removed }, at);
    for (const grant of this.linksOf('oAuth2PermissionGrant', id))
      this.record('oAuth2PermissionGrant', grant.id, 'presence', at);
  }

  private record(kind: Kind, id: string, what: Parameters<ChangeLog['add']>[1]['what'], at: number): void {
    this.log.add(kind, { sequence: this.next(), at, id, what });
  }

  private next(): number {
    this.lastSequence += 1;
    return this.lastSequence;
  }

  private existing(kind: Kind, id: string): TenantObject {
    const object = this.collection(kind).get(id);
    if (!object) throw new Error(`No ${kind} ${id}.`);
    return object;
  }
}

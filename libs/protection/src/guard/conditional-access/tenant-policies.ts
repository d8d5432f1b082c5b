import { objectKey, type DirectoryObject, type LinkRef, type ObjectRef, type ObjectType } from '#catalogue';
import type { AttributeValues, Step } from '../../plan/step.js';

/** The types that decide who gets in. */
export const POLICY_TYPES: readonly ObjectType[] = [
  'conditionalAccessPolicy',
  'namedLocationPolicy',
  'authenticationStrengthPolicy',
];

/** What of a tenant decides who gets in, and what the plan's end would make of it. */
export interface PolicySources {
  /** Policies, locations, strengths, and the accounts that are watched. */
  readonly objects: Iterable<DirectoryObject>;
  /** An object as the backup has it: what comes back with a restore. */
  readonly inBackup: (ref: ObjectRef) => DirectoryObject | undefined;
  readonly accountIds: ReadonlySet<string>;
  /**
   * The groups that policies name, and those within them: by id, which watched accounts and which of these groups are
   * their members.
   */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same in the backup: what comes back with a group that is restored. */
  readonly membersInBackup: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What of a tenant decides who gets in, as it changes step by step. */
export class TenantPolicies {
  private readonly objects: Map<string, DirectoryObject>;
  private readonly groups: Map<string, Set<string>>;

  constructor(private readonly sources: PolicySources) {
    this.objects = new Map([...sources.objects].map((object) => [objectKey(object), object]));
    this.groups = new Map([...sources.members].map(([group, members]) => [group, new Set(members)]));
  }

  /** The live objects of a type. */
  ofType(type: ObjectType): readonly DirectoryObject[] {
    return [...this.objects.values()].filter((object) => object.type === type && object.lifecycle === 'live');
  }

  /** A live object; `undefined` where it is gone or soft-deleted. */
  live(ref: ObjectRef): DirectoryObject | undefined {
    const object = this.objects.get(objectKey(ref));
    return object?.lifecycle === 'live' ? object : undefined;
  }

  /** Whether the object is a member of the group, by itself or through other groups. */
  isMember(group: string, id: string, above: readonly string[] = []): boolean {
    const members = this.groups.get(group);
    if (members === undefined || above.includes(group)) return false;
    if (members.has(id)) return true;
    return [...members].some((member) => this.isMember(member, id, [...above, group]));
  }

  /** Carries out a step; answers whether it can have changed who gets in. */
  apply(step: Step): boolean {
    if ('link' in step) return this.applyLink(step);
    const { object: ref } = step;
    const isWatched = POLICY_TYPES.includes(ref.type) || this.objects.has(objectKey(ref));
    // Policies are made in report-only mode, groups empty: neither changes who gets in.
    if (step.step === 'create') return false;
    if (ref.type === 'group') return this.applyToGroup(step.step, ref);
    if (!isWatched) return false;
    switch (step.step) {
      case 'restore':
        this.put(ref, this.sources.inBackup(ref), 'live', {});
        return true;
      case 'softDelete':
        this.put(ref, undefined, 'softDeleted', {});
        return true;
      case 'update':
      case 'reconcile':
        this.put(ref, this.sources.inBackup(ref), undefined, step.set);
        return true;
      default:
        return step satisfies never;
    }
  }

  private put(
    ref: ObjectRef,
    backup: DirectoryObject | undefined,
    lifecycle: DirectoryObject['lifecycle'] | undefined,
    set: AttributeValues,
  ): void {
    const before = this.objects.get(objectKey(ref)) ?? backup;
    if (before === undefined) return;
    this.objects.set(objectKey(ref), {
      ...before,
      lifecycle: lifecycle ?? before.lifecycle,
      attributes: { ...before.attributes, ...set },
    });
  }

  private applyLink({ step, link }: Extract<Step, { link: LinkRef }>): boolean {
    if (link.type !== 'group' || link.link !== 'members') return false;
    const members = this.groups.get(link.id);
    const isWatched = this.sources.accountIds.has(link.target) || this.groups.has(link.target);
    if (members === undefined || !isWatched) return false;
    if (step === 'removeLink') members.delete(link.target);
    else members.add(link.target);
    return true;
  }

  private applyToGroup(step: 'update' | 'reconcile' | 'restore' | 'softDelete', { id }: ObjectRef): boolean {
    if (step === 'softDelete') return this.groups.delete(id);
    if (step !== 'restore') return false;
    const members = this.sources.membersInBackup.get(id);
    if (members === undefined) return false;
    this.groups.set(id, new Set(members));
    return true;
  }
}

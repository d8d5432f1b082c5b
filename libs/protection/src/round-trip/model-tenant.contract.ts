import {
  CATALOGUE,
  linkKey,
  objectKey,
  targetObjectId,
  type DirectoryObject,
  type JsonObject,
  type LinkRef,
  type ObjectRef,
} from '#catalogue';
import type { LinkWithValue } from '../plan/plan-lookups.js';
import type { PlannedStep } from '../plan/step.js';

/** What a sync would see of a tenant: objects by key, visible links by key. */
export interface View {
  readonly objects: ReadonlyMap<string, DirectoryObject>;
  readonly links: ReadonlyMap<string, LinkWithValue>;
}

/**
 * A tenant in memory that behaves like Graph where recovery depends on it: links are hidden while an end is deleted
 * and return with it, deleted objects look different, a restored location is not trusted. What recovery must never
 * try (a final deletion, a write to a synced object, the end of an emergency-access account) is an exception.
 */
export class ModelTenant {
  private readonly objects = new Map<string, DirectoryObject>();
  private readonly links = new Map<string, LinkWithValue>();

  constructor(private readonly emergencyAccessAccountIds: ReadonlySet<string>) {}

  copy(): ModelTenant {
    const copy = new ModelTenant(this.emergencyAccessAccountIds);
    for (const [key, object] of this.objects) copy.objects.set(key, object);
    for (const [key, link] of this.links) copy.links.set(key, link);
    return copy;
  }

  view(): View {
    const live = new Set(
      [...this.objects.values()].filter(({ lifecycle }) => lifecycle === 'live').map(({ id }) => id),
    );
    const visible = [...this.links].filter(
      ([, { link }]) => live.has(link.id) && live.has(targetObjectId(link.target)),
    );
    return {
      objects: new Map([...this.objects].map(([key, object]) => [key, asShown(object)])),
      links: new Map(visible),
    };
  }

  get(ref: ObjectRef): DirectoryObject | undefined {
    return this.objects.get(objectKey(ref));
  }

  put(object: DirectoryObject): void {
    this.objects.set(objectKey(object), object);
  }

  isLive(ref: ObjectRef): boolean {
    return this.get(ref)?.lifecycle === 'live';
  }

  write(ref: ObjectRef, attributes: JsonObject): void {
    const object = this.get(ref);
    if (object?.lifecycle === 'live')
      this.put({ ...object, attributes: { ...object.attributes, ...attributes } });
  }

  /** A person's deletion: final where Graph has no soft delete. */
  remove(ref: ObjectRef): void {
    const object = this.get(ref);
    if (object === undefined) return;
    if (isSoftDeletable(object) && object.lifecycle === 'live')
      this.put({ ...object, lifecycle: 'softDeleted' });
    else this.purge(ref);
  }

  purge(ref: ObjectRef): void {
    this.objects.delete(objectKey(ref));
    for (const [key, { link }] of this.links)
      if (link.id === ref.id || targetObjectId(link.target) === ref.id) this.links.delete(key);
  }

  restore(ref: ObjectRef): void {
    const object = this.get(ref);
    if (object?.lifecycle !== 'softDeleted') return;
    const { isTrusted } = object.attributes;
    const attributes =
      isTrusted === undefined ? object.attributes : { ...object.attributes, isTrusted: false };
    this.put({ ...object, lifecycle: 'live', attributes });
  }

  setLink(link: LinkRef, value: string): void {
    this.links.set(linkKey(link), { link, value });
  }

  removeLink(link: LinkRef): void {
    this.links.delete(linkKey(link));
  }

  /** Carries out a step of a recovery; answers whether it took effect. */
  apply(step: PlannedStep): boolean {
    const owner = 'link' in step ? step.link : step.object;
    const object = this.get(owner);
    if (object === undefined) return false;
    if (object.attributes['onPremisesSyncEnabled'] === true) throw new Error('Synced objects are read-only.');
    if ('link' in step) return this.applyLink(step, object);
    switch (step.step) {
      case 'restore':
        this.restore(owner);
        return true;
      case 'softDelete':
        return this.applySoftDelete(object);
      case 'update':
      case 'reconcile':
        if (this.emergencyAccessAccountIds.has(owner.id) && step.set['accountEnabled'] === false)
          throw new Error('Emergency-access accounts stay enabled.');
        this.write(owner, step.set);
        return object.lifecycle === 'live';
      case 'create':
        throw new Error('A recovery makes nothing.');
      default:
        return step satisfies never;
    }
  }

  private applySoftDelete(object: DirectoryObject): boolean {
    if (!isSoftDeletable(object)) throw new Error('Nothing is deleted for good.');
    if (this.emergencyAccessAccountIds.has(object.id)) throw new Error('Emergency-access accounts stay.');
    if (object.attributes['isTrusted'] === true) return false;
    this.put({ ...object, lifecycle: 'softDeleted' });
    return true;
  }

  private applyLink(step: Extract<PlannedStep, { link: LinkRef }>, owner: DirectoryObject): boolean {
    const groupTypes = owner.attributes['groupTypes'];
    if (Array.isArray(groupTypes) && groupTypes.includes('DynamicMembership'))
      throw new Error('The members of dynamic groups are computed.');
    const target = [...this.objects.values()].find(({ id }) => id === targetObjectId(step.link.target));
    if (owner.lifecycle !== 'live' || target?.lifecycle !== 'live') return false;
    if (step.step === 'removeLink') this.removeLink(step.link);
    else this.setLink(step.link, step.value);
    return true;
  }
}

function isSoftDeletable({ type, attributes }: DirectoryObject): boolean {
  return CATALOGUE[type].deletedPath !== undefined && attributes['mailEnabled'] !== true;
}

/** How Graph shows an object: wrongly in part while it is soft-deleted. */
function asShown(object: DirectoryObject): DirectoryObject {
  if (object.lifecycle === 'live') return object;
  const wrong = CATALOGUE[object.type].attributes.filter(
    ({ unreliableWhileDeleted }) => unreliableWhileDeleted,
  );
  const attributes = { ...object.attributes, ...Object.fromEntries(wrong.map(({ name }) => [name, false])) };
  return { ...object, attributes };
}

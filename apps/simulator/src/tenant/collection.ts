import type { JsonObject } from '#catalogue';
import type { Kind } from './kinds.js';
import { OrderedIndex, type Ordered } from './ordered-index.js';

/** One object of the tenant, live or soft-deleted. */
export interface TenantObject extends Ordered {
  readonly kind: Kind;
  /** Only the properties that were ever set; `null` is one that was cleared. Replaced, never altered. */
  entity: JsonObject;
  /** When it was soft-deleted, in milliseconds; `undefined` while it is live. */
  deletedAt: number | undefined;
}

interface Deletion extends Ordered {
  readonly object: TenantObject;
}

/** All objects of one kind, in the order of their creation, and the soft-deleted ones in the order of deletion. */
export class Collection {
  private readonly objects = new OrderedIndex<TenantObject>();
  private readonly deletions = new OrderedIndex<Deletion>();

  constructor(readonly kind: Kind) {}

  get liveCount(): number {
    return this.objects.size - this.deletions.size;
  }

  get deletedCount(): number {
    return this.deletions.size;
  }

  /** The object, live or soft-deleted. */
  get(id: string): TenantObject | undefined {
    return this.objects.get(id);
  }

  live(id: string): TenantObject | undefined {
    const object = this.objects.get(id);
    return object?.deletedAt === undefined ? object : undefined;
  }

  deleted(id: string): TenantObject | undefined {
    return this.deletions.get(id)?.object;
  }

  add(object: TenantObject): void {
    this.objects.add(object);
  }

  markDeleted(object: TenantObject, at: number, sequence: number): void {
    object.deletedAt = at;
    this.deletions.add({ id: object.id, sequence, object });
  }

  markLive(object: TenantObject): void {
    object.deletedAt = undefined;
    this.deletions.remove(object.id);
  }

  remove(id: string): void {
    this.deletions.remove(id);
    this.objects.remove(id);
  }

  /** Live objects created after the one with this sequence, oldest first. */
  *liveAfter(sequence: number): Generator<TenantObject> {
    for (const object of this.objects.after(sequence)) if (object.deletedAt === undefined) yield object;
  }

  /** Soft-deleted objects, first deleted first; each with the sequence of its deletion. */
  deletedAfter(sequence: number): Generator<Deletion> {
    return this.deletions.after(sequence);
  }

  /** All objects, live and soft-deleted, oldest first. */
  all(): Generator<TenantObject> {
    return this.objects.all();
  }
}

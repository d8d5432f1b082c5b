import {
  decodeObject,
  encodeObject,
  isLink,
  objectKey,
  parseKey,
  type DirectoryObject,
  type Json,
  type ObjectType,
} from '#catalogue';
import type { Clock } from '#runtime';
import type { HeadReader, UnreadAttribute } from '../../directory.js';
import { ownResourceAttributes, readOwnResources } from '../read/read-own-resource.js';
import { ReadFailure } from '../request/read-failure.js';
import type { Reader } from '../request/read-pages.js';
import { REQUESTS_AT_ONCE } from '../request/with-batching.js';
import type { Edits } from './edits.js';
import { IdTable } from './id-table.js';
import { goingOn, newRotation, rotated, type Rotation } from './rotation.js';

/** What ids begin with, in the order of keys. */
const FIRST_CHARACTERS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

export interface OwnResourceParts {
  readonly type: ObjectType;
  readonly batched: Reader;
  readonly head: HeadReader;
  readonly clock: Clock;
  /** So many objects are asked for at one sync. */
  readonly most: number;
}

/**
 * The attributes of a type that are read from a resource of their own, one request an object. Each sync refreshes as
 * many as it may, the oldest first; what was read before stays with its object, whatever else is read of it. An
 * attribute that was never read is `null`.
 */
export class OwnResources {
  private readonly attributes: readonly string[];
  private readonly before: Rotation;
  /** Whether no state can be known: nothing was left by a sync before, and the head holds no objects. */
  private isNew: boolean;
  /** What this sync has read, and what the head held where that is about to be cleared. Values as JSON text. */
  private readonly fresh = new IdTable<string>();
  private readonly carried = new IdTable<string>();
  private wanted = new Map<string, DirectoryObject>();
  private left: number;
  private progress = { cursor: '', reachedEnd: false, left: false, refused: false };
  private stoppedBy: UnreadAttribute['cause'] | undefined;

  constructor(
    private readonly parts: OwnResourceParts,
    rotation: Rotation | undefined,
  ) {
    this.attributes = ownResourceAttributes(parts.type);
    const now = parts.clock.now();
    this.before = rotation === undefined ? newRotation(now, { first: false }) : goingOn(rotation, now);
    this.isNew = rotation === undefined;
    this.progress.cursor = this.before.cursor;
    this.left = parts.most;
  }

  /** Reads the states whose turn it is, of objects that the head holds, before anything else is read of them. */
  async *refresh(): AsyncGenerator<Edits, void> {
    if (this.attributes.length === 0) return;
    let some: DirectoryObject[] = [];
    for await (const object of this.inTurn()) {
      if (some.length >= Math.min(REQUESTS_AT_ONCE, this.left)) {
        yield* this.refreshed(some);
        some = [];
      }
      if (this.left === 0 || this.stoppedBy) return;
      some.push(object);
    }
    yield* this.refreshed(some);
    this.progress.reachedEnd = this.stoppedBy === undefined;
  }

  /** Keeps what the head knows of all objects, for the time when it says nothing any more. */
  async carry(): Promise<void> {
    if (this.attributes.length === 0) return;
    for await (const object of this.held('')) {
      const text = this.textOf(object);
      if (text !== undefined) this.carried.set(object.id, text);
    }
  }

  /** The object with what is known of it; what is not known of a live one is asked for by {@link readWanted}. */
  completed(object: DirectoryObject, before: DirectoryObject | undefined): DirectoryObject {
    if (this.attributes.length === 0) return object;
    const { id } = object;
    const text = this.fresh.get(id) ?? this.carried.get(id) ?? (before && this.textOf(before));
    if (text === undefined && object.lifecycle === 'live') this.wanted.set(id, object);
    return text === undefined ? object : withValues(object, text);
  }

  /** Asks for what is not known of the objects completed so far, as far as this sync may. */
  async *readWanted(isLive: (id: string) => boolean): AsyncGenerator<Edits, void> {
    let waiting = [...this.wanted.values()].filter(({ id }) => isLive(id));
    this.wanted = new Map();
    while (waiting.length > 0 && this.left > 0 && !this.stoppedBy) {
      const some = waiting.slice(0, Math.min(REQUESTS_AT_ONCE, this.left));
      yield await this.read(some);
      waiting = waiting.slice(some.length);
    }
    if (waiting.length > 0) this.progress.left = true;
  }

  /** What this sync leaves behind; `undefined` for types without such attributes. */
  end(): { readonly rotation: Rotation; readonly unread: readonly UnreadAttribute[] } | undefined {
    if (this.attributes.length === 0) return undefined;
    const cause = this.stoppedBy;
    const now = this.parts.clock.now();
    return {
      rotation: rotated({ ...this.before, first: this.before.first || this.isNew }, this.progress, now),
      unread: cause === undefined ? [] : this.attributes.map((attribute) => ({ attribute, cause })),
    };
  }

  private async *refreshed(objects: readonly DirectoryObject[]): AsyncGenerator<Edits, void> {
    const last = objects.at(-1);
    if (last === undefined) return;
    yield await this.read(objects);
    // Where nothing may be read, the next sync asks for the same again, so that it can tell so.
    this.progress.cursor = this.stoppedBy === undefined || this.stoppedBy === 'error' ? last.id : '';
  }

  /** Live objects after the cursor; in the first cycle those that were read already are passed over. */
  private async *inTurn(): AsyncGenerator<DirectoryObject, void> {
    const { cursor, first } = this.before;
    for await (const object of this.held(cursor)) {
      this.isNew = false;
      if (object.lifecycle === 'live' && !(first && this.textOf(object) !== undefined)) yield object;
    }
  }

  /** What the head holds after a place, a part at a time: few parts are read where few objects are wanted. */
  private async *held(after: string): AsyncGenerator<DirectoryObject, void> {
    const { type, head } = this.parts;
    for (const character of FIRST_CHARACTERS) {
      if (character < after.slice(0, 1)) continue;
      for await (const { key, value } of head.scan(`${type}/${character}`)) {
        const ref = parseKey(key);
        if (!isLink(ref) && ref.id > after) yield decodeObject(type, ref.id, value);
      }
    }
  }

  private async read(objects: readonly DirectoryObject[]): Promise<Edits> {
    this.left -= objects.length;
    const replies = await Promise.all(objects.map((object) => this.readOne(object)));
    const failures = replies.filter((reply) => reply instanceof ReadFailure);
    const refusals = failures.filter(({ cause }) => cause !== 'absent');
    if (refusals.length > 0) this.progress.refused = true;
    this.stoppedBy = causeToStop(failures, objects.length);
    return replies.flatMap((reply, index): Edits => {
      const object = objects[index];
      if (object === undefined || reply instanceof ReadFailure) return [];
      this.fresh.set(object.id, reply);
      const text = encodeObject(withValues(object, reply));
      return text === encodeObject(object) ? [] : [{ edit: 'put', key: objectKey(object), value: text }];
    });
  }

  private async readOne(object: DirectoryObject): Promise<string | ReadFailure> {
    try {
      return JSON.stringify(await readOwnResources(this.parts.batched, object));
    } catch (error) {
      if (error instanceof ReadFailure) return error;
      throw error;
    }
  }

  /** The values that an object was kept with; `undefined` where they were never read. */
  private textOf({ attributes }: DirectoryObject): string | undefined {
    const values = this.attributes.map((name) => [name, attributes[name] ?? null] as const);
    return values.some(([, value]) => value === null)
      ? undefined
      : JSON.stringify(Object.fromEntries(values));
  }
}

function withValues(object: DirectoryObject, text: string): DirectoryObject {
  return { ...object, attributes: { ...object.attributes, ...(JSON.parse(text) as Record<string, Json>) } };
}

/** Refusals of all are for want of a permission; one that fails in the service may be followed by more. */
function causeToStop(
  failures: readonly ReadFailure[],
  asked: number,
): Exclude<UnreadAttribute['cause'], 'noGraphApi'> | undefined {
  if (failures.some(({ cause }) => cause === 'unavailable')) return 'error';
  const [first] = failures;
  if (first === undefined || failures.length < asked) return undefined;
  return first.cause === 'permission' || first.cause === 'licence' ? first.cause : undefined;
}

import {
  decodeObject,
  encodeObject,
  isLink,
  keptAttributes,
  linkKey,
  linksPrefix,
  objectKey,
  parseKey,
  type DirectoryObject,
  type Json,
  type ObjectRef,
  type ObjectType,
} from '#catalogue';
import type { ChangeOutcome, TenantChange } from '#directory';
import type { Kernel } from './kernel.ts';

/** A change that left for the tenant. */
export interface Sent {
  readonly change: TenantChange;
  readonly tick: number;
  /** What the sender can have learned of it; `doubtful` until an answer has been given. */
  answer: ChangeOutcome['outcome'];
}

/** A change of the tenant: by a request of ours, or by a person. */
export interface Effect {
  readonly tick: number;
  readonly key: string;
  readonly attributes: readonly string[];
  /** `undefined`: a person's. */
  readonly sent: Sent | undefined;
  readonly isDoubled: boolean;
}

/** A reading of the tenant: what it showed was so at `asOf`. */
export interface Reading {
  readonly tick: number;
  readonly asOf: number;
  readonly keys: ReadonlySet<string>;
}

export type State = ReadonlyMap<string, string>;

/** The checker's own model of the tenant: its state, all that ever changed it, and all that was asked of it. */
export class SimTenant {
  readonly sent: Sent[] = [];
  readonly effects: Effect[] = [];
  /** Every request that has come to the tenant, whatever it did there. */
  readonly arrivals: { readonly sent: Sent; readonly tick: number; readonly isDoubled: boolean }[] = [];
  readonly readings: Reading[] = [];
  /** What each sync was told, in order. */
  readonly synced: State[] = [];
  private state = new Map<string, string>();
  private readonly past: { readonly at: number; readonly tick: number; readonly state: State }[] = [];
  private readonly kernel: Kernel;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  get present(): State {
    return this.state;
  }

  put(
    type: ObjectType,
    id: string,
    attributes: Readonly<Record<string, Json>>,
    lifecycle: DirectoryObject['lifecycle'] = 'live',
  ): void {
    const none = Object.fromEntries(keptAttributes(type).map(({ name, absent }) => [name, absent]));
    const object = { type, id, lifecycle, attributes: { ...none, ...attributes } };
    this.write(objectKey({ type, id }), encodeObject(object));
  }

  object({ type, id }: ObjectRef, state: State = this.state): DirectoryObject | undefined {
    const text = state.get(objectKey({ type, id }));
    return text === undefined ? undefined : decodeObject(type, id, text);
  }

  /** Someone else changes the tenant. */
  byPerson(change: TenantChange | { readonly change: 'hardDelete'; readonly object: ObjectRef }): void {
    this.carryOut(change, undefined, false);
  }

  /** A request arrives; answers whether it changed anything, or that the object is not there. */
  arrive(sent: Sent, isDoubled: boolean): ChangeOutcome {
    const { change } = sent;
    this.arrivals.push({ sent, tick: this.kernel.tick(), isDoubled });
    const ref = 'object' in change ? change.object : { type: change.link.type, id: change.link.id };
    const object = this.object(ref);
    const needsLive = change.change !== 'restore';
    if (object === undefined || (needsLive && change.change !== 'softDelete' && object.lifecycle !== 'live'))
      return { outcome: 'refused', code: 'Request_ResourceNotFound', message: 'The object is not there.' };
    return { outcome: this.carryOut(change, sent, isDoubled) ? 'applied' : 'unchanged' };
  }

  /** The state as a reading shows it that is up to `lagMs` behind. */
  seen(lagMs: number): { readonly state: State; readonly asOf: number } {
    const at = this.kernel.now - lagMs;
    const later = this.past.find((each) => each.at > at);
    if (later === undefined || lagMs === 0) return { state: new Map(this.state), asOf: this.kernel.tick() };
    return { state: later.state, asOf: later.tick };
  }

  /** Graph hides the links of soft-deleted objects until they come back. */
  visible(state: State): State {
    const isDeleted = (ref: ObjectRef): boolean => this.object(ref, state)?.lifecycle === 'softDeleted';
    return new Map(
      [...state].filter(([key]) => {
        const ref = parseKey(key);
        return !isLink(ref) || (!isDeleted(ref) && !isDeleted({ type: 'user', id: ref.target }));
      }),
    );
  }

  linksOf(ref: ObjectRef, state: State) {
    return [...this.visible(state)].flatMap(([key, value]) => {
      const link = key.startsWith(linksPrefix(ref)) ? parseKey(key) : undefined;
      return link && isLink(link) ? [{ link, value }] : [];
    });
  }

  private carryOut(
    change: TenantChange | { readonly change: 'hardDelete'; readonly object: ObjectRef },
    sent: Sent | undefined,
    isDoubled: boolean,
  ): boolean {
    const key = 'object' in change ? objectKey(change.object) : linkKey(change.link);
    const before = this.state.get(key);
    this.change(change, key);
    if (this.state.get(key) === before) return false;
    const attributes = change.change === 'update' ? Object.keys(change.set) : [];
    this.effects.push({ tick: this.kernel.tick(), key, attributes, sent, isDoubled });
    return true;
  }

  private change(
    change: TenantChange | { readonly change: 'hardDelete'; readonly object: ObjectRef },
    key: string,
  ): void {
    if (change.change === 'hardDelete' || change.change === 'removeLink') return this.write(key, undefined);
    if (change.change === 'addLink' || change.change === 'updateLink') return this.write(key, change.value);
    const object = this.object(change.object);
    if (object === undefined) return;
    const { type, id, attributes, lifecycle } = object;
    if (change.change === 'update') this.put(type, id, { ...attributes, ...change.set }, lifecycle);
    else this.put(type, id, attributes, change.change === 'restore' ? 'live' : 'softDeleted');
  }

  private write(key: string, value: string | undefined): void {
    this.past.push({ at: this.kernel.now, tick: this.kernel.tick(), state: new Map(this.state) });
    if (value === undefined) this.state.delete(key);
    else this.state.set(key, value);
  }
}

import {
  CATALOGUE,
  decodeObject,
  encodeObject,
  isLink,
  keptAttributes,
  linkKey,
  linksPrefix,
  objectKey,
  OBJECT_TYPES,
  parseKey,
  type DirectoryObject,
  type Json,
  type ObjectRef,
  type ObjectType,
} from '#catalogue';
import {
  DirectoryUnavailableError,
  type AuditInterval,
  type AuditRecord,
  type AuditsEnd,
  type ChangeOutcome,
  type Directory,
  type HeadEdit,
  type NewIds,
  type SyncResult,
  type TenantChange,
} from '#directory';

/** What befalls one request: it works, its answer is lost before or after it took effect, it is refused or never leaves. */
export type Fate = 'works' | 'lostBeforeEffect' | 'lostAfterEffect' | 'refused' | 'notSent';

/** A tenant in memory behind the directory port, whose requests meet the fates that a test chooses. */
export class MemoryDirectory implements Directory {
  readonly longestRequestMs = 3_000;
  readonly state = new Map<string, string>();
  /** Every change that took effect, in order. */
  readonly effects: TenantChange[] = [];
  unavailable = false;
  fate: (change: TenantChange) => Fate = () => 'works';
  /** The tenant's audit log, newest first. */
  auditLog: AuditRecord[] = [];
  auditsEnd: AuditsEnd = { whole: true };
  /** Ids of whoever holds a directory role. */
  readonly holders = new Set<string>();
  /** The definition of the one role that they hold. */
  role = 'ffffffff-0000-4000-8000-000000000001';
  /** Called before each batch is carried out: where a test kills, cancels or edits. */
  beforeBatch: (changes: readonly TenantChange[]) => Promise<void> | void = () => undefined;

  constructor(private readonly now: () => Date) {}

  put(
    type: ObjectType,
    id: string,
    attributes: Readonly<Record<string, Json>>,
    lifecycle: DirectoryObject['lifecycle'] = 'live',
  ): void {
    const none = Object.fromEntries(keptAttributes(type).map(({ name, absent }) => [name, absent]));
    const object = { type, id, lifecycle, attributes: { ...none, ...attributes } };
    this.state.set(objectKey({ type, id }), encodeObject(object));
  }

  link(groupId: string, memberId: string): void {
    this.state.set(linkKey({ type: 'group', id: groupId, link: 'members', target: memberId }), '');
  }

  object(type: ObjectType, id: string): DirectoryObject | undefined {
    const text = this.state.get(objectKey({ type, id }));
    return text === undefined ? undefined : decodeObject(type, id, text);
  }

  /** The state in key order: two tenants are equal when these are. */
  entries(): readonly (readonly [string, string])[] {
    return [...this.state].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  async *sync(): AsyncGenerator<HeadEdit, SyncResult> {
    if (this.unavailable) throw new DirectoryUnavailableError('network', 'The tenant does not answer.');
    for (const type of OBJECT_TYPES) yield { edit: 'clear', prefix: `${type}/` };
    for (const [key, value] of this.visible()) yield { edit: 'put', key, value };
    return {
      token: 'token',
      syncedAt: this.now(),
      completeness: OBJECT_TYPES.map((type) => ({
        type,
        mode: 'full',
        pages: 1,
        objects: 0,
        links: 0,
        gaps: [],
        unread: [],
      })),
    };
  }

  async read(objects: readonly ObjectRef[], { links }: { readonly links: boolean }) {
    if (this.unavailable) throw new DirectoryUnavailableError('network', 'The tenant does not answer.');
    return objects.flatMap((ref) => {
      const object = this.object(ref.type, ref.id);
      return object ? [{ object, links: links ? this.linksOf(ref) : [] }] : [];
    });
  }

  async *audits({ from, until }: AuditInterval): AsyncGenerator<AuditRecord, AuditsEnd> {
    if (this.unavailable) throw new DirectoryUnavailableError('network', 'The tenant does not answer.');
    const [first, last] = [from.toISOString(), until.toISOString()];
    yield* this.auditLog.filter(({ at }) => first <= at && at <= last);
    return this.auditsEnd;
  }

  roleHolders(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    return Promise.resolve(new Map([[this.role, this.holders]]));
  }

  async apply(changes: readonly TenantChange[]): Promise<readonly ChangeOutcome[]> {
    await this.beforeBatch(changes);
    return changes.map((change) => this.meet(change, this.fate(change)));
  }

  /** Who bears the name, and cannot be seen yet: a list tells of what was just made only later. */
  unseen: (id: string) => boolean = () => false;
  private made = 0;

  async namesakes(type: ObjectType, set: Readonly<Record<string, Json>>): Promise<readonly NewIds[]> {
    if (this.unavailable) throw new DirectoryUnavailableError('network', 'The tenant does not answer.');
    const names = TOLD_BY[type] ?? ['displayName'];
    return [...this.state].flatMap(([key, text]) => {
      const ref = parseKey(key);
      if (isLink(ref) || ref.type !== type || this.unseen(ref.id)) return [];
      const { attributes, lifecycle } = decodeObject(ref.type, ref.id, text);
      const isAlike = names.every((name) => set[name] === undefined || attributes[name] === set[name]);
      return isAlike && lifecycle === 'live' ? [newIds(ref.id, type, attributes['appId'])] : [];
    });
  }

  private meet(change: TenantChange, fate: Fate): ChangeOutcome {
    switch (fate) {
      case 'works':
        if (change.change === 'create') return { outcome: 'created', ids: this.create(change) };
        return { outcome: this.carryOut(change) ? 'applied' : 'unchanged' };
      case 'lostAfterEffect':
        if (change.change === 'create') this.create(change);
        else this.carryOut(change);
        return { outcome: 'doubtful' };
      case 'lostBeforeEffect':
        return { outcome: 'doubtful' };
      case 'refused':
        return { outcome: 'refused', code: 'Request_BadRequest', message: 'The tenant refuses this change.' };
      case 'notSent':
        return { outcome: 'notSent', message: 'The tenant is busy.' };
      default:
        return fate satisfies never;
    }
  }

  /** Answers whether anything changed. */
  private carryOut(change: Exclude<TenantChange, { change: 'create' }>): boolean {
    const before = JSON.stringify(this.entries());
    this.write(change);
    const changed = before !== JSON.stringify(this.entries());
    if (changed) this.effects.push(change);
    return changed;
  }

  private create(change: Extract<TenantChange, { change: 'create' }>): NewIds {
    this.made += 1;
    const { type } = change.object;
    const id = `eeeeeeee-0000-4000-8000-${this.made.toString(16).padStart(12, '0')}`;
    const appId = `ffffffff-0000-4000-8000-${this.made.toString(16).padStart(12, '0')}`;
    this.put(type, id, { ...change.set, ...(type === 'application' && { appId }) });
    this.effects.push(change);
    return newIds(id, type, appId);
  }

  private write(change: Exclude<TenantChange, { change: 'create' }>): void {
    switch (change.change) {
      case 'update': {
        const object = this.object(change.object.type, change.object.id);
        if (object)
          this.put(object.type, object.id, { ...object.attributes, ...change.set }, object.lifecycle);
        return;
      }
      case 'restore':
      case 'softDelete': {
        const object = this.object(change.object.type, change.object.id);
        const lifecycle = change.change === 'restore' ? 'live' : 'softDeleted';
        if (object && CATALOGUE[object.type].deletedPath)
          this.put(object.type, object.id, object.attributes, lifecycle);
        return;
      }
      case 'addLink':
      case 'updateLink':
        this.state.set(linkKey(change.link), change.value);
        return;
      case 'removeLink':
        this.state.delete(linkKey(change.link));
        return;
      default:
        change satisfies never;
    }
  }

  /** Graph hides the links of soft-deleted objects until they come back. */
  private visible(): readonly (readonly [string, string])[] {
    return [...this.state].filter(([key]) => {
      const ref = parseKey(key);
      return !isLink(ref) || (!this.isDeleted(ref) && !this.isDeleted({ type: 'user', id: ref.target }));
    });
  }

  private isDeleted({ type, id }: ObjectRef): boolean {
    return this.object(type, id)?.lifecycle === 'softDeleted';
  }

  private linksOf(ref: ObjectRef) {
    return this.visible().flatMap(([key, value]) => {
      const parsed = key.startsWith(linksPrefix(ref)) ? parseKey(key) : undefined;
      return parsed && isLink(parsed) ? [{ link: parsed, value }] : [];
    });
  }
}

/** What tells objects apart. */
const TOLD_BY: Partial<Record<ObjectType, readonly string[]>> = {
  user: ['userPrincipalName'],
  group: ['displayName', 'mailNickname'],
  servicePrincipal: ['appId'],
};

const newIds = (id: string, type: ObjectType, appId: Json | undefined): NewIds => ({
  id,
  ...(type === 'application' && typeof appId === 'string' && { appId }),
});

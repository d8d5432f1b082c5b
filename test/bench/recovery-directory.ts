import {
  decodeObject,
  encodeObject,
  linkKey,
  objectKey,
  OBJECT_TYPES,
  type LinkRef,
  type ObjectRef,
} from '#catalogue';
import type { ChangeOutcome, Directory, HeadEdit, SyncResult, TenantChange } from '#directory';
import { systemClock } from '#runtime';

/** A tenant in memory that knows no limits and costs next to nothing: what is measured over it is the engine. */
export class UnlimitedDirectory implements Directory {
  readonly longestRequestMs = 1_000;
  readonly state = new Map<string, string>();

  async *sync(): AsyncGenerator<HeadEdit, SyncResult> {
    for (const type of OBJECT_TYPES) yield { edit: 'clear', prefix: `${type}/` };
    for (const [key, value] of this.state) yield { edit: 'put', key, value };
    const none = { mode: 'full' as const, pages: 1, objects: 0, links: 0, gaps: [], unread: [] };
    return {
      token: 'token',
      syncedAt: systemClock.now(),
      completeness: OBJECT_TYPES.map((type) => ({ type, ...none })),
    };
  }

  read(objects: readonly ObjectRef[]) {
    const read = objects.flatMap(({ type, id }) => {
      const text = this.state.get(objectKey({ type, id }));
      return text === undefined ? [] : [{ object: decodeObject(type, id, text), links: [] }];
    });
    return Promise.resolve(read);
  }

  apply(changes: readonly TenantChange[]): Promise<readonly ChangeOutcome[]> {
    return Promise.resolve(
      changes.map((change): ChangeOutcome => {
        if (change.change === 'update') this.update(change.object, change.set);
        else if (change.change === 'addLink') this.add(change.link);
        else throw new Error(`The bench has no change of kind ${change.change}.`);
        return { outcome: 'applied' };
      }),
    );
  }

  update({ type, id }: ObjectRef, set: Extract<TenantChange, { change: 'update' }>['set']): void {
    const key = objectKey({ type, id });
    const object = decodeObject(type, id, this.state.get(key) ?? '');
    this.state.set(key, encodeObject({ ...object, attributes: { ...object.attributes, ...set } }));
  }

  add(link: LinkRef): void {
    this.state.set(linkKey(link), '');
  }
}

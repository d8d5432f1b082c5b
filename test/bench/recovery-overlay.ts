import { decodeObject, encodeObject, isLink, linkKey, objectKey, parseKey } from '#catalogue';
import type { Directory, HeadEdit, SyncRequest, SyncResult, TenantChange } from '#directory';

/**
 * A tenant whose first reading shows it as it will be once `changes` have been made, and every later one as it is: so a
 * backup of it differs from the present in just these changes, and nothing has to be broken first.
 */
export class OverlaidDirectory implements Directory {
  private readings = 0;
  private readonly tenant: Directory;
  private readonly changes: readonly TenantChange[];

  constructor(tenant: Directory, changes: readonly TenantChange[]) {
    this.tenant = tenant;
    this.changes = changes;
  }

  get longestRequestMs(): number {
    return this.tenant.longestRequestMs;
  }

  read(...asked: Parameters<Directory['read']>): ReturnType<Directory['read']> {
    return this.tenant.read(...asked);
  }

  apply(...asked: Parameters<Directory['apply']>): ReturnType<Directory['apply']> {
    return this.tenant.apply(...asked);
  }

  async *sync(request: SyncRequest): AsyncGenerator<HeadEdit, SyncResult> {
    this.readings += 1;
    const edits = this.tenant.sync({ ...request, token: undefined });
    if (this.readings > 1) return yield* edits;
    const sets = new Map(
      this.changes.flatMap((change) =>
        change.change === 'update' ? [[objectKey(change.object), change.set] as const] : [],
      ),
    );
    for (;;) {
      const { done, value } = await edits.next();
      if (done === true) {
        for (const change of this.changes)
          if (change.change === 'addLink')
            yield { edit: 'put', key: linkKey(change.link), value: change.value };
        return value;
      }
      yield overlaid(value, sets);
    }
  }
}

type Sets = ReadonlyMap<string, Extract<TenantChange, { change: 'update' }>['set']>;

function overlaid(edit: HeadEdit, sets: Sets): HeadEdit {
  if (edit.edit !== 'put') return edit;
  const set = sets.get(edit.key);
  const ref = parseKey(edit.key);
  if (set === undefined || isLink(ref)) return edit;
  const object = decodeObject(ref.type, ref.id, edit.value);
  return { ...edit, value: encodeObject({ ...object, attributes: { ...object.attributes, ...set } }) };
}

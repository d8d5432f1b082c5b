import { encodeObject, fromGraph, objectKey, OBJECT_TYPES, type ObjectRef } from '#catalogue';
import type { ChangeOutcome, Directory, HeadEdit, SyncRequest, SyncResult } from '#directory';
import { systemClock } from '#runtime';
import { graphUserAt } from './tenant-content.ts';
import { guidAt } from './vault-sample.ts';

/** A tenant of so many users that tells all at the first sync and then only what has changed: nobody waits for it. */
export class ToldDirectory implements Directory {
  readonly longestRequestMs = 1_000;
  private readonly users: number;
  private changed: readonly number[] = [];
  private version = 0;

  constructor(users: number) {
    this.users = users;
  }

  /** Changes an attribute of so many users, spread evenly. */
  change(count: number): void {
    const stride = Math.max(1, Math.floor(this.users / Math.max(1, count)));
    this.version += 1;
    this.changed = Array.from({ length: count }, (_, place) => place * stride);
  }

  async *sync({ token }: SyncRequest): AsyncGenerator<HeadEdit, SyncResult> {
    if (token === undefined) {
      for (const type of OBJECT_TYPES) yield { edit: 'clear', prefix: `${type}/` };
      for (let n = 0; n < this.users; n += 1) yield this.put(n);
    } else for (const n of this.changed) yield this.put(n);
    this.changed = [];
    const mode = token === undefined ? ('full' as const) : ('delta' as const);
    const read = { mode, pages: 1, objects: 0, links: 0, gaps: [], unread: [] };
    return {
      token: 'token',
      syncedAt: systemClock.now(),
      completeness: OBJECT_TYPES.map((type) => ({ type, ...read })),
    };
  }

  read(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  apply(): Promise<readonly ChangeOutcome[]> {
    return Promise.reject(new Error('The bench changes nothing.'));
  }

  private put(n: number): HeadEdit {
    const ref: ObjectRef = { type: 'user', id: guidAt(n) };
    const object = fromGraph('user', ref.id, 'live', graphUserAt(n, this.version));
    return { edit: 'put', key: objectKey(ref), value: encodeObject(object) };
  }
}

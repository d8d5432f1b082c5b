import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeObject, linkKey, objectKey, OBJECT_TYPES, type LinkRef, type ObjectRef } from '#catalogue';
import type { Directory, TenantChange } from './directory.js';
import { MapHead, synced } from './head.contract.js';

/** A tenant to run the contract over. It is changed, and left as it was found. */
export interface TenantFixture {
  readonly directory: Directory;
  /** A live user without an administrator's role, mastered in the cloud. */
  readonly user: ObjectRef;
  /** A live cloud security group with static membership. */
  readonly group: ObjectRef;
  /** A user and a service principal who are no members of the group. */
  readonly newMembers: readonly ObjectRef[];
  /** An object whose deletion would be final. */
  readonly undeletable: ObjectRef;
  close(): Promise<void>;
}

const UNKNOWN = '99999999-9999-4999-8999-999999999999';
const never = new AbortController().signal;

/** What every {@link Directory} promises, whatever stands behind it. */
export function directoryContract(name: string, open: () => Promise<TenantFixture>): void {
  describe(`${name}, as a directory`, () => {
    let tenant: TenantFixture;
    let first: Awaited<ReturnType<typeof synced>>;
    const apply = (...changes: readonly TenantChange[]) => tenant.directory.apply(changes, never);
    const outcomesOf = async (...changes: readonly TenantChange[]) =>
      (await apply(...changes)).map(({ outcome }) => outcome);
    const stateIn = ({ entries }: MapHead, object: ObjectRef) =>
      decodeObject(object.type, object.id, entries.get(objectKey(object)) ?? '');
    const next = () => synced(tenant.directory, { head: first.head, token: first.result.token });
    const sorted = ({ entries }: MapHead) => [...entries].sort();

    beforeAll(async () => {
      tenant = await open();
      first = await synced(tenant.directory);
    });
    afterAll(() => tenant.close());

    it('reads everything without a token, and says how complete that is', () => {
      expect(first.result.completeness.map(({ type, mode, gaps }) => ({ type, mode, gaps }))).toEqual(
        OBJECT_TYPES.map((type) => ({ type, mode: 'full', gaps: [] })),
      );
      for (const object of [tenant.user, tenant.group, ...tenant.newMembers, tenant.undeletable])
        expect(first.head.entries.has(objectKey(object))).toBe(true);
      for (const { type, objects } of first.result.completeness)
        expect(first.head.keys(`${type}/`).filter((key) => key.split('/').length === 2)).toHaveLength(
          objects,
        );
    });

    it('names the attributes that it cannot read, and claims nothing of them', () => {
      for (const { type, unread } of first.result.completeness)
        for (const { attribute } of unread)
          for (const [key, text] of first.head.entries) {
            const [ofType, id = '', link] = key.split('/');
            if (ofType !== type || link !== undefined) continue;
            expect(decodeObject(type, id, text).attributes[attribute] ?? null).toBeNull();
          }
    });

    it('finds nothing new where nothing has changed', async () => {
      expect(sorted((await next()).head)).toEqual(sorted(first.head));
    });

    it('reads everything anew when the token is no token', async () => {
      const again = await synced(tenant.directory, { head: first.head, token: 'no token' });
      expect(sorted(again.head)).toEqual(sorted(first.head));
    });

    it('writes attributes, reads them, and tells them to the next sync', async () => {
      const { user } = tenant;
      const before = stateIn(first.head, user).attributes;
      const set = { city: 'Reykjavík', otherMails: ['a@known-good.example', 'b@known-good.example'] };
      const { city = null, otherMails = [] } = before;
      expect(await outcomesOf({ change: 'update', object: user, set })).toEqual(['applied']);
      const [read] = await tenant.directory.read([user], { links: true, signal: never });
      expect(read?.object.attributes).toMatchObject(set);
      expect(stateIn((await next()).head, user).attributes).toEqual({ ...before, ...set });
      const restored = { change: 'update', object: user, set: { city, otherMails } } as const;
      expect(await outcomesOf(restored)).toEqual(['applied']);
      expect(sorted((await next()).head)).toEqual(sorted(first.head));
    });

    it.each(['user', 'group'] as const)(
      'soft-deletes a %s and brings it back with its links',
      async (which) => {
        const object = tenant[which];
        const softDelete = { change: 'softDelete', object } as const;
        expect(await outcomesOf(softDelete)).toEqual(['applied']);
        expect(await outcomesOf(softDelete)).toEqual(['unchanged']);
        const [read] = await tenant.directory.read([object], { links: false, signal: never });
        expect(read?.object.lifecycle).toBe('softDeleted');
        const deleted = await next();
        expect(stateIn(deleted.head, object).lifecycle).toBe('softDeleted');
        expect(await outcomesOf({ change: 'restore', object })).toEqual(['applied']);
        expect(await outcomesOf({ change: 'restore', object })).toEqual(['unchanged']);
        const back = await synced(tenant.directory, { head: deleted.head, token: deleted.result.token });
        expect(sorted(back.head)).toEqual(sorted(first.head));
      },
    );

    it('adds and removes members of every kind, and minds no repetition', async () => {
      const links = tenant.newMembers.map(({ id }): LinkRef => ({
        ...tenant.group,
        link: 'members',
        target: id,
      }));
      const add = links.map((link) => ({ change: 'addLink', link, value: '' }) as const);
      const remove = links.map((link) => ({ change: 'removeLink', link }) as const);
      expect(await outcomesOf(...add)).toEqual(links.map(() => 'applied'));
      expect(await outcomesOf(...add)).toEqual(links.map(() => 'unchanged'));
      const [read] = await tenant.directory.read([tenant.group], { links: true, signal: never });
      const changed = await next();
      for (const link of links) {
        expect(read?.links.map((one) => linkKey(one.link))).toContain(linkKey(link));
        expect(changed.head.entries.has(linkKey(link))).toBe(true);
      }
      expect(await outcomesOf(...remove)).toEqual(links.map(() => 'applied'));
      expect(await outcomesOf(...remove)).toEqual(links.map(() => 'unchanged'));
      const back = await synced(tenant.directory, { head: changed.head, token: changed.result.token });
      expect(sorted(back.head)).toEqual(sorted(first.head));
    });

    it('never deletes for good, and refuses what does not exist', async () => {
      const unknown: ObjectRef = { type: 'user', id: UNKNOWN };
      const refusals = await apply(
        { change: 'softDelete', object: tenant.undeletable },
        { change: 'softDelete', object: unknown },
        { change: 'restore', object: unknown },
        { change: 'update', object: unknown, set: { city: 'Oslo' } },
      );
      expect(refusals).toEqual(
        refusals.map(() => ({
          outcome: 'refused',
          code: expect.stringMatching(/./),
          message: expect.stringMatching(/\.$/),
        })),
      );
      expect(JSON.stringify(refusals)).not.toContain(UNKNOWN);
      expect(sorted((await next()).head)).toEqual(sorted(first.head));
    });

    it('leaves out of a reading what is not there', async () => {
      const unknown: ObjectRef = { type: 'group', id: UNKNOWN };
      const read = await tenant.directory.read([unknown, tenant.user], { links: true, signal: never });
      expect(read.map(({ object: { type, id } }) => ({ type, id }))).toEqual([tenant.user]);
    });

    it('stops when the caller gives up', async () => {
      const reason = new Error('enough');
      const signal = AbortSignal.abort(reason);
      await expect(synced(tenant.directory, { signal })).rejects.toBe(reason);
      const outcomes = await tenant.directory.apply([{ change: 'restore', object: tenant.user }], signal);
      expect(outcomes).toMatchObject([{ outcome: 'notSent' }]);
    });
  });
}

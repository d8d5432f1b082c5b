import { describe, expect, it } from '@jest/globals';
import { encodeObject, fromGraph, type JsonObject } from '#catalogue';
import { VirtualClock } from '#runtime';
import { memoryBlobs, openVaults } from '#vault';
import { countDisagreements } from './disagreements.js';

const user = (id: string, payload: JsonObject, more: JsonObject = {}): [string, string] => {
  const object = fromGraph('user', id, 'live', payload);
  return [`user/${id}`, encodeObject({ ...object, attributes: { ...object.attributes, ...more } })];
};

describe('disagreements of a whole reading with the head before it', () => {
  const clock = new VirtualClock('2026-11-24T00:00:00Z');
  const vault = openVaults({ blobs: memoryBlobs(clock), key: Buffer.alloc(32, 7), clock }).of('tenant');
  const snapshot = async (entries: readonly (readonly [string, string])[]) => {
    const editor = vault.edit(undefined);
    for (const [key, value] of entries) editor.put(key, value);
    return editor.commit();
  };
  const count = async (
    before: readonly (readonly [string, string])[],
    after: readonly (readonly [string, string])[],
    type: 'user' | 'group' = 'user',
    told: readonly string[] = [],
  ) =>
    countDisagreements(vault, {
      before: await snapshot(before),
      after: await snapshot(after),
      type,
      isTold: ({ id }) => told.includes(id),
    });

  it('are what differs, has come or has gone without being told of', async () => {
    const before = [
      user('u1', { city: 'Oslo' }),
      user('u2', { city: 'Oslo' }),
      user('u3', {}),
      user('u4', {}),
    ];
    const after = [
      user('u1', { city: 'Rome' }),
      user('u2', { city: 'Rome' }),
      user('u3', {}),
      user('u5', {}),
    ];
    expect(await count(before, after)).toBe(4);
    expect(await count(before, after, 'user', ['u1', 'u4'])).toBe(2);
  });

  it('are members as well as groups', async () => {
    const before = [['group/g1/members/u1', '']] as const;
    expect(await count(before, [['group/g1/members/u2', '']], 'group')).toBe(2);
    expect(await count(before, [['group/g1/members/u2', '']], 'group', ['g1'])).toBe(0);
  });

  it('are not what says the same in other words, what was not known, or what is read by itself', async () => {
    const before = [
      user('u1', { otherMails: ['a', 'b'] }),
      user('u2', { city: 'Oslo' }, { perUserMfaState: 'enabled' }),
    ];
    const hidden = fromGraph('user', 'u2', 'live', {}, new Set(['city']));
    const after = [user('u1', { otherMails: ['b', 'a'] }), ['user/u2', encodeObject(hidden)] as const];
    expect(await count(before, after)).toBe(0);
  });
});

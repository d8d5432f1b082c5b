import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VirtualClock } from '#runtime';
import type { BlobStore } from '../blob-store.js';
import {
  anyCalls,
  anyPrefix,
  committed,
  keysOf,
  make,
  modelled,
  smallVault,
  users,
  type Model,
} from '../edit-model.contract.js';
import { memoryBlobs } from '../memory-blobs.js';
import type { EntryChange } from '../vault.js';

function modelledDiff(before: Model, after: Model, prefixes: readonly string[] = ['']): EntryChange[] {
  return keysOf(before, after)
    .filter((key) => prefixes.some((prefix) => key.startsWith(prefix)))
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => ({ key, before: before.get(key), after: after.get(key) }));
}

/** A vault that has just been opened on a content and an edited one, and the number of its reads since. */
async function twoSnapshots(before: Model, after: Model) {
  const blobs = memoryBlobs(new VirtualClock('2026-11-02T08:00:00Z'));
  const writer = smallVault({ blobs }).vault;
  const roots = [await committed(writer, before), await committed(writer, after)] as const;
  const reads = { count: 0 };
  const counting: BlobStore = {
    ...blobs,
    get: (name) => {
      reads.count += 1;
      return blobs.get(name);
    },
  };
  return { vault: smallVault({ blobs: counting }).vault, roots, reads };
}

describe('the difference between two snapshots', () => {
  it('is that of their contents, in key order, within the prefixes', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyCalls,
        anyCalls,
        fc.option(fc.array(anyPrefix, { maxLength: 4 }), { nil: undefined }),
        async (first, then, prefixes) => {
          const { vault } = smallVault();
          const before = await make(first, vault.edit(undefined)).commit();
          const after = await make(then, vault.edit(before)).commit();
          const expected = modelledDiff(modelled(first), modelled(then, modelled(first)), prefixes);
          expect(await Array.fromAsync(vault.diff(before, after, prefixes))).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is that of their contents when they share no history', async () => {
    await fc.assert(
      fc.asyncProperty(anyCalls, anyCalls, async (one, other) => {
        const { vault } = smallVault({ cacheBytes: 0 });
        const before = await make(one, vault.edit(undefined)).commit();
        const after = await make(other, vault.edit(undefined)).commit();
        expect(await Array.fromAsync(vault.diff(before, after))).toEqual(
          modelledDiff(modelled(one), modelled(other)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('of a snapshot and itself is empty and reads nothing', async () => {
    const { vault, roots, reads } = await twoSnapshots(users(500), users(500));
    expect(await Array.fromAsync(vault.diff(roots[0], roots[1]))).toEqual([]);
    expect(reads.count).toBe(0);
  });

  it.each([
    ['changed', new Map([...users(2000), ['user/1234', 'changed']])],
    ['added at the front', new Map([['a/1', 'new'], ...users(2000)])],
    ['added at the end', new Map([...users(2000), ['z/1', 'new']])],
    ['removed', new Map([...users(2000)].filter(([key]) => key !== 'user/1234'))],
  ])('reads only around one entry that was %s', async (_, after) => {
    const { vault, roots, reads } = await twoSnapshots(users(2000), after);
    expect(await Array.fromAsync(vault.diff(...roots))).toHaveLength(1);
    expect(reads.count).toBeLessThan(80);
  });

  it('reads nothing outside the prefixes', async () => {
    const groups = (value: string) =>
      Array.from({ length: 2000 }, (_, n) => [`group/${n}`, `${value} ${n}`] as const);
    const { vault, roots, reads } = await twoSnapshots(
      new Map([...users(2000), ...groups('old')]),
      new Map([...users(2000), ...groups('new'), ['user/7', 'changed']]),
    );
    expect(await Array.fromAsync(vault.diff(...roots, ['user/']))).toHaveLength(1);
    expect(reads.count).toBeLessThan(120);
  });

  it('reads on only as far as its reader does', async () => {
    const changed = new Map([...users(2000).keys()].map((key) => [key, 'changed']));
    const { vault, roots, reads } = await twoSnapshots(users(2000), changed);
    for await (const change of vault.diff(...roots)) {
      expect(change.after).toBe('changed');
      break;
    }
    expect(reads.count).toBeLessThan(60);
  });
});

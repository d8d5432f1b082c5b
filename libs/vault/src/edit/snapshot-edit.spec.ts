import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VirtualClock } from '#runtime';
import type { BlobStore } from '../blob-store.js';
import {
  anyCalls,
  committed,
  keysOf,
  make,
  modelled,
  smallVault,
  users,
  type Model,
} from '../edit-model.contract.js';
import { familyOf } from '../format/families.js';
import { memoryBlobs } from '../memory-blobs.js';
import { openVaults } from '../open-vaults.js';

const entriesOf = (model: Model) => keysOf(model).map((key) => ({ key, value: model.get(key) }));

function countsOf(model: Model): Record<string, number> {
  const counts = new Map<string, number>();
  for (const key of model.keys()) counts.set(familyOf(key), (counts.get(familyOf(key)) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** Counts what is put into the chunk folder. */
function watched(): { blobs: BlobStore; puts: string[]; gets: string[] } {
  const blobs = memoryBlobs(new VirtualClock('2026-11-02T08:00:00Z'));
  const puts: string[] = [];
  const gets: string[] = [];
  return {
    puts,
    gets,
    blobs: {
      ...blobs,
      put: (name, bytes) => {
        puts.push(name);
        return blobs.put(name, bytes);
      },
      get: (name) => {
        gets.push(name);
        return blobs.get(name);
      },
    },
  };
}

describe('an edit', () => {
  it('does what a map does, commit after commit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCalls, { minLength: 1, maxLength: 4 }), async (commits) => {
        const { vault } = smallVault();
        let root: string | undefined;
        let model: Model = new Map();
        for (const calls of commits) {
          root = await make(calls, vault.edit(root)).commit();
          model = modelled(calls, model);
          const snapshot = vault.snapshot(root);
          expect(await Array.fromAsync(snapshot.scan())).toEqual(entriesOf(model));
          expect(await snapshot.counts()).toEqual(countsOf(model));
          expect(await vault.verify(root)).toEqual({ root, entries: model.size, damages: [] });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('finds each key and no other', async () => {
    await fc.assert(
      fc.asyncProperty(anyCalls, anyCalls, async (calls, others) => {
        const { vault } = smallVault();
        const model = modelled(calls);
        const snapshot = vault.snapshot(await make(calls, vault.edit(undefined)).commit());
        for (const key of keysOf(model, modelled(others)))
          expect(await snapshot.get(key)).toBe(model.get(key));
      }),
      { numRuns: 40 },
    );
  });

  it('gives equal content one root, whatever the order, grouping and spilling of the edits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCalls, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 4000 }),
        async (commits, spillBytes) => {
          const { vault } = smallVault();
          const model = modelled(commits.flat());
          const expected = await committed(vault, model);
          let root: string | undefined;
          for (const calls of commits) root = await make(calls, vault.edit(root)).commit();
          const spilling = smallVault({ spillBytes }).vault;
          const spilled = await make(commits.flat(), spilling.edit(undefined)).commit();
          const backwards = await committed(vault, new Map([...model].reverse()));
          expect([root, spilled, backwards]).toEqual([expected, expected, expected]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('leaves no scratch behind', async () => {
    const { vault, blobs } = smallVault({ spillBytes: 1000 });
    await committed(vault, users(300));
    expect(await Array.fromAsync(blobs.list('tenant-1/scratch'))).toEqual([]);
  });

  it('makes whoever edits faster than the store takes wait for room', async () => {
    const { blobs } = watched();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const slow: BlobStore = { ...blobs, put: (name, bytes) => gate.then(() => blobs.put(name, bytes)) };
    const edit = smallVault({ blobs: slow, spillBytes: 1 }).vault.edit(undefined);
    await edit.room();
    for (const [key, value] of users(20)) edit.put(key, value);
    let hasRoom = false;
    const waiting = edit.room().then(() => (hasRoom = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasRoom).toBe(false);
    open();
    await waiting;
    expect(await edit.commit()).toBe(await committed(smallVault().vault, users(20)));
  });

  it('takes whole index chunks over where no edit falls into them', async () => {
    const { blobs, gets } = watched();
    const base = await committed(smallVault({ blobs }).vault, users(3000));
    gets.length = 0;
    const edit = smallVault({ blobs }).vault.edit(base);
    edit.put('user/1500', 'changed');
    const root = await edit.commit();
    expect(gets.length).toBeLessThan(60);
    expect(root).toBe(
      await committed(smallVault().vault, new Map([...users(3000), ['user/1500', 'changed']])),
    );
  });

  it('seals what it spills', async () => {
    const { blobs } = watched();
    const spilled: Buffer[] = [];
    const spy: BlobStore = {
      ...blobs,
      put: (name, bytes) => {
        spilled.push(Buffer.from(bytes));
        return blobs.put(name, bytes);
      },
    };
    const edit = smallVault({ blobs: spy, spillBytes: 1 }).vault.edit(undefined);
    edit.put('user/1', 'a telling value');
    await edit.commit();
    expect(spilled.length).toBeGreaterThan(0);
    expect(spilled.some((bytes) => bytes.includes('telling'))).toBe(false);
  });

  it('reads and writes only around the keys that it changes', async () => {
    const { blobs, puts, gets } = watched();
    const open = () =>
      openVaults({ blobs, clock: new VirtualClock('2026-11-02T08:00:00Z'), key: Buffer.alloc(32) }).of('t');
    const base = await committed(open(), users(50_000));
    const whole = puts.length;
    puts.length = 0;
    gets.length = 0;
    const edit = open().edit(base);
    edit.put('user/77', 'changed');
    edit.put('user/40123', 'changed');
    await edit.commit();
    expect(whole).toBeGreaterThan(60);
    expect(puts.length).toBeLessThanOrEqual(8);
    expect(gets.length).toBeLessThanOrEqual(20);
  });

  it('writes nothing where nothing changes, not even when all is put again', async () => {
    const { blobs, puts } = watched();
    const { vault } = smallVault({ blobs });
    const base = await committed(vault, users(300));
    puts.length = 0;
    const edit = vault.edit(base);
    edit.clear('');
    for (const [key, value] of users(300)) edit.put(key, value);
    expect(await edit.commit()).toBe(base);
    expect(await vault.edit(base).commit()).toBe(base);
    expect(puts).toEqual([]);
  });

  it('keeps up with a clearing for each of very many groups', async () => {
    const { vault } = smallVault();
    const edit = vault.edit(undefined);
    for (let group = 0; group < 20_000; group += 1) {
      edit.put(`group/${group}/members/old`, '');
      edit.clear(`group/${group}/`);
      if (group % 10 === 0) edit.put(`group/${group}/members/new`, '');
    }
    expect(await vault.snapshot(await edit.commit()).counts()).toEqual({ 'group/members': 2000 });
  });

  it('refuses more families than an index chunk can carry', async () => {
    const { vault } = smallVault();
    const edit = vault.edit(undefined);
    for (let n = 0; n < 1100; n += 1) edit.put(`family-${n}/1`, '');
    await expect(edit.commit()).rejects.toThrow('families');
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VirtualClock } from '#runtime';
import type { BlobStore } from './blob-store.js';
import { openVaults } from './open-vaults.js';
import { VaultDamagedError, type Entry, type EntryChange, type Vault } from './vault.js';

/** A blob store that a vault is tried on. */
export interface StoreUnderTest {
  readonly blobs: BlobStore;
  readonly clock: VirtualClock;
  close(): Promise<void>;
}

const KEY = Buffer.alloc(32, 7);
const HOUR = 60 * 60 * 1000;

/** What a vault promises over any {@link BlobStore}. */
export function vaultContract(open: () => Promise<StoreUnderTest>): void {
  describe('as the store of a vault', () => {
    let store: StoreUnderTest;
    let vault: Vault;
    beforeEach(async () => {
      store = await open();
      vault = openVaults({ blobs: store.blobs, clock: store.clock, key: KEY }).of('tenant-1');
    });
    afterEach(() => store.close());

    const scanned = async (root: string, prefix?: string): Promise<Entry[]> =>
      Array.fromAsync(vault.snapshot(root).scan(prefix));
    const changes = async (from: string, to: string, prefixes?: readonly string[]): Promise<EntryChange[]> =>
      Array.fromAsync(vault.diff(from, to, prefixes));
    const withEntries = async (entries: Readonly<Record<string, string>>, base?: string): Promise<string> => {
      const edit = vault.edit(base);
      for (const [key, value] of Object.entries(entries)) edit.put(key, value);
      return edit.commit();
    };
    const manyUsers = (count: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`user/${n}`, `["user",${n}]`]));

    it('reads back what was committed, by key, in key order and by prefix', async () => {
      const root = await withEntries({
        'user/2': '["Bob"]',
        'user/1': '["Ada"]',
        'group/1/members/2': '',
        'group/1': '["Staff"]',
      });
      expect(root).toMatch(/^[0-9a-f]{64}$/);
      expect(await vault.snapshot(root).get('user/1')).toBe('["Ada"]');
      expect(await vault.snapshot(root).get('group/1/members/2')).toBe('');
      expect(await vault.snapshot(root).get('user/3')).toBeUndefined();
      expect((await scanned(root)).map(({ key }) => key)).toEqual([
        'group/1',
        'group/1/members/2',
        'user/1',
        'user/2',
      ]);
      expect(await scanned(root, 'group/1/')).toEqual([{ key: 'group/1/members/2', value: '' }]);
    });

    it('goes on after any key, whether it is there or not', async () => {
      const users = manyUsers(3_000);
      const root = await withEntries({ ...users, 'group/1': '["Staff"]', userx: '' });
      const inOrder = Object.keys(users).sort();
      const after = async (key: string) =>
        (await Array.fromAsync(vault.snapshot(root).scan('user/', key))).map((entry) => entry.key);
      for (const place of [0, 1, 999, 1_500, 2_999])
        expect(await after(inOrder[place] ?? '')).toEqual(inOrder.slice(place + 1));
      expect(await after('user/12x')).toEqual(inOrder.filter((key) => key > 'user/12x'));
      expect(await after('group/1')).toEqual(inOrder);
      expect(await after('userx')).toEqual([]);
    });

    it('counts entries by family', async () => {
      const root = await withEntries({
        'user/1': 'a',
        'user/2': 'b',
        'group/1': 'c',
        'group/1/members/1': '',
        'group/1/members/2': '',
      });
      expect(await vault.snapshot(root).counts()).toEqual({ user: 2, group: 1, 'group/members': 2 });
    });

    it('holds an empty snapshot too', async () => {
      const root = await vault.edit(undefined).commit();
      expect(await scanned(root)).toEqual([]);
      expect(await vault.snapshot(root).counts()).toEqual({});
      expect(await vault.verify(root)).toEqual({ root, entries: 0, damages: [] });
    });

    it('leaves the base as it was, and lets the last edit of a key win', async () => {
      const base = await withEntries({ 'user/1': 'a', 'user/2': 'b', 'user/3': 'c' });
      const edit = vault.edit(base);
      edit.put('user/1', 'x');
      edit.put('user/1', 'y');
      edit.put('user/2', 'x');
      edit.delete('user/2');
      edit.delete('user/3');
      edit.put('user/3', 'z');
      const root = await edit.commit();
      expect(await scanned(root)).toEqual([
        { key: 'user/1', value: 'y' },
        { key: 'user/3', value: 'z' },
      ]);
      expect((await scanned(base)).map(({ value }) => value)).toEqual(['a', 'b', 'c']);
    });

    it('clears a prefix in the base and among the edits so far, not among those that follow', async () => {
      const base = await withEntries({ 'group/1': 'g', 'group/1/members/1': '', 'group/10': 'h' });
      const edit = vault.edit(base);
      edit.put('group/1/members/2', '');
      edit.clear('group/1/');
      edit.put('group/1/members/3', '');
      expect((await scanned(await edit.commit())).map(({ key }) => key)).toEqual([
        'group/1',
        'group/1/members/3',
        'group/10',
      ]);
    });

    it('names equal content by one root, whatever the order of edits', async () => {
      const users = manyUsers(3000);
      const atOnce = await withEntries(users);
      const backwards = await withEntries(Object.fromEntries(Object.entries(users).reverse()));
      const more = await withEntries({ ...users, 'user/x': 'x' });
      const undo = vault.edit(more);
      undo.delete('user/x');
      expect(backwards).toBe(atOnce);
      expect(more).not.toBe(atOnce);
      expect(await undo.commit()).toBe(atOnce);
    });

    it('tells the changes between two snapshots in key order, within prefixes where asked', async () => {
      const before = await withEntries(manyUsers(3000));
      const edit = vault.edit(before);
      edit.put('user/1500', 'changed');
      edit.delete('user/7');
      edit.put('zone/1', 'new');
      const after = await edit.commit();
      const seven = { key: 'user/7', before: '["user",7]', after: undefined };
      const changed = { key: 'user/1500', before: '["user",1500]', after: 'changed' };
      const added = { key: 'zone/1', before: undefined, after: 'new' };
      expect(await changes(before, after)).toEqual([changed, seven, added]);
      expect(await changes(before, after, ['zone/', 'user/7'])).toEqual([seven, added]);
      expect(await changes(before, after, [])).toEqual([]);
      expect(await changes(after, after)).toEqual([]);
      expect(await changes(after, before)).toEqual(
        [changed, seven, added].map(({ key, before: was, after: is }) => ({ key, before: is, after: was })),
      );
    });

    it('verifies a snapshot by reading all of it', async () => {
      const root = await withEntries(manyUsers(3000));
      expect(await vault.verify(root)).toEqual({ root, entries: 3000, damages: [] });
    });

    it('says so when a snapshot is not there', async () => {
      const root = 'ab'.repeat(32);
      await expect(vault.snapshot(root).get('user/1')).rejects.toThrow(VaultDamagedError);
      await expect(vault.edit(root).commit()).rejects.toThrow(VaultDamagedError);
      expect((await vault.verify(root)).damages).toEqual([{ root, chunk: root, damage: 'missing' }]);
    });

    it('refuses what it could not give back as it was', async () => {
      const edit = vault.edit(undefined);
      expect(() => edit.put('user/\ud800', '')).toThrow(RangeError);
      expect(() => edit.put('user/1', '\udc00')).toThrow(RangeError);
      expect(() => edit.put('k'.repeat(5000), '')).toThrow(RangeError);
      expect(() => edit.put('user/1', 'v'.repeat(5_000_000))).toThrow(RangeError);
      await edit.commit();
      expect(() => edit.put('user/1', '')).toThrow('committed');
      await expect(edit.commit()).rejects.toThrow('committed');
    });

    it('keeps small named texts beside the snapshots', async () => {
      expect(await vault.readReference('head')).toBeUndefined();
      await vault.writeReference('head', 'one');
      await vault.writeReference('head', 'zwei – 二');
      expect(await vault.readReference('head')).toBe('zwei – 二');
      await expect(vault.writeReference('../head', 'x')).rejects.toThrow(RangeError);
    });

    it('keeps tenants apart', async () => {
      const vaults = openVaults({ blobs: store.blobs, clock: store.clock, key: KEY });
      const root = await withEntries({ 'user/1': 'a' });
      await vault.writeReference('head', root);
      expect(await vaults.of('tenant-2').readReference('head')).toBeUndefined();
      await expect(vaults.of('tenant-2').snapshot(root).get('user/1')).rejects.toThrow(VaultDamagedError);
      expect(await vaults.of('tenant-1').snapshot(root).get('user/1')).toBe('a');
      for (const id of ['', '..', 'a/b', 'A', '.hidden', '-a'])
        expect(() => vaults.of(id)).toThrow(RangeError);
    });

    it('sweeps what no retained root reaches, once it is old', async () => {
      const base = await withEntries(manyUsers(3000));
      const root = await withEntries({ 'user/5': 'changed' }, base);
      expect(await vault.sweep([root])).toMatchObject({ deleted: 0 });
      store.clock.advance(2 * HOUR);
      const { kept, deleted } = await vault.sweep([root]);
      expect(deleted).toBeGreaterThan(0);
      expect(kept).toBeGreaterThan(0);
      expect(await vault.verify(root)).toMatchObject({ entries: 3000, damages: [] });
      expect((await vault.verify(base)).damages).not.toEqual([]);
      expect(await vault.sweep([root])).toEqual({ kept, deleted: 0 });
    });
  });
}

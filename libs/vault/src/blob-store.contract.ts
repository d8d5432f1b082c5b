import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VirtualClock } from '#runtime';
import type { BlobStore } from './blob-store.js';

/** A store under test, whose dates come from `clock`. */
export interface BlobStoreUnderTest {
  readonly blobs: BlobStore;
  readonly clock: VirtualClock;
  close(): Promise<void>;
}

const bytes = (text: string): Buffer => Buffer.from(text);
const text = (found: Uint8Array | undefined): string | undefined => found && Buffer.from(found).toString();

/** What every {@link BlobStore} must do. */
export function blobStoreContract(open: () => Promise<BlobStoreUnderTest>): void {
  describe('as a blob store', () => {
    let store: BlobStoreUnderTest;
    let blobs: BlobStore;
    beforeEach(async () => {
      store = await open();
      blobs = store.blobs;
    });
    afterEach(() => store.close());

    const listed = async (folder: string): Promise<Record<string, Date>> => {
      const found: Record<string, Date> = {};
      for await (const { name, modifiedAt } of blobs.list(folder)) found[name] = modifiedAt;
      return found;
    };

    it('gives back what was put, and nothing for a name never put', async () => {
      await blobs.put('t1/chunks/abc', bytes('one'));
      await blobs.put('t1/chunks/empty', bytes(''));
      expect(text(await blobs.get('t1/chunks/abc'))).toBe('one');
      expect(text(await blobs.get('t1/chunks/empty'))).toBe('');
      expect(await blobs.get('t1/chunks/abd')).toBeUndefined();
      expect(await blobs.get('t1/chunks')).toBeUndefined();
    });

    it('keeps its own copy of the bytes', async () => {
      const mine = bytes('one');
      await blobs.put('a', mine);
      mine.fill(0);
      (await blobs.get('a'))?.fill(0);
      expect(text(await blobs.get('a'))).toBe('one');
    });

    it('replaces a blob and dates it anew', async () => {
      await blobs.put('t1/a', bytes('one'));
      store.clock.advance(60_000);
      await blobs.put('t1/a', bytes('two'));
      expect(text(await blobs.get('t1/a'))).toBe('two');
      expect(await listed('t1')).toEqual({ 't1/a': store.clock.now() });
    });

    it('dates a blob anew when it is touched, and says whether it is there', async () => {
      await blobs.put('t1/a', bytes('one'));
      store.clock.advance(60_000);
      expect(await blobs.touch('t1/a')).toBe(true);
      expect(await blobs.touch('t1/b')).toBe(false);
      expect(await listed('t1')).toEqual({ 't1/a': store.clock.now() });
    });

    it('lists a folder with all that lies below it, and nothing else', async () => {
      for (const name of ['t1/chunks/a', 't1/chunks/ab', 't1/chunks/a/b', 't1/chunks2/a', 't2/chunks/a'])
        await blobs.put(name, bytes(name));
      expect(Object.keys(await listed('t1/chunks')).sort()).toEqual([
        't1/chunks/a',
        't1/chunks/a/b',
        't1/chunks/ab',
      ]);
      expect(await listed('t3')).toEqual({});
    });

    it('deletes, and says whether there was anything to delete', async () => {
      await blobs.put('t1/a', bytes('one'));
      expect(await blobs.delete('t1/a')).toBe(true);
      expect(await blobs.delete('t1/a')).toBe(false);
      expect(await blobs.get('t1/a')).toBeUndefined();
      expect(await listed('t1')).toEqual({});
    });

    it('spares a blob that was put or touched after the limit', async () => {
      await blobs.put('t1/old', bytes('old'));
      await blobs.put('t1/touched', bytes('touched'));
      const limit = store.clock.now();
      store.clock.advance(60_000);
      await blobs.touch('t1/touched');
      expect(await blobs.delete('t1/old', limit)).toBe(true);
      expect(await blobs.delete('t1/touched', limit)).toBe(false);
      expect(text(await blobs.get('t1/touched'))).toBe('touched');
      expect(Object.keys(await listed('t1'))).toEqual(['t1/touched']);
    });

    it('shows a reader the old bytes or the new while a blob is replaced', async () => {
      const versions = ['x'.repeat(100_000), 'y'.repeat(200_000)];
      await blobs.put('a', bytes(versions[0] ?? ''));
      const seen = new Set<string | undefined>();
      const writing = Promise.all(
        Array.from({ length: 20 }, (_, n) => blobs.put('a', bytes(versions[n % 2] ?? ''))),
      );
      for (let n = 0; n < 40; n += 1) seen.add(text(await blobs.get('a')));
      await writing;
      expect([...seen].every((found) => found !== undefined && versions.includes(found))).toBe(true);
    });

    it('takes many puts at once', async () => {
      const names = Array.from({ length: 200 }, (_, n) => `t1/chunks/${n.toString(16).padStart(4, '0')}`);
      await Promise.all(names.map((name) => blobs.put(name, bytes(name))));
      expect(Object.keys(await listed('t1/chunks')).sort()).toEqual(names);
    });

    it.each([
      '',
      '/a',
      'a/',
      'a//b',
      '..',
      'a/../b',
      './a',
      'a/.b',
      'A',
      'a b',
      'a\\b',
      'a\0',
      'x'.repeat(600),
    ])('refuses the name %j', async (name) => {
      await expect(blobs.put(name, bytes(''))).rejects.toThrow(RangeError);
      await expect(blobs.get(name)).rejects.toThrow(RangeError);
      await expect(blobs.touch(name)).rejects.toThrow(RangeError);
      await expect(blobs.delete(name)).rejects.toThrow(RangeError);
    });
  });
}

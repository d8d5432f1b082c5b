import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { VirtualClock } from '#runtime';
import { blobStoreContract } from '../blob-store.contract.js';
import { vaultContract } from '../vault.contract.js';
import { localBlobs } from './local-blobs.js';

const START = '2026-11-02T08:00:00Z';

async function inTemporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'known-good-blobs-'));
  const clock = new VirtualClock(START);
  const blobs = await localBlobs(folder, { clock });
  return { blobs, clock, folder, close: () => rm(folder, { recursive: true }) };
}

describe('blobs in a local folder', () => {
  blobStoreContract(inTemporaryFolder);
  vaultContract(inTemporaryFolder);

  describe('on disk', () => {
    let store: Awaited<ReturnType<typeof inTemporaryFolder>>;
    beforeEach(async () => {
      store = await inTemporaryFolder();
    });
    afterEach(() => store.close());

    it('fans out by the first two characters and is readable by its owner only', async () => {
      await store.blobs.put('t1/chunks/abcdef', Buffer.from('x'));
      const file = await stat(join(store.folder, 't1/chunks/+ab/abcdef'));
      expect(file.mode & 0o077).toBe(0);
      expect((await stat(join(store.folder, 't1'))).mode & 0o077).toBe(0);
    });

    it('leaves no temporary file behind, even when writing fails', async () => {
      await store.blobs.put('a/b', Buffer.from('x'));
      // The fan-out folder of the next name is taken by a file, as if the disk refused to make it.
      await writeFile(join(store.folder, '+zz'), '');
      await expect(store.blobs.put('zz', Buffer.from('x'))).rejects.toThrow();
      expect(await readdir(join(store.folder, '.incoming'))).toEqual([]);
    });

    it('tries again to make a folder that could not be made before', async () => {
      await writeFile(join(store.folder, '+zz'), '');
      await expect(store.blobs.put('zz', Buffer.from('x'))).rejects.toThrow();
      await rm(join(store.folder, '+zz'));
      await store.blobs.put('zz', Buffer.from('x'));
      expect(await store.blobs.get('zz')).toEqual(Buffer.from('x'));
    });

    it('sweeps half-written files at opening once they are an hour old', async () => {
      const [old, fresh] = ['old', 'fresh'].map((name) => join(store.folder, '.incoming', name));
      for (const path of [old, fresh]) await writeFile(path ?? '', 'half');
      await utimes(old ?? '', new Date('2026-11-02T06:30:00Z'), new Date('2026-11-02T06:30:00Z'));
      await utimes(fresh ?? '', new Date(START), new Date(START));
      await localBlobs(store.folder, { clock: store.clock });
      expect(await readdir(join(store.folder, '.incoming'))).toEqual(['fresh']);
    });

    it('brings back at opening what a crash left half deleted', async () => {
      await writeFile(join(store.folder, '.outgoing', 'id.t1,chunks,abc'), 'kept');
      const reopened = await localBlobs(store.folder, { clock: store.clock });
      expect(Buffer.from((await reopened.get('t1/chunks/abc')) ?? []).toString()).toBe('kept');
      expect(await readdir(join(store.folder, '.outgoing'))).toEqual([]);
    });

    it('shares its folder with other processes', async () => {
      const other = await localBlobs(store.folder, { clock: store.clock });
      await store.blobs.put('t1/a', Buffer.from('one'));
      expect(Buffer.from((await other.get('t1/a')) ?? []).toString()).toBe('one');
    });
  });
});

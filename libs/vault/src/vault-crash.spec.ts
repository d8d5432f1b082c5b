import { describe, expect, it } from '@jest/globals';
import type { BlobStore } from './blob-store.js';
import { committed, smallVault, users } from './edit-model.contract.js';
import { VaultDamagedError } from './vault.js';

/** The store of a process that dies (or whose disk is full) after a number of changes to it. */
function dyingAfter(changes: number, blobs: BlobStore): BlobStore {
  let left = changes;
  const live = <Result>(act: () => Promise<Result>): Promise<Result> => {
    left -= 1;
    return left < 0 ? Promise.reject(new Error('ENOSPC')) : act();
  };
  return {
    ...blobs,
    put: (name, bytes) => live(() => blobs.put(name, bytes)),
    touch: (name) => live(() => blobs.touch(name)),
    delete: (name, limit) => live(() => blobs.delete(name, limit)),
  };
}

describe('a commit that is cut off', () => {
  it('leaves every older snapshot whole at whatever step it ends, and can be made again', async () => {
    for (let step = 0, completed = false; !completed; step += 1) {
      const { vault, blobs } = smallVault();
      const base = await committed(vault, users(60));
      const edit = smallVault({ blobs: dyingAfter(step, blobs), spillBytes: 600 }).vault.edit(base);
      for (const [key] of users(40)) edit.put(key, 'changed');
      const root = await edit.commit().catch((error: unknown) => {
        expect(String(error)).toContain('ENOSPC');
        return undefined;
      });
      completed = root !== undefined;
      expect(await vault.verify(base)).toEqual({ root: base, entries: 60, damages: [] });
      const again = smallVault({ blobs }).vault.edit(base);
      for (const [key] of users(40)) again.put(key, 'changed');
      const retried = await again.commit();
      expect(await smallVault({ blobs }).vault.verify(retried)).toMatchObject({ entries: 60, damages: [] });
      if (root) expect(root).toBe(retried);
    }
  });

  it('answers no root when the store did not keep what it was given', async () => {
    const { vault, blobs } = smallVault();
    const base = await committed(vault, users(60));
    const torn: BlobStore = { ...blobs, put: (name, bytes) => blobs.put(name, bytes.subarray(0, -1)) };
    const edit = smallVault({ blobs: torn }).vault.edit(base);
    edit.put('user/7', 'changed');
    await expect(edit.commit()).rejects.toThrow(VaultDamagedError);
    const losing: BlobStore = { ...blobs, put: async () => undefined };
    await expect(committed(smallVault({ blobs: losing }).vault, users(3))).rejects.toThrow(VaultDamagedError);
  });

  it('writes a chunk anew where an earlier one was left damaged', async () => {
    const { vault, blobs } = smallVault();
    const root = await committed(vault, users(60));
    for await (const { name } of blobs.list('tenant-1/chunks')) await blobs.put(name, Buffer.from('torn'));
    const { vault: reopened } = smallVault({ blobs });
    expect(await committed(reopened, users(60))).toBe(root);
    expect(await reopened.verify(root)).toEqual({ root, entries: 60, damages: [] });
  });
});

import { describe, expect, it } from '@jest/globals';
import type { BlobStore } from './blob-store.js';
import { committed, smallVault, users } from './edit-model.contract.js';
import { VaultDamagedError } from './vault.js';

const HOUR = 60 * 60 * 1000;

describe('a sweep', () => {
  it('keeps what a commit reuses while the sweep is under way', async () => {
    const { vault, blobs, clock } = smallVault();
    const kept = await committed(vault, users(20));
    await committed(vault, users(100));
    clock.advance(2 * HOUR);
    const committing: { root?: string } = {};
    const slow: BlobStore = {
      ...blobs,
      list: async function* (folder) {
        const listed = await Array.fromAsync(blobs.list(folder));
        committing.root ??= await committed(smallVault({ blobs, clock }).vault, users(100));
        yield* listed;
      },
    };
    const { deleted } = await smallVault({ blobs: slow, clock }).vault.sweep([kept]);
    expect(deleted).toBe(0);
    const { vault: reopened } = smallVault({ blobs, clock });
    expect(await reopened.verify(committing.root ?? '')).toMatchObject({ entries: 100, damages: [] });
  });

  it('deletes nothing when any index chunk of a retained snapshot cannot be read', async () => {
    const { vault, blobs, clock } = smallVault();
    const retained = [await committed(vault, users(100)), await committed(vault, users(60))];
    await committed(vault, users(50));
    clock.advance(2 * HOUR);
    const before = await Array.fromAsync(blobs.list('tenant-1/chunks'));
    let refusals = 0;
    for (let reads = 0; ; reads += 1) {
      const { vault: reopened } = smallVault({ blobs: losingAfter(reads, blobs), clock });
      const swept = await reopened.sweep(retained).catch((error: unknown) => error);
      if (!(swept instanceof VaultDamagedError)) break;
      expect(await Array.fromAsync(blobs.list('tenant-1/chunks'))).toEqual(before);
      refusals += 1;
    }
    expect(refusals).toBeGreaterThan(5);
  });

  it('deletes scratch of edits that ended long ago without commit, and no other', async () => {
    const { vault, blobs, clock } = smallVault({ spillBytes: 1 });
    vault.edit(undefined).put('user/1', 'abandoned');
    clock.advance(47 * HOUR);
    vault.edit(undefined).put('user/1', 'under way');
    clock.advance(2 * HOUR);
    await vault.sweep([]);
    expect(await Array.fromAsync(blobs.list('tenant-1/scratch'))).toHaveLength(1);
  });

  it('keeps for as long as it is told', async () => {
    const { vault, clock } = smallVault({ graceMs: 5 * HOUR });
    await committed(vault, users(10));
    clock.advance(4 * HOUR);
    expect(await vault.sweep([])).toMatchObject({ deleted: 0 });
    clock.advance(HOUR);
    expect(await vault.sweep([])).toMatchObject({ kept: 0 });
  });
});

/** A store that finds nothing any more after a number of reads. */
function losingAfter(reads: number, blobs: BlobStore): BlobStore {
  let left = reads;
  return {
    ...blobs,
    get: async (name) => {
      left -= 1;
      return left < 0 ? undefined : blobs.get(name);
    },
  };
}

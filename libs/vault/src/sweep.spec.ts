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
    const names = async () => (await Array.fromAsync(blobs.list('tenant-1/scratch'))).map(({ name }) => name);
    const spilling = async (value: string): Promise<void> => {
      const edit = vault.edit(undefined);
      for (const [key] of users(10)) {
        edit.put(key, value);
        await edit.room();
      }
    };
    await spilling('abandoned');
    const abandoned = new Set(await names());
    clock.advance(47 * HOUR);
    await spilling('under way');
    const underWay = (await names()).filter((name) => !abandoned.has(name));
    clock.advance(2 * HOUR);
    await vault.sweep([]);
    const left = await names();
    expect(left.filter((name) => abandoned.has(name))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(underWay));
    expect([abandoned.size, underWay.length].every((count) => count > 0)).toBe(true);
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

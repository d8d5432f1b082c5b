import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BlobStore } from '../blob-store.js';
import { committed, keysOf, smallVault, type Model } from '../edit-model.contract.js';
import { digestOf } from '../format/digest.js';
import { Sealer } from '../sealing/sealer.js';
import { collectChunks } from '../snapshot/chunk-walk.js';
import type { Vault } from '../vault.js';
import { ChunkCache } from './chunk-cache.js';
import { ChunkStore } from './chunk-store.js';
import { packDifference } from './packed-chunk.js';
import { StoredChunks } from './stored-chunks.js';

const HOUR = 60 * 60 * 1000;
const SEALER = new Sealer(Buffer.alloc(32, 7), 'tenant-1');

/** Users with long values, each unlike the others, so that a leaf is worth being kept as a difference. */
function longUsers(count: number): Map<string, string> {
  const text = (n: number): string =>
    Array.from({ length: 40 }, (_, at) => ((n + 1) * 7919 * (at + 3)).toString(36)).join(' ');
  return new Map(Array.from({ length: count }, (_, n) => [`user/${n}`, text(n)]));
}

/** A snapshot of users and one a day after it, in each of which one of three users differs. */
async function history(vault: Vault, days: number) {
  const first: Model = longUsers(12);
  const snapshots = [{ root: await committed(vault, first), model: first }];
  for (let day = 1; day <= days; day += 1) {
    const { root, model } = snapshots.at(-1) ?? { root: '', model: first };
    const key = `user/${day % 3}`;
    const value = `${first.get(key)} ${day}`;
    const edit = vault.edit(root);
    edit.put(key, value);
    snapshots.push({ root: await edit.commit(), model: new Map([...model, [key, value]]) });
  }
  return snapshots;
}

/** The leaves of a snapshot, and what each is stored as a difference to. */
async function origins(blobs: BlobStore, root: string): Promise<Map<string, string | undefined>> {
  const chunks = storeOf(blobs);
  const leaves = new Set<string>();
  await collectChunks(chunks, root, new Set(), leaves);
  const found = new Map<string, string | undefined>();
  for (const leaf of leaves) found.set(leaf, (await chunks.stored.packed(leaf)).origin?.digest);
  return found;
}

const storeOf = (blobs: BlobStore): ChunkStore =>
  new ChunkStore(new StoredChunks(blobs, SEALER, 'tenant-1/chunks'), new ChunkCache(0));
const blobOf = (digest: string): string => `tenant-1/chunks/${SEALER.chunkName(digest)}`;
const entriesOf = (model: Model) => keysOf(model).map((key) => ({ key, value: model.get(key) }));

/** A snapshot with a leaf that rests on another, and the two. */
async function resting() {
  const { vault, blobs, clock } = smallVault();
  const [base, next] = await history(vault, 1);
  const found = await origins(blobs, next?.root ?? '');
  const [leaf, origin] = [...found].find(([, rests]) => rests !== undefined) ?? [];
  if (!base || !next || !leaf || !origin) throw new Error('No leaf rests on another.');
  return { vault, blobs, clock, base, next, leaf, origin };
}

describe('leaves kept as differences', () => {
  it('take a fraction of the room', async () => {
    const { blobs, leaf, origin } = await resting();
    const size = async (digest: string): Promise<number> => (await blobs.get(blobOf(digest)))?.length ?? 0;
    expect(await size(leaf)).toBeGreaterThan(0);
    expect(2 * (await size(leaf))).toBeLessThan(await size(origin));
  });

  it('are read back as they were, over any number of days', async () => {
    const { vault, blobs } = smallVault();
    const snapshots = await history(vault, 600);
    const reopened = smallVault({ blobs }).vault;
    const resting = [...(await origins(blobs, snapshots.at(-1)?.root ?? '')).values()];
    expect(resting.filter((origin) => origin !== undefined).length).toBeGreaterThan(1);
    for (const day of [0, 1, 2, 3, 100, 255, 256, 257, 599, 600]) {
      const { root, model } = snapshots[day] ?? { root: '', model: new Map<string, string>() };
      expect(await Array.fromAsync(reopened.snapshot(root).scan())).toEqual(entriesOf(model));
      expect(await reopened.verify(root)).toEqual({ root, entries: 12, damages: [] });
      expect(await committed(smallVault().vault, model)).toBe(root);
    }
  });

  it('are found damaged where anything that they rest on is', async () => {
    const { vault, blobs } = smallVault();
    const snapshots = await history(vault, 30);
    const names = (await Array.fromAsync(blobs.list('tenant-1/chunks'))).map(({ name }) => name);
    const harms = fc.oneof(
      fc.nat().map((bit) => (bytes: Buffer) => {
        bytes[(bit >> 3) % bytes.length] = (bytes[(bit >> 3) % bytes.length] ?? 0) ^ (1 << (bit % 8));
        return bytes;
      }),
      fc.nat().map((size) => (bytes: Buffer) => bytes.subarray(0, size % bytes.length)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), harms, async (name, harm) => {
        const sound = Buffer.from((await blobs.get(name)) ?? []);
        await blobs.put(name, harm(Buffer.from(sound)));
        const reopened = smallVault({ blobs }).vault;
        let hurt = 0;
        for (const { root, model } of snapshots) {
          const { damages } = await reopened.verify(root);
          const read = await Array.fromAsync(reopened.snapshot(root).scan()).catch(() => undefined);
          expect(read).toEqual(damages.length === 0 ? entriesOf(model) : undefined);
          hurt += damages.length;
        }
        expect(hurt).toBeGreaterThan(0);
        await blobs.put(name, sound);
      }),
      { numRuns: 60 },
    );
  });

  it('are missing where what they rest on is, and only they', async () => {
    const { vault, blobs, next, leaf, origin } = await resting();
    await blobs.delete(blobOf(origin));
    expect((await vault.verify(next.root)).damages).toEqual([
      { root: next.root, chunk: leaf, damage: 'missing' },
    ]);
  });

  it('are refused where a holder of the key lets them rest on each other', async () => {
    const { vault, blobs, base, next, leaf, origin } = await resting();
    const plain = Buffer.from('any text');
    for (const [one, other] of [
      [leaf, origin],
      [origin, leaf],
    ] as const) {
      const packed = await packDifference(plain, { digest: other, step: 1 }, plain);
      await blobs.put(blobOf(one), SEALER.seal('chunk', one, packed));
    }
    expect((await vault.verify(next.root)).damages).toMatchObject([{ chunk: leaf, damage: 'unreadable' }]);
    const reopened = smallVault({ blobs }).vault;
    await expect(Array.fromAsync(reopened.diff(base.root, next.root))).rejects.toThrow('damaged');
    await expect(Array.fromAsync(reopened.snapshot(next.root).scan())).rejects.toThrow('damaged');
  });

  it('are refused where they expand to what their digest does not name', async () => {
    const { vault, blobs, next, leaf, origin } = await resting();
    const chunks = storeOf(blobs);
    const other = Buffer.from('another text');
    expect(digestOf(other)).not.toBe(leaf);
    const packed = await packDifference(
      other,
      { digest: origin, step: 1 },
      (await chunks.leaf(origin)).bytes,
    );
    await blobs.put(blobOf(leaf), SEALER.seal('chunk', leaf, packed));
    expect((await vault.verify(next.root)).damages).toMatchObject([
      { chunk: leaf, damage: 'digestMismatch' },
    ]);
  });

  it('keep what they rest on from a sweep, and nothing else', async () => {
    const { vault, blobs, clock } = smallVault();
    const snapshots = await history(vault, 40);
    clock.advance(2 * HOUR);
    const { root, model } = snapshots.at(-1) ?? { root: '', model: new Map<string, string>() };
    const { deleted } = await vault.sweep([root]);
    expect(deleted).toBeGreaterThan(40);
    const reopened = smallVault({ blobs }).vault;
    expect(await reopened.verify(root)).toEqual({ root, entries: 12, damages: [] });
    expect(await Array.fromAsync(reopened.snapshot(root).scan())).toEqual(entriesOf(model));
    expect((await vault.sweep([root])).deleted).toBe(0);
  });

  it('stop a sweep before it deletes anything where one cannot be read', async () => {
    const { vault, blobs, clock, next, leaf } = await resting();
    clock.advance(2 * HOUR);
    await blobs.put(blobOf(leaf), Buffer.from('torn'));
    const before = await Array.fromAsync(blobs.list('tenant-1/chunks'));
    await expect(vault.sweep([next.root])).rejects.toThrow('damaged');
    expect(await Array.fromAsync(blobs.list('tenant-1/chunks'))).toEqual(before);
  });

  it('take what they rest on along when a commit reuses them while a sweep is under way', async () => {
    const { blobs, clock, next, vault } = await resting();
    const kept = await committed(vault, new Map([['user/x', 'x']]));
    clock.advance(2 * HOUR);
    const slow: BlobStore = {
      ...blobs,
      list: async function* (folder) {
        const listed = await Array.fromAsync(blobs.list(folder));
        expect(await committed(smallVault({ blobs, clock }).vault, next.model)).toBe(next.root);
        yield* listed;
      },
    };
    await smallVault({ blobs: slow, clock }).vault.sweep([kept]);
    expect(await smallVault({ blobs }).vault.verify(next.root)).toMatchObject({ entries: 12, damages: [] });
  });

  it('never rest on what only memory still has', async () => {
    const { vault, blobs, base, leaf, origin } = await resting();
    await blobs.delete(blobOf(leaf));
    await blobs.delete(blobOf(origin));
    const edit = vault.edit(base.root);
    for (const key of keysOf(base.model)) edit.put(key, `${base.model.get(key)} once more`);
    const root = await edit.commit();
    expect(await smallVault({ blobs }).vault.verify(root)).toMatchObject({ entries: 12, damages: [] });
  });
});

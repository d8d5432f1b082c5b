import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { constants, zstdCompressSync } from 'node:zlib';
import type { BlobStore } from './blob-store.js';
import { committed, smallVault, SMALL_CHUNKING, users } from './edit-model.contract.js';
import { digestOf } from './format/digest.js';
import { openVaultsCutBy } from './open-vaults.js';
import { Sealer } from './sealing/sealer.js';
import { VaultDamagedError, type Damage, type Vault } from './vault.js';

const KEY = Buffer.alloc(32, 7);

async function names(blobs: BlobStore, folder = 'tenant-1/chunks'): Promise<string[]> {
  return (await Array.fromAsync(blobs.list(folder))).map(({ name }) => name).sort();
}

async function change(blobs: BlobStore, name: string, changed: (bytes: Buffer) => Buffer): Promise<void> {
  await blobs.put(name, changed(Buffer.from((await blobs.get(name)) ?? [])));
}

function flipped(bit: number): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const at = Math.floor(bit / 8) % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8));
    return bytes;
  };
}

/** What a vault opened afresh makes of a snapshot: what verify lists, and whether reading all of it is refused. */
async function judged(blobs: BlobStore, root: string, key = KEY) {
  const { vault } = smallVault({ blobs, key });
  const { damages } = await vault.verify(root);
  const refused = await Array.fromAsync(vault.snapshot(root).scan()).then(
    () => false,
    (error: unknown) => error instanceof VaultDamagedError,
  );
  return { refused, damages: damages.map(({ damage }: Damage) => damage) };
}

/** A snapshot of 40 users, and the name of the blob of its root. */
async function target() {
  const { vault, blobs } = smallVault();
  const root = await committed(vault, users(40));
  const sealer = new Sealer(KEY, 'tenant-1');
  return { vault, blobs, root, sealer, rootBlob: `tenant-1/chunks/${sealer.chunkName(root)}` };
}

describe('a vault in the hands of someone who may write to its store', () => {
  it('sees a flip of any byte of any chunk', async () => {
    const { vault, blobs } = smallVault();
    const root = await committed(vault, users(7));
    for (const name of await names(blobs)) {
      const sound = Buffer.from((await blobs.get(name)) ?? []);
      for (let at = 0; at < sound.length; at += 1) {
        await blobs.put(name, flipped(8 * at + (at % 8))(Buffer.from(sound)));
        expect(await judged(blobs, root)).toEqual({ refused: true, damages: ['unreadable'] });
      }
      await blobs.put(name, sound);
    }
    expect(await judged(blobs, root)).toEqual({ refused: false, damages: [] });
  });

  it('sees any flip, cut, extension or loss of any chunk of a larger snapshot', async () => {
    const { blobs, root } = await target();
    const all = await names(blobs);
    const harms = fc.oneof(
      fc.nat().map((bit) => flipped(bit)),
      fc.nat().map((size) => (bytes: Buffer) => bytes.subarray(0, size % bytes.length)),
      fc.nat().map((seed) => (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([seed % 256])])),
      fc.nat().map((from) => (bytes: Buffer) => bytes.fill(0, from % bytes.length)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), harms, async (name, harm) => {
        const sound = Buffer.from((await blobs.get(name)) ?? []);
        const harmed = harm(Buffer.from(sound));
        fc.pre(!harmed.equals(sound));
        await blobs.put(name, harmed);
        expect((await judged(blobs, root)).damages).toHaveLength(1);
        await blobs.put(name, sound);
      }),
      { numRuns: 200 },
    );
  });

  it('sees two chunks swapped, each authentic in itself', async () => {
    const { blobs, root } = await target();
    const [one = '', other = ''] = await names(blobs);
    const [first, second] = [await blobs.get(one), await blobs.get(other)];
    await blobs.put(one, second ?? Buffer.alloc(0));
    await blobs.put(other, first ?? Buffer.alloc(0));
    const { refused, damages } = await judged(blobs, root);
    expect(refused).toBe(true);
    expect(damages.length).toBeGreaterThan(0);
  });

  it('sees an old root put in the place of a newer one', async () => {
    const { vault, blobs, root, sealer, rootBlob } = await target();
    const older = await committed(vault, users(30));
    await blobs.put(
      rootBlob,
      (await blobs.get(`tenant-1/chunks/${sealer.chunkName(older)}`)) ?? Buffer.alloc(0),
    );
    expect(await judged(blobs, root)).toEqual({ refused: true, damages: ['unreadable'] });
  });

  it('sees a deleted chunk, and tells it from an altered one', async () => {
    const { blobs, root } = await target();
    for (const name of await names(blobs)) {
      const bytes = await blobs.get(name);
      await blobs.delete(name);
      expect(await judged(blobs, root)).toEqual({ refused: true, damages: ['missing'] });
      await blobs.put(name, bytes ?? Buffer.alloc(0));
    }
  });

  it('is not moved by a chunk added', async () => {
    const { blobs, root } = await target();
    await blobs.put(`tenant-1/chunks/${'ab'.repeat(32)}`, Buffer.from('added'));
    expect(await judged(blobs, root)).toEqual({ refused: false, damages: [] });
  });

  it('refuses content with a digest of its own, sealed without the key', async () => {
    const { blobs, root, rootBlob } = await target();
    const strangers = smallVault({ key: Buffer.alloc(32, 9) });
    const forged = await committed(strangers.vault, users(3));
    const forgery = `tenant-1/chunks/${new Sealer(Buffer.alloc(32, 9), 'tenant-1').chunkName(forged)}`;
    await blobs.put(rootBlob, (await strangers.blobs.get(forgery)) ?? Buffer.alloc(0));
    expect(await judged(blobs, root)).toEqual({ refused: true, damages: ['unreadable'] });
  });

  it("refuses another tenant's chunk of the same content", async () => {
    const { blobs, root, rootBlob, vault } = await target();
    const vaults = openVaultsCutBy(SMALL_CHUNKING, {
      blobs,
      key: KEY,
      clock: { now: () => new Date(0), sleep: async () => undefined },
    });
    const same = await committed(vaults.of('tenant-2'), users(40));
    expect(same).toBe(root);
    await blobs.put(
      rootBlob,
      (await blobs.get(`tenant-2/chunks/${new Sealer(KEY, 'tenant-2').chunkName(root)}`)) ?? Buffer.alloc(0),
    );
    expect(await judged(blobs, root)).toEqual({ refused: true, damages: ['unreadable'] });
    expect((await vault.verify(root)).damages).toHaveLength(1);
  });

  it('opens nothing under a wrong key', async () => {
    const { blobs, root } = await target();
    const { refused, damages } = await judged(blobs, root, Buffer.alloc(32, 8));
    expect(refused).toBe(true);
    expect(damages).toEqual(['missing']);
    expect(() => smallVault({ blobs, key: Buffer.alloc(16) })).toThrow(RangeError);
  });

  it.each([
    ['announces more than any chunk has', 0xffffffff],
    ['expands to more than it announces', 1000],
    ['expands to less than it announces', 60_000_000],
    ['announces nothing', 0],
  ])('refuses a compressed chunk that %s', async (_, announced) => {
    const { blobs, root, rootBlob, sealer } = await target();
    const frame = zstdCompressSync(Buffer.alloc(50_000_000), {
      params: { [constants.ZSTD_c_compressionLevel]: 1 },
    });
    const header = Buffer.alloc(4);
    header.writeUInt32LE(announced);
    await blobs.put(rootBlob, sealer.seal('chunk', root, Buffer.concat([header, frame])));
    expect(await judged(blobs, root)).toEqual({ refused: true, damages: ['unreadable'] });
  });

  it('sees content under a digest that is not its own, even from a holder of the key', async () => {
    const { blobs, root, rootBlob, sealer } = await target();
    const plain = Buffer.from('{}');
    const header = Buffer.from([plain.length, 0, 0, 0]);
    const packed = Buffer.concat([header, zstdCompressSync(plain)]);
    await blobs.put(rootBlob, sealer.seal('chunk', root, packed));
    expect(await judged(blobs, root)).toEqual({ refused: true, damages: ['digestMismatch'] });
    const digest = digestOf(plain);
    await blobs.put(`tenant-1/chunks/${sealer.chunkName(digest)}`, sealer.seal('chunk', digest, packed));
    expect(await judged(blobs, digest)).toEqual({ refused: true, damages: ['unreadable'] });
  });

  it('refuses a reference altered, renamed, cut or brought from another tenant', async () => {
    const { vault, blobs } = await target();
    await vault.writeReference('head', 'a root');
    await vault.writeReference('other', 'another root');
    const [head = '', other = ''] = await names(blobs, 'tenant-1/references');
    const sound = Buffer.from((await blobs.get(head)) ?? []);
    const foreign = new Sealer(KEY, 'tenant-2').seal('reference', 'head', Buffer.from('a root'));
    const asChunk = new Sealer(KEY, 'tenant-1').seal('chunk', 'head', Buffer.from('a root'));
    const harmed = [
      (await blobs.get(other)) ?? sound,
      sound.subarray(0, -1),
      Buffer.alloc(0),
      foreign,
      asChunk,
    ];
    for (const bytes of [
      ...harmed,
      ...Array.from(sound.keys(), (at) => flipped(8 * at)(Buffer.from(sound))),
    ]) {
      await blobs.put(head, bytes);
      await expect(vault.readReference('head')).rejects.toThrow(VaultDamagedError);
    }
  });

  it('says which chunk is damaged, in words that carry nothing of its content', async () => {
    const { blobs, root, rootBlob } = await target();
    await change(blobs, rootBlob, flipped(400));
    const { vault }: { vault: Vault } = smallVault({ blobs });
    const error: unknown = await vault
      .snapshot(root)
      .get('user/1')
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ chunk: root, damage: 'unreadable' });
    expect(String(error)).not.toContain('user');
  });
});

import { describe, expect, it } from '@jest/globals';
import { packWhole, readPacked, unpack } from './chunks/packed-chunk.js';
import { committed, smallVault, users } from './edit-model.contract.js';
import { digestOf } from './format/digest.js';
import { decodeIndex, encodeIndex, type ChunkRef } from './format/index-chunk.js';
import { Leaf } from './format/leaf.js';
import { LeafEncoder } from './format/leaf-encoder.js';
import { openVaults } from './open-vaults.js';
import { Sealer } from './sealing/sealer.js';

/** A vault whose chunks can be read and written by hand: what a faulty writer that has the key could leave. */
function forgeable() {
  const { vault, blobs, clock } = smallVault();
  const key = Buffer.alloc(32, 7);
  const sealer = new Sealer(key, 'tenant-1');
  const blob = (digest: string): string => `tenant-1/chunks/${sealer.chunkName(digest)}`;
  return {
    vault,
    blobs,
    clock,
    key,
    blob,
    read: async (digest: string): Promise<Buffer> =>
      unpack(readPacked(sealer.open('chunk', digest, (await blobs.get(blob(digest))) ?? Buffer.alloc(0)))),
    write: async (plain: Buffer): Promise<string> => {
      const digest = digestOf(plain);
      await blobs.put(blob(digest), sealer.seal('chunk', digest, await packWhole(plain)));
      return digest;
    },
  };
}

/** A snapshot of one leaf, and its root forged from that leaf's reference. */
async function forged(change: (ref: ChunkRef, leaf: Leaf) => Promise<Partial<ChunkRef>> | Partial<ChunkRef>) {
  const vault = forgeable();
  const root = await committed(
    vault.vault,
    new Map([
      ['user/1', 'a'],
      ['user/2', 'b'],
    ]),
  );
  const [ref] = decodeIndex(await vault.read(root)).chunks;
  if (!ref) throw new Error('The snapshot has no leaf.');
  const changed = { ...ref, ...(await change(ref, Leaf.decode(await vault.read(ref.digest)))) };
  return { vault, root: await vault.write(encodeIndex(1, [changed])), digest: changed.digest };
}

function leafOf(...entries: readonly (readonly [string, string])[]): Buffer {
  const encoder = new LeafEncoder();
  for (const [key, value] of entries) encoder.add(key, Buffer.from(value));
  return encoder.finish();
}

function notText(bytes: Buffer): Buffer {
  bytes[bytes.length - 1] = 0xff;
  return bytes;
}

describe('verifying a snapshot', () => {
  it('accepts what was not changed', async () => {
    const { vault, root } = await forged(() => ({}));
    expect(await vault.vault.verify(root)).toEqual({ root, entries: 2, damages: [] });
  });

  it.each<[string, Parameters<typeof forged>[0]]>([
    ['counts that are not those of the chunk', () => ({ counts: new Map([['user', 3]]) })],
    ['families that are not those of the chunk', () => ({ counts: new Map([['group', 2]]) })],
    ['a first key that is not the chunk’s', () => ({ firstKey: 'user/0' })],
    ['a last key that is not the chunk’s', () => ({ lastKey: 'user/3' })],
  ])('sees %s', async (_, change) => {
    const { vault, root, digest } = await forged(change);
    expect(await vault.vault.verify(root)).toEqual({
      root,
      entries: 0,
      damages: [{ root, chunk: digest, damage: 'unreadable' }],
    });
  });

  it.each<[string, Buffer]>([
    ['keys out of order', leafOf(['user/1', 'a'], ['user/7', 'b'], ['user/2', 'b'])],
    ['a key twice', leafOf(['user/1', 'a'], ['user/1', 'b'], ['user/2', 'b'])],
    ['bytes that are no text', notText(leafOf(['user/1', 'a'], ['user/2', 'b']))],
    [
      'lengths that do not add up',
      Buffer.concat([leafOf(['user/1', 'a'], ['user/2', 'b']), Buffer.from('x')]),
    ],
    ['no entry', Buffer.from('KGL1\0\0\0\0', 'latin1')],
    ['nothing but its first bytes', Buffer.from('KGL1', 'latin1')],
  ])('sees a leaf that holds %s', async (_, plain) => {
    const leaf = digestOf(plain);
    const counts = new Map([['user', plain.length < 9 ? 1 : plain.readUInt32LE(4)]]);
    const { vault, root } = await forged(() => ({ digest: leaf, counts }));
    await vault.write(plain);
    expect((await vault.vault.verify(root)).damages).toEqual([{ root, chunk: leaf, damage: 'unreadable' }]);
  });

  it.each([
    ['not JSON', '{'],
    ['not an object', '7'],
    ['of another format', '{"format":"known-good index 2","level":1,"families":[],"chunks":[]}'],
    ['without its chunks', '{"format":"known-good index 1","level":1,"families":[]}'],
    ['with blanks', '{"format":"known-good index 1", "level":1,"families":[],"chunks":[]}'],
    [
      'with a family that no chunk has',
      '{"format":"known-good index 1","level":1,"families":["x"],"chunks":[]}',
    ],
    [
      'with an incomplete row',
      '{"format":"known-good index 1","level":1,"families":[],"chunks":[["a","b"]]}',
    ],
  ])('sees a root that is %s', async (_, text) => {
    const { vault, write } = forgeable();
    const root = await write(Buffer.from(text));
    expect((await vault.verify(root)).damages).toEqual([{ root, chunk: root, damage: 'unreadable' }]);
  });

  it('sees chunks that end elsewhere than the rule says', async () => {
    const { vault, blobs, clock, key } = forgeable();
    const root = await committed(vault, users(60));
    const standard = openVaults({ blobs, clock, key }).of('tenant-1');
    expect((await standard.verify(root)).damages.length).toBeGreaterThan(0);
  });

  it('sees a level too many', async () => {
    const { vault, read, write } = forgeable();
    const root = await committed(vault, new Map([['user/1', 'a']]));
    const [leaf] = decodeIndex(await read(root)).chunks;
    if (!leaf) throw new Error('The snapshot has no leaf.');
    const taller = await write(encodeIndex(2, [{ ...leaf, level: 1, digest: root }]));
    expect((await vault.verify(taller)).damages).toEqual([
      { root: taller, chunk: taller, damage: 'unreadable' },
    ]);
  });

  it('lists every damage, and a damaged index chunk in place of all below it', async () => {
    const { vault, blobs, blob, read } = forgeable();
    const root = await committed(vault, users(60));
    const chunks = decodeIndex(await read(root)).chunks;
    const [first, , third] = chunks;
    for (const ref of [first, third]) if (ref) await blobs.delete(blob(ref.digest));
    const { entries, damages } = await vault.verify(root);
    expect(damages.map(({ chunk }) => chunk)).toEqual([first?.digest, third?.digest]);
    const hidden = [first, third].reduce((sum, ref) => sum + (ref?.counts.get('user') ?? 0), 0);
    expect(entries).toBe(60 - hidden);
  });

  it('reads the store even where memory still has the chunk', async () => {
    const { vault, blobs, blob } = forgeable();
    const root = await committed(vault, users(60));
    await Array.fromAsync(vault.snapshot(root).scan());
    await blobs.delete(blob(root));
    expect((await vault.verify(root)).damages).toEqual([{ root, chunk: root, damage: 'missing' }]);
  });
});

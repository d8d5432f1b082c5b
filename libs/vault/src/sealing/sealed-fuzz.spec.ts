import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { zstdCompressSync } from 'node:zlib';
import { anyBytes, anyHarm, valueOrRefusal } from '../../../../test/fuzz/hostile.js';
import { packDifference, packWhole, readPacked, unpack } from '../chunks/packed-chunk.js';
import { MalformedError } from '../format/malformed.js';
import { Sealer } from './sealer.js';

const sealer = new Sealer(Buffer.alloc(32, 7), 'tenant-1');
const plainText = anyBytes.filter(({ length }) => length > 0);
const origin = { digest: 'ab'.repeat(32), step: 1 };

describe('a sealed blob', () => {
  it('gives what was sealed, and after any harm nothing', () => {
    fc.assert(
      fc.property(anyBytes, anyHarm, (plain, harm) => {
        const sealed = sealer.seal('chunk', 'name', plain);
        expect(sealer.open('chunk', 'name', sealed).equals(plain)).toBe(true);
        const hurt = harm(sealed);
        fc.pre(!hurt.equals(sealed));
        expect(valueOrRefusal(() => sealer.open('chunk', 'name', hurt), MalformedError)).toBe('refused');
      }),
    );
  });

  it('is malformed where it is anything else', () => {
    const sealedLike = anyBytes.map((bytes) => Buffer.concat([Buffer.from('KGV1'), bytes]));
    fc.assert(
      fc.property(fc.oneof(anyBytes, sealedLike), (bytes) => {
        expect(valueOrRefusal(() => sealer.open('chunk', 'name', bytes), MalformedError)).toBe('refused');
      }),
    );
  });
});

describe('a packed chunk', () => {
  const unpacked = async (bytes: Buffer, originPlain: Buffer): Promise<Buffer | 'refused'> => {
    const packed = valueOrRefusal(() => readPacked(bytes), MalformedError);
    if (packed === 'refused') return 'refused';
    const { origin: from, length } = packed.value;
    try {
      const plain = await unpack(packed.value, from && originPlain);
      expect(plain).toHaveLength(length);
      return plain;
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedError);
      return 'refused';
    }
  };

  it('gives what was packed, whole or as a difference', async () => {
    await fc.assert(
      fc.asyncProperty(plainText, plainText, async (plain, other) => {
        expect(await unpacked(await packWhole(plain), other)).toEqual(plain);
        expect(await unpacked(await packDifference(plain, origin, other), other)).toEqual(plain);
      }),
    );
  });

  it('after any harm is of the announced size, or malformed', async () => {
    await fc.assert(
      fc.asyncProperty(plainText, plainText, anyHarm, anyBytes, async (plain, other, harm, bytes) => {
        await unpacked(harm(await packWhole(plain)), other);
        await unpacked(harm(await packDifference(plain, origin, other)), other);
        await unpacked(bytes, other);
      }),
    );
  });

  it('is not expanded beyond the size that it announces', async () => {
    const bomb = Buffer.concat([Buffer.of(16, 0, 0, 0), zstdCompressSync(Buffer.alloc(32 * 1024 * 1024))]);
    expect(await unpacked(bomb, Buffer.alloc(0))).toBe('refused');
  });
});

import { constants, zstdCompress, zstdCompressSync, zstdDecompress } from 'node:zlib';
import { promisify } from 'node:util';
import { MalformedError } from '../format/malformed.js';

/** No chunk is larger than this once expanded: 4 MiB of entries, one entry at its limit, and room. */
export const MAX_EXPANDED_BYTES = 64 * 1024 * 1024;

/** Level 1: measured fastest and, on packs of hundreds of objects, as small as the default. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const HEADER = 4;
const compressed = promisify(zstdCompress);
const expanded = promisify(zstdDecompress);

/** The plain length (32-bit little-endian), then one zstd frame. */
export async function compress(plain: Buffer): Promise<Buffer> {
  if (plain.length > MAX_EXPANDED_BYTES) throw new RangeError('A chunk is larger than the format allows.');
  return framed(plain.length, await compressed(plain, options));
}

/** As {@link compress}, at once: for a caller that must free the plain memory before it goes on. */
export function compressNow(plain: Buffer): Buffer {
  return framed(plain.length, zstdCompressSync(plain, options));
}

/**
 * Undoes {@link compress}. Never produces more bytes than announced, nor more than {@link MAX_EXPANDED_BYTES}:
 * throws {@link MalformedError} instead.
 */
export async function expand(packed: Buffer): Promise<Buffer> {
  const length = packed.length < HEADER ? 0 : packed.readUInt32LE(0);
  if (length === 0 || length > MAX_EXPANDED_BYTES)
    throw new MalformedError('The announced size is impossible.');
  const plain = await expanded(packed.subarray(HEADER), {
    maxOutputLength: length,
    chunkSize: Math.max(64, length),
  }).catch(() => {
    throw new MalformedError('The compressed bytes cannot be expanded to the announced size.');
  });
  if (plain.length !== length) throw new MalformedError('The compressed bytes are shorter than announced.');
  return plain;
}

function framed(length: number, frame: Buffer): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(length);
  return Buffer.concat([header, frame]);
}

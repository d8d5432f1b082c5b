import { constants, zstdCompress, zstdDecompress, zstdDecompressSync, type ZstdOptions } from 'node:zlib';
import { promisify } from 'node:util';
import { MalformedError } from '../format/malformed.js';

/** No chunk is larger than this once expanded: 4 MiB of entries, one entry at its limit, and room. */
export const MAX_EXPANDED_BYTES = 64 * 1024 * 1024;

/** Level 1: measured fastest and, on packs of hundreds of objects, as small as the default. */
const LEVEL = { [constants.ZSTD_c_compressionLevel]: 1 };
/** Bounds of zstd's window, and of the table of places in it, as powers of two. */
const WINDOW_LOG = { least: 19, most: 27 };
const HASH_LOG = { least: 17, most: 24 };
/** Compressed bytes come in pieces of this size: most chunks are one piece. */
const COMPRESSED_PIECE = 96 * 1024;
const compressed = promisify(zstdCompress);
const expanded = promisify(zstdDecompress);

/**
 * One zstd frame of `plain`; with a dictionary, of what is not in it. The frame can be expanded with the same
 * dictionary only. Throws a `RangeError` on more than {@link MAX_EXPANDED_BYTES}.
 */
export async function compress(plain: Buffer, dictionary?: Buffer): Promise<Buffer> {
  if (plain.length > MAX_EXPANDED_BYTES) throw new RangeError('A chunk is larger than the format allows.');
  const options = dictionary ? withDictionary(dictionary, plain.length) : { params: LEVEL };
  return compressed(plain, { chunkSize: COMPRESSED_PIECE, ...options });
}

/**
 * Undoes {@link compress}. Never produces more bytes than announced: throws {@link MalformedError} unless the frame
 * holds `length` bytes.
 */
export async function expand(frame: Buffer, length: number, dictionary?: Buffer): Promise<Buffer> {
  const plain = await expandedFrame(frame, length, dictionary).catch(() => {
    throw new MalformedError('The compressed bytes cannot be expanded to the announced size.');
  });
  if (plain.length !== length) throw new MalformedError('The compressed bytes are shorter than announced.');
  return plain;
}

/** With a dictionary little is left to be done: less than handing it to another thread takes. */
async function expandedFrame(frame: Buffer, length: number, dictionary: Buffer | undefined): Promise<Buffer> {
  const limits = { maxOutputLength: length, chunkSize: Math.max(64, length) };
  return dictionary ? zstdDecompressSync(frame, { ...limits, dictionary }) : expanded(frame, limits);
}

/**
 * The window must reach from the end of the text to the beginning of the dictionary, and the table must be large
 * enough for all of the dictionary: with level 1's own, most of its hundreds of kilobytes is never found again.
 */
function withDictionary(dictionary: Buffer, length: number): ZstdOptions {
  const window = within(WINDOW_LOG, Math.log2(dictionary.length + length + 1));
  const hash = within(HASH_LOG, Math.log2(dictionary.length + 1) - 2);
  return {
    dictionary,
    params: { ...LEVEL, [constants.ZSTD_c_windowLog]: window, [constants.ZSTD_c_hashLog]: hash },
  };
}

function within({ least, most }: { readonly least: number; readonly most: number }, log: number): number {
  return Math.min(most, Math.max(least, Math.ceil(log)));
}

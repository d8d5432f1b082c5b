import { MalformedError } from '../format/malformed.js';
import { compress, expand, MAX_EXPANDED_BYTES } from '../sealing/compression.js';

/** The chunk that another is kept as a difference to, and the place of the other in their line (1 to 255). */
export interface Origin {
  readonly digest: string;
  readonly step: number;
}

/** A chunk's bytes as they are sealed: compressed, and whole unless there is an origin. */
export interface PackedChunk {
  readonly length: number;
  readonly frame: Buffer;
  readonly origin: Origin | undefined;
}

/** The last step of a line; the next chunk is kept whole again. */
export const MAX_STEP = 255;

const IS_DIFFERENCE = 0x8000_0000;
const LENGTH_BYTES = 4;
const DIFFERENCE_HEADER = LENGTH_BYTES + 1 + 32;

/** The plain length (32-bit little-endian), then one zstd frame. */
export async function packWhole(plain: Buffer): Promise<Buffer> {
  return Buffer.concat([lengthOf(plain.length), await compress(plain)]);
}

/**
 * The plain length with its highest bit set, the step (one byte), the origin's digest (32 bytes), then one zstd
 * frame whose dictionary is the origin's plain form.
 */
export async function packDifference(plain: Buffer, origin: Origin, originPlain: Buffer): Promise<Buffer> {
  return Buffer.concat([
    lengthOf((plain.length | IS_DIFFERENCE) >>> 0),
    Buffer.from([origin.step]),
    Buffer.from(origin.digest, 'hex'),
    await compress(plain, originPlain),
  ]);
}

/** Reads what stands before the frame. Throws {@link MalformedError} on what neither pack function can have written. */
export function readPacked(bytes: Buffer): PackedChunk {
  const marked = bytes.length < LENGTH_BYTES ? 0 : bytes.readUInt32LE(0);
  const length = (marked & ~IS_DIFFERENCE) >>> 0;
  if (length === 0 || length > MAX_EXPANDED_BYTES)
    throw new MalformedError('The announced size is impossible.');
  if (marked < IS_DIFFERENCE) return { length, frame: bytes.subarray(LENGTH_BYTES), origin: undefined };
  const step = bytes[LENGTH_BYTES] ?? 0;
  if (bytes.length < DIFFERENCE_HEADER || step === 0) throw new MalformedError('A difference is cut short.');
  const digest = bytes.toString('hex', LENGTH_BYTES + 1, DIFFERENCE_HEADER);
  return { length, frame: bytes.subarray(DIFFERENCE_HEADER), origin: { digest, step } };
}

/** The plain form; `originPlain` is needed where the chunk is a difference. Throws {@link MalformedError}. */
export function unpack({ frame, length }: PackedChunk, originPlain?: Buffer): Promise<Buffer> {
  return expand(frame, length, originPlain);
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(LENGTH_BYTES);
  bytes.writeUInt32LE(length);
  return bytes;
}

import { HASH_BYTES, type Hash } from '../merkle/hashing.js';

/** What the log was at a moment: how many events, and the root of the Merkle tree over their digests. */
export interface Checkpoint {
  /** Names the log, so that a checkpoint of another one is not taken for one of this. One line, no spaces. */
  readonly origin: string;
  readonly treeSize: number;
  readonly rootHash: Hash;
  /** ISO 8601, UTC. */
  readonly at: string;
}

const FORM =
  /^([^\s+]{1,200})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n$/;

/**
 * The one text of a checkpoint, which is what is signed: origin, size, root in base64 and time, a line each
 * (https://c2sp.org/tlog-checkpoint, the time as an extension line). Throws `RangeError` on what has no such text.
 */
export function checkpointText({ origin, treeSize, rootHash, at }: Checkpoint): string {
  const text = `${origin}\n${treeSize}\n${Buffer.from(rootHash).toString('base64')}\ntime ${at}\n`;
  if (!FORM.test(text))
    throw new RangeError('A checkpoint has an origin without spaces, a size, a root and a time.');
  return text;
}

/** The checkpoint that a text says, `undefined` where it is not exactly of the form of {@link checkpointText}. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [, origin, size, root, at] = FORM.exec(text) ?? [];
  if (origin === undefined || size === undefined || root === undefined || at === undefined) return undefined;
  const rootHash = Buffer.from(root, 'base64');
  const treeSize = Number(size);
  if (!Number.isSafeInteger(treeSize) || rootHash.length !== HASH_BYTES) return undefined;
  const checkpoint = { origin, treeSize, rootHash, at };
  return checkpointText(checkpoint) === text ? checkpoint : undefined;
}

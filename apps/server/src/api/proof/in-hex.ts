import type { Hash } from '#proof';

/** A hash as the API shows it. */
export const inHex = (hash: Hash): string => Buffer.from(hash).toString('hex');

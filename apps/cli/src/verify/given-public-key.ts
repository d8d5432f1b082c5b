import type { KeyObject } from 'node:crypto';
import { readPublicKey } from '#proof';
import { UsageError } from './verify-options.js';

/** The public key in a file that was named on the command line. Throws `UsageError` where it holds none. */
export function givenPublicKey(file: string): KeyObject {
  try {
    return readPublicKey(file);
  } catch {
    throw new UsageError(`${file} holds no Ed25519 public key.`);
  }
}

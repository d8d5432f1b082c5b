import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The name of the public key's file beside that of the private key. */
export function publicKeyFile(privateKeyFile: string): string {
  return `${privateKeyFile.replace(/\.pem$/, '')}.public.pem`;
}

/**
 * The Ed25519 key that signs checkpoints, from a PEM file (PKCS #8) readable by its owner only; made where there
 * is none. Its public half is written beside it ({@link publicKeyFile}), to be copied to whoever checks the log.
 * Throws where the file holds no such key.
 */
export function readOrCreateCheckpointKey(file: string): KeyObject {
  if (!existsSync(file)) createKey(file);
  const key = ed25519(createPrivateKey(readFileSync(file)), file);
  const publicFile = publicKeyFile(file);
  if (!existsSync(publicFile))
    writeFileSync(publicFile, createPublicKey(key).export({ type: 'spki', format: 'pem' }), { mode: 0o644 });
  return key;
}

/** The public key in a PEM file. Throws where the file holds no Ed25519 key. */
export function readPublicKey(file: string): KeyObject {
  return ed25519(createPublicKey(readFileSync(file)), file);
}

function createKey(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Two processes start at once: the other one's key is as good.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function ed25519(key: KeyObject, file: string): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`${file} holds no Ed25519 key.`);
  return key;
}

import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { checkpointText, parseCheckpoint, type Checkpoint } from './checkpoint.js';

/** Marks Ed25519 in the hash that names a key (https://c2sp.org/signed-note). */
const ED25519 = 1;
const KEY_ID_BYTES = 4;
const SIGNATURE_BYTES = 64;

const SIGNATURE_LINE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/;

/** Why a note is not believed. */
export type NoteFault = 'malformed' | 'wrongSignature';

/**
 * A checkpoint with its signature, as text: the checkpoint, an empty line, and a line with the key's name (the
 * origin), its id and the signature (https://c2sp.org/signed-note). Any tool of that format can check it.
 */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject): string {
  const text = checkpointText(checkpoint);
  const id = keyId(checkpoint.origin, createPublicKey(privateKey));
  const signature = sign(null, Buffer.from(text), privateKey);
  return `${text}\n\u2014 ${checkpoint.origin} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** The checkpoint that a note is about, whoever has signed it; `undefined` where it is about none. */
export function checkpointOf(note: string): Checkpoint | undefined {
  return parseCheckpoint(checkpointTextIn(note));
}

/** The checkpoint that a note vouches for under `publicKey`, or why it vouches for none. */
export function openNote(note: string, publicKey: KeyObject): Checkpoint | NoteFault {
  const text = checkpointTextIn(note);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined || !note.endsWith('\n')) return 'malformed';
  const id = keyId(checkpoint.origin, publicKey);
  const signed = note
    .slice(text.length + 1, -1)
    .split('\n')
    .some((line) => vouches(line, checkpoint.origin, id, text, publicKey));
  return signed ? checkpoint : 'wrongSignature';
}

/** What of a note is signed: all before the empty line. */
const checkpointTextIn = (note: string): string => note.slice(0, note.indexOf('\n\n') + 1);

function vouches(line: string, name: string, id: Buffer, text: string, publicKey: KeyObject): boolean {
  const [, signer, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (signer !== name || encoded === undefined) return false;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== KEY_ID_BYTES + SIGNATURE_BYTES || bytes.toString('base64') !== encoded) return false;
  if (!bytes.subarray(0, KEY_ID_BYTES).equals(id)) return false;
  return verify(null, Buffer.from(text), publicKey, bytes.subarray(KEY_ID_BYTES));
}

function keyId(name: string, publicKey: KeyObject): Buffer {
  const x = publicKey.export({ format: 'jwk' }).x;
  if (x === undefined) throw new TypeError('The key is no Ed25519 key.');
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), Buffer.from(x, 'base64url')]);
  return hash('sha256', named, 'buffer').subarray(0, KEY_ID_BYTES);
}

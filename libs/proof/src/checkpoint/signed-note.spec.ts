import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHash } from '../merkle/hashing.js';
import { publicKeyFile, readOrCreateCheckpointKey, readPublicKey } from './checkpoint-key.js';
import { checkpointText, parseCheckpoint, type Checkpoint } from './checkpoint.js';
import { openNote, signCheckpoint } from './signed-note.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const CHECKPOINT: Checkpoint = {
  origin: 'known-good/test',
  treeSize: 123_456,
  rootHash: leafHash(Buffer.from('root')),
  at: '2026-11-24T09:00:00.000Z',
};

describe('a checkpoint', () => {
  test('is one text: origin, size, root and time, a line each', () => {
    expect(checkpointText(CHECKPOINT)).toBe(
      'known-good/test\n123456\nPAb5plclr2BSYfY2ZyyWINQJcx2JpFHXRV/pxK4WeCk=\ntime 2026-11-24T09:00:00.000Z\n',
    );
    expect(parseCheckpoint(checkpointText(CHECKPOINT))).toEqual(CHECKPOINT);
  });

  test.each([
    ['nothing', ''],
    ['a size with a leading zero', checkpointText(CHECKPOINT).replace('\n1', '\n01')],
    ['a size too large to be counted', checkpointText(CHECKPOINT).replace('123456', '9999999999999999')],
    ['a root whose spare bits are set', checkpointText(CHECKPOINT).replace('Ck=', 'Cl=')],
    ['a line more', `${checkpointText(CHECKPOINT)}more\n`],
  ])('is not read from %s', (_name, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });

  test.each([
    { origin: 'two words' },
    { origin: 'a\nb' },
    { treeSize: -1 },
    { treeSize: 1.5 },
    { at: 'yesterday' },
  ])('cannot be made of %j', (part) =>
    expect(() => checkpointText({ ...CHECKPOINT, ...part })).toThrow(RangeError),
  );
});

describe('a signed checkpoint', () => {
  const note = signCheckpoint(CHECKPOINT, privateKey);

  test('opens under its public key, and under no other', () => {
    expect(openNote(note, publicKey)).toEqual(CHECKPOINT);
    expect(openNote(note, generateKeyPairSync('ed25519').publicKey)).toBe('wrongSignature');
  });

  test('opens beside the signatures of others', () => {
    const cosigned = `${note}\u2014 witness.example ${Buffer.alloc(68).toString('base64')}\n`;
    expect(openNote(cosigned, publicKey)).toEqual(CHECKPOINT);
  });

  test('does not open once any of its characters is another', () => {
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.constantFrom('0', 'A', 'z', '\n', ' '), (at, character) => {
        fc.pre(note[at] !== character);
        const opened = openNote(note.slice(0, at) + character + note.slice(at + 1), publicKey);
        expect(typeof opened).toBe('string');
      }),
    );
  });
});

describe('the key of checkpoints', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'known-good-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is made once, for its owner only, with its public half beside it', () => {
    const file = join(folder, 'keys', 'checkpoint.pem');
    const key = readOrCreateCheckpointKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readOrCreateCheckpointKey(file).equals(key)).toBe(true);
    expect(publicKeyFile(file)).toBe(join(folder, 'keys', 'checkpoint.public.pem'));
    expect(readFileSync(publicKeyFile(file), 'utf8')).not.toContain('PRIVATE');
    const note = signCheckpoint(CHECKPOINT, key);
    expect(openNote(note, readPublicKey(publicKeyFile(file)))).toEqual(CHECKPOINT);
  });

  test('of another kind is refused', () => {
    const file = join(folder, 'rsa.pem');
    const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(file, rsa.export({ type: 'pkcs8', format: 'pem' }));
    expect(() => readOrCreateCheckpointKey(file)).toThrow('holds no Ed25519 key');
  });
});

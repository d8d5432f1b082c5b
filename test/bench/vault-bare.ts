import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { SampleEntry } from './vault-sample.ts';

const KEY = randomBytes(32);
const ENTRIES = 512;
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * The least that a store of this kind can do, for the vault to stand beside: entries that come in key order, in packs
 * of 512, hashed, compressed, encrypted, written, flushed, renamed. No index, no ordering, no reading back; one thread.
 */
export function writeBarePacks(folder: string, entries: Iterable<SampleEntry>): number {
  let packs = 0;
  let pack: SampleEntry[] = [];
  for (const entry of entries) {
    if (pack.push(entry) < ENTRIES) continue;
    writePack(folder, packs, pack);
    packs += 1;
    pack = [];
  }
  if (pack.length > 0) writePack(folder, packs++, pack);
  return packs;
}

/** Reads packs, checks each pack's digest, and answers how many entries they hold. */
export function checkBarePacks(folder: string): number {
  let entries = 0;
  for (const file of readdirSync(folder)) entries += readPack(folder, file).length / 2;
  return entries;
}

/** Compares two folders of packs entry by entry, and answers how many differ. */
export function compareBarePacks(one: string, other: string): number {
  let changes = 0;
  for (const file of readdirSync(one)) {
    const [before, after] = [readPack(one, file), readPack(other, file)];
    for (let at = 0; at < before.length; at += 2) if (before[at + 1] !== after[at + 1]) changes += 1;
  }
  return changes;
}

function writePack(folder: string, place: number, entries: readonly SampleEntry[]): void {
  const plain = Buffer.from(entries.map(({ key, value }) => `${key}\n${value}`).join('\n'));
  const digest = hash('sha256', plain, 'buffer');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', KEY, nonce);
  const body = cipher.update(zstdCompressSync(plain, LEVEL));
  cipher.final();
  const temporary = join(folder, `.${place}`);
  const file = openSync(temporary, 'wx');
  writeSync(file, Buffer.concat([nonce, digest, cipher.getAuthTag(), body]));
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, join(folder, String(place)));
}

/** The pack's texts: keys at even places, values at odd ones. */
function readPack(folder: string, file: string): readonly string[] {
  const bytes = readFileSync(join(folder, file));
  const decipher = createDecipheriv('aes-256-gcm', KEY, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(44, 60));
  const packed = decipher.update(bytes.subarray(60));
  decipher.final();
  const plain = zstdDecompressSync(packed);
  if (!hash('sha256', plain, 'buffer').equals(bytes.subarray(12, 44))) throw new Error('A pack is damaged.');
  return plain.toString().split('\n');
}

import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Json } from '#catalogue';
import type { ImportProblem, ProblemCode } from './import-summary.js';
import { readJson } from './read-json.js';
import { textOfBytes } from './text-of-bytes.js';

/** One file holds at most this many bytes. */
export const MOST_FILE_BYTES = 64 * 1024 * 1024;

/** A file of an export that can be read: where it is, and its path below the export. */
export interface ExportPath {
  readonly path: string;
  readonly absolute: string;
}

/** A file of an export: what it holds, or why it cannot be used. */
export type ExportFile = { readonly path: string; readonly content: Json } | ImportProblem;

/**
 * The JSON files of an export, below a folder or one file, in the order of their paths; everything else there is
 * named as a problem. Never follows a symbolic link below the folder. Holds one file at a time.
 */
export function* exportFiles(source: string): Generator<ExportFile> {
  for (const found of exportPaths(source)) yield 'code' in found ? found : readExportFile(found);
}

/** The `.json` and `.jsonl` files of an export, and what else is there as problems. */
export function* exportPaths(source: string): Generator<ExportPath | ImportProblem> {
  const path = basename(source);
  // The source itself may be a link: it is the user who named it.
  const absolute = targetOf(source);
  const stats = absolute === undefined ? undefined : statSync(absolute, { throwIfNoEntry: false });
  if (absolute === undefined || !stats) yield problem(path, 'notFound', 'nothing at this path can be read');
  else if (stats.isDirectory()) yield* below(absolute, '');
  else if (stats.isFile()) yield { path, absolute };
  else yield problem(path, 'otherFile', 'neither a folder nor a file');
}

/** Reads one file whole. */
export function readExportFile({ path, absolute }: ExportPath): ExportFile {
  const bytes = bytesOf(absolute);
  if (bytes === 'tooLarge')
    return problem(path, 'tooLarge', `larger than ${MOST_FILE_BYTES / 1024 / 1024} MiB`);
  if (bytes === undefined) return problem(path, 'unreadable', 'cannot be read');
  const text = textOfBytes(bytes);
  if (text === undefined) return problem(path, 'notText', 'neither UTF-8 nor UTF-16');
  const read = readJson(text);
  return 'content' in read ? { path, content: read.content } : { path, ...read };
}

function* below(folder: string, path: string): Generator<ExportPath | ImportProblem> {
  const entries = entriesOf(folder);
  if (!entries) return void (yield problem(path, 'unreadable', 'the folder cannot be read'));
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`;
    const absolute = join(folder, entry.name);
    if (entry.name.startsWith('.')) yield problem(inside, 'hidden', 'hidden, so not looked into');
    else if (entry.isSymbolicLink()) yield problem(inside, 'symbolicLink', 'a symbolic link: not followed');
    else if (entry.isDirectory()) yield* below(absolute, inside);
    else if (entry.isFile() && /\.jsonl?$/i.test(entry.name)) yield { path: inside, absolute };
    else yield problem(inside, 'otherFile', 'neither .json nor .jsonl');
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

function targetOf(source: string): string | undefined {
  try {
    return realpathSync(source);
  } catch {
    return undefined;
  }
}

/** `undefined` where the file cannot be read. What has become a link since it was listed is not followed. */
function bytesOf(absolute: string): Uint8Array | 'tooLarge' | undefined {
  let file: number | undefined;
  try {
    file = openSync(absolute, constants.O_RDONLY | constants.O_NOFOLLOW);
    const { size } = fstatSync(file);
    if (size > MOST_FILE_BYTES) return 'tooLarge';
    const bytes = Buffer.alloc(size);
    let read = 0;
    for (let got = 1; got > 0 && read < size; read += got)
      got = readSync(file, bytes, read, size - read, read);
    return bytes.subarray(0, read);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function problem(path: string, code: ProblemCode, message: string): ImportProblem {
  return { path, code, message };
}

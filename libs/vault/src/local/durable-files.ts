import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whether an error says that a file or folder is not there. */
export const isAbsent = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** Whether an error says that something is there already. */
export const isPresent = (error: unknown): boolean => codeOf(error) === 'EEXIST';

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** Makes a folder's own entries durable. Windows has no such call and orders its journal itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Creates a folder, readable by its owner only, with its parents, each durably. */
export async function makeFolder(folder: string): Promise<void> {
  const created = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (created === undefined) return;
  for (let at = folder; at.length >= created.length; at = dirname(at)) await syncFolder(dirname(at));
}

/**
 * Puts `bytes` at `path` so that after a crash at any moment the old file or the new one is there, whole:
 * written elsewhere in the same file system, flushed, renamed, and the folder flushed.
 */
export async function replaceFile(
  temporary: string,
  path: string,
  bytes: Uint8Array,
  modifiedAt: Date,
): Promise<void> {
  try {
    await writeFlushed(temporary, bytes, modifiedAt);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeFlushed(path: string, bytes: Uint8Array, modifiedAt: Date): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.utimes(modifiedAt, modifiedAt);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

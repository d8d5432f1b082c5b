import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o600;

/**
 * What a file of secrets holds. Where there is no file, it is made of `create`'s value, readable by its owner
 * only. Throws, naming the file and nothing of what is in it, where `accepts` does not know the contents.
 */
export async function readOrCreateSecrets<T>(
  file: string,
  accepts: (contents: unknown) => contents is T,
  create: () => Promise<T>,
): Promise<T> {
  const stored = await readSecrets(file, accepts);
  if (stored !== undefined) {
    await chmod(file, OWNER_ONLY);
    return stored;
  }
  const made = await create();
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // A file cut short by a crash would lock everyone out, so it gets its name only when it is whole.
  await writeFile(`${file}.new`, JSON.stringify(made, undefined, 2), { mode: OWNER_ONLY });
  await rename(`${file}.new`, file);
  return made;
}

/** What a file of secrets holds, `undefined` where there is no such file. Throws like {@link readOrCreateSecrets}. */
export async function readSecrets<T>(
  file: string,
  accepts: (contents: unknown) => contents is T,
): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isObject(error) && error['code'] === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const contents = parsed(text);
  if (accepts(contents)) return contents;
  throw new Error(`${file} is damaged. Remove it, and a new one is made at the next start.`);
}

/** Tells an object, whose members can then be looked at, from other values. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

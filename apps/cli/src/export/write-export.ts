import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile as writeWhole } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OBJECT_TYPES } from '#catalogue';
import { MANIFEST, type ExportedFile } from '#interchange';
import { CommandEnd, EXIT } from '../exit-codes.js';

/**
 * Writes text into a file, which is there once it is whole, or to standard output. Answers how many files were written.
 */
export async function writeFile(text: AsyncIterable<string>, out: string | undefined): Promise<number> {
  if (out === undefined) {
    for await (const part of text) if (!process.stdout.write(part)) await once(process.stdout, 'drain');
    return 0;
  }
  const partial = `${out}.partial`;
  await pipeline(Readable.from(text), createWriteStream(partial, { mode: 0o600 }));
  await rename(partial, out);
  return 1;
}

/**
 * Writes files below a folder: a new or an empty one, or that of an earlier export, whose files go first. Answers how
 * many there are. Refuses a folder that holds anything else, but for a git repository.
 */
export async function writeFolder(files: AsyncIterable<ExportedFile>, out: string): Promise<number> {
  await mkdir(out, { recursive: true, mode: 0o700 });
  await makeRoom(out);
  let count = 0;
  for await (const { path, content } of files) {
    const file = join(out, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeWhole(file, content, { mode: 0o600 });
    count += 1;
  }
  return count;
}

async function makeRoom(out: string): Promise<void> {
  const own = new Set<string>([...OBJECT_TYPES, MANIFEST]);
  const found = (await readdir(out)).filter((name) => !name.startsWith('.git'));
  const isExport = existsSync(join(out, MANIFEST));
  if (found.length > 0 && (!isExport || found.some((name) => !own.has(name))))
    throw new CommandEnd(
      EXIT.usage,
      'FolderNotEmpty',
      `${out} holds something else than an earlier export. Choose a new folder, or one with nothing but a git repository.`,
    );
  for (const name of [MANIFEST, ...found]) await rm(join(out, name), { recursive: true, force: true });
}

import { readFile as readFileInOneGo } from 'node:fs';
import { link, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { promisify } from 'node:util';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { randomIds, systemClock, type Clock, type Ids } from '#runtime';
import { assertBlobName, type BlobInfo, type BlobStore } from '../blob-store.js';
import { isAbsent, isPresent, makeFolder, replaceFile } from './durable-files.js';
import { Turns } from '../turns.js';

/** A third of the calls that the same function of node:fs/promises makes for a small file. */
const readFile = promisify(readFileInOneGo);
const HOUR = 60 * 60 * 1000;
/** Files written at once: enough to keep a disk busy, far from the limit of open files. */
const WRITERS = 16;
/** Files on their way in. Blob names have no segment that begins with a dot. */
const INCOMING = '.incoming';
/** Files on their way out: `<id>.<blob name, slashes as commas>`, so that a crash between two steps can be undone. */
const OUTGOING = '.outgoing';

/** Options of {@link localBlobs}. */
export interface LocalBlobOptions {
  /** Dates the files. Default: the machine's clock. */
  readonly clock?: Clock;
  /** Names temporary files. Default: random. */
  readonly ids?: Ids;
}

/**
 * Blobs as files in a local folder, which is created where it is missing. The names of a folder fan out over
 * subfolders by their first two characters, so that none grows to many thousands of files. Several processes may
 * use one folder; its file system must have hard links. Opening clears up after crashes: what was half written
 * is deleted once it is an hour old, what was half deleted comes back.
 */
export async function localBlobs(folder: string, options: LocalBlobOptions = {}): Promise<BlobStore> {
  const { clock = systemClock, ids = randomIds } = options;
  const store = new LocalBlobs(resolve(folder), clock, ids);
  await store.open();
  return store;
}

class LocalBlobs implements BlobStore {
  private readonly turns = new Turns(WRITERS);
  private readonly foldersMade = new Set<string>();
  private lastFolder: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async open(): Promise<void> {
    await makeFolder(join(this.folder, INCOMING));
    await makeFolder(join(this.folder, OUTGOING));
    await this.discardIncoming(new Date(this.clock.now().getTime() - HOUR));
    await this.recallOutgoing();
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    const path = this.path(name);
    await this.turns.run(async () => {
      await this.haveFolder(dirname(path));
      await replaceFile(join(this.folder, INCOMING, this.ids.next()), path, bytes, this.clock.now());
    });
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    return unlessAbsent(readFile(this.path(name)));
  }

  async touch(name: string): Promise<boolean> {
    const now = this.clock.now();
    return (await unlessAbsent(utimes(this.path(name), now, now).then(() => true))) ?? false;
  }

  async *list(folder: string): AsyncGenerator<BlobInfo> {
    assertBlobName(folder);
    const top = join(this.folder, folder);
    const entries = (await unlessAbsent(readdir(top, { recursive: true, withFileTypes: true }))) ?? [];
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const info = await unlessAbsent(stat(path));
      if (info) yield { name: this.nameOf(path), modifiedAt: info.mtime };
    }
  }

  async delete(name: string, limit?: Date): Promise<boolean> {
    const path = this.path(name);
    const outgoing = join(this.folder, OUTGOING, `${this.ids.next()}.${name.replaceAll('/', ',')}`);
    // Out of the way first, dated then: a touch before this shows in the date, a touch after it finds nothing.
    const moved = await unlessAbsent(rename(path, outgoing).then(() => true));
    const info = moved && (await unlessAbsent(stat(outgoing)));
    if (!info) return false;
    const deletes = limit === undefined || info.mtime <= limit;
    if (!deletes) await putBack(outgoing, path);
    await rm(outgoing, { force: true });
    return deletes;
  }

  private async discardIncoming(limit: Date): Promise<void> {
    for (const file of await readdir(join(this.folder, INCOMING))) {
      const path = join(this.folder, INCOMING, file);
      const info = await unlessAbsent(stat(path));
      if (info && info.mtime <= limit) await rm(path, { force: true });
    }
  }

  private async recallOutgoing(): Promise<void> {
    for (const file of await readdir(join(this.folder, OUTGOING))) {
      const outgoing = join(this.folder, OUTGOING, file);
      const path = this.path(file.slice(file.indexOf('.') + 1).replaceAll(',', '/'));
      await this.haveFolder(dirname(path));
      await unlessAbsent(putBack(outgoing, path));
      await rm(outgoing, { force: true });
    }
  }

  /** One after the other, so that none counts as made before the folders above it are durable too. */
  private async haveFolder(folder: string): Promise<void> {
    if (this.foldersMade.has(folder)) return;
    const making = this.lastFolder.then(() => makeFolder(folder));
    this.lastFolder = making.catch(() => undefined);
    await making;
    this.foldersMade.add(folder);
  }

  /** `<folder>/+<first two characters>/<name>`; no segment of a name begins with a plus sign. */
  private path(name: string): string {
    assertBlobName(name);
    const file = basename(name);
    return join(this.folder, dirname(name), `+${file.slice(0, 2)}`, file);
  }

  private nameOf(path: string): string {
    const segments = relative(this.folder, path).split(/[\\/]/);
    return segments.filter((segment) => !segment.startsWith('+')).join('/');
  }
}

/** Gives a file its name back, unless the name has been taken anew meanwhile. */
async function putBack(outgoing: string, path: string): Promise<void> {
  await link(outgoing, path).catch((error: unknown) => {
    if (!isPresent(error)) throw error;
  });
}

async function unlessAbsent<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

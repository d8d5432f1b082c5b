import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSqliteEventStore } from '#event-store/sqlite';
import { systemClock } from '#runtime';
import { withEngine } from './engine-run.ts';
import { graphUserAt } from './tenant-content.ts';
import { ToldDirectory } from './told-directory.ts';
import {
  inWorkplace,
  openVault,
  printTable,
  rounded,
  stored,
  timed,
  type Figures,
} from './vault-workplace.ts';

/** What each tool is measured at: seconds, and megabytes after it. */
interface Measured {
  readonly first: number;
  readonly next: number;
  readonly difference: number;
  readonly megabytes: number;
}

/**
 * The same users, backed up by Known Good and kept as a folder of JSON files (one an object) under git, and under restic
 * where it is installed: the first backup, the next after `changes`, finding the changes, and the room taken. Writing the
 * changed files is not counted for the others; reading from a tenant is counted for nobody.
 */
export function benchBeside({ objects, changes }: { objects: number; changes: number }): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const ours = await knownGood(join(folder, 'known-good'), objects, changes);
    const files = join(folder, 'files');
    const git = await underGit(files, objects, changes);
    const restic = (await isInstalled('restic'))
      ? await underRestic(join(folder, 'restic'), files, objects, changes)
      : undefined;
    const row = (name: string, { first, next, difference, megabytes }: Measured) => [
      name,
      first,
      next,
      difference,
      megabytes,
    ];
    printTable(
      [`${objects} users, ${changes} changes`, 'first, s', 'next, s', 'changes found, s', 'MB'],
      [row('known good', ours), row('git', git), ...(restic ? [row('restic', restic)] : [])],
    );
    return { ...ratios('git', git, ours), ...(restic && ratios('restic', restic, ours)) };
  });
}

const ratios = (name: string, theirs: Measured, ours: Measured): Figures => ({
  [`${name}_first_ratio`]: rounded(theirs.first / ours.first),
  [`${name}_next_ratio`]: rounded(theirs.next / ours.next),
  [`${name}_difference_ratio`]: rounded(theirs.difference / ours.difference),
  [`${name}_size_ratio`]: rounded(theirs.megabytes / ours.megabytes),
});

async function knownGood(folder: string, objects: number, changes: number): Promise<Measured> {
  const store = openSqliteEventStore({ file: join(folder, '..', 'events.sqlite') });
  const directory = new ToldDirectory(objects);
  const vault = await openVault(folder);
  try {
    return await withEngine({ store, clock: systemClock, vault, directory }, async (engine) => {
      const first = await timed(() => engine.backUp());
      directory.change(changes);
      const next = await timed(() => engine.backUp());
      const difference = await timed(() => engine.report(first.result));
      const seconds = { first: first.seconds, next: next.seconds, difference: difference.seconds };
      return { ...seconds, megabytes: stored(folder).bytes / 1e6 };
    });
  } finally {
    await store.close();
  }
}

async function underGit(folder: string, objects: number, changes: number): Promise<Measured> {
  mkdirSync(folder);
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org'];
  const git = (...args: readonly string[]) =>
    promisify(execFile)('git', [...identity, ...args], { cwd: folder, maxBuffer: 1e9 });
  const commit = async (): Promise<void> => {
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'Backup');
  };
  writeFiles(folder, objects, objects, 0);
  await git('init', '--quiet');
  const first = await timed(commit);
  writeFiles(folder, objects, changes, 1);
  const next = await timed(commit);
  const difference = await timed(() => git('diff', 'HEAD~1', 'HEAD'));
  const megabytes = stored(join(folder, '.git')).bytes / 1e6;
  return { first: first.seconds, next: next.seconds, difference: difference.seconds, megabytes };
}

async function underRestic(
  repository: string,
  folder: string,
  objects: number,
  changes: number,
): Promise<Measured> {
  const restic = (...args: readonly string[]) =>
    promisify(execFile)('restic', ['--repo', repository, '--quiet', ...args], {
      env: { ...process.env, RESTIC_PASSWORD: 'bench' },
      maxBuffer: 1e9,
    });
  const backUp = () => restic('backup', folder, '--exclude', '.git');
  await restic('init');
  const first = await timed(backUp);
  writeFiles(folder, objects, changes, 2);
  const next = await timed(backUp);
  const snapshots = JSON.parse((await restic('snapshots', '--json')).stdout) as readonly { id: string }[];
  const [one = '', other = ''] = snapshots.map(({ id }) => id);
  const difference = await timed(() => restic('diff', one, other));
  const megabytes = stored(repository).bytes / 1e6;
  return { first: first.seconds, next: next.seconds, difference: difference.seconds, megabytes };
}

/** Writes `count` of the users, spread evenly, a file each in folders of a thousand. */
function writeFiles(folder: string, objects: number, count: number, version: number): void {
  const stride = Math.max(1, Math.floor(objects / Math.max(1, count)));
  for (let place = 0; place < count; place += 1) {
    const n = place * stride;
    const parent = join(folder, `${Math.floor(n / 1_000)}`);
    mkdirSync(parent, { recursive: true });
    writeFileSync(join(parent, `${n}.json`), JSON.stringify(graphUserAt(n, version), null, 2));
  }
}

function isInstalled(command: string): Promise<boolean> {
  return promisify(execFile)(command, ['version']).then(
    () => true,
    () => false,
  );
}

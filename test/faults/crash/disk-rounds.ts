import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CrashSite } from './crash-site.ts';
import type { Round } from './rounds.ts';

const LOOKS_MS = 4_000;

/**
 * A small disk of its own is filled, then its vault is made read-only: nothing may be told as done meanwhile, and once there is room
 * again what was asked for ends. Left out, and said so, where this process may not mount one.
 */
export async function diskRounds(): Promise<readonly Round[]> {
  const folder = mkdtempSync(join(tmpdir(), 'known-good-disk-'));
  if (!mount('-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder)) {
    console.log('The rounds of a full and a read-only disk are left out: no disk may be mounted here.');
    return [];
  }
  try {
    const site = await CrashSite.open(folder);
    try {
      const filler = join(folder, 'filler');
      const full = await troubledRound(site, 'full disk', {
        begin: () => fill(folder, filler),
        end: () => rmSync(filler),
      });
      // The log is held open, so it is the vault's folder that becomes read-only.
      const vault = join(site.folder, 'vault');
      const readOnly = await troubledRound(site, 'read-only vault', {
        begin: () => {
          if (!mount('--bind', vault, vault) || !mount('-o', 'remount,ro,bind', vault))
            throw new Error('The folder cannot be made read-only.');
        },
        end: () => void spawnSync('umount', [vault]),
      });
      return [full, readOnly];
    } finally {
      await site.close();
    }
  } finally {
    spawnSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Trouble {
  readonly begin: () => void;
  readonly end: () => void;
}

/** A backup is asked for, the disk fails before it can end, and works again later. */
async function troubledRound(site: CrashSite, kind: string, { begin, end }: Trouble): Promise<Round> {
  const faults: string[] = [];
  await site.killWorker();
  const id = await site.requestBackup();
  begin();
  site.startWorker();
  await delay(LOOKS_MS);
  if ((await site.state()).backups.get(id)?.status === 'listed')
    faults.push('A backup is listed that cannot be stored.');
  end();
  site.startWorker();
  await site.until(() => site.isEnded(id), `the backup has ended after a ${kind}`);
  faults.push(...(await site.faultsOfLog()));
  for (const hurt of await site.hurtBackups()) faults.push(`Backup ${hurt} does not verify.`);
  return { kind, faults };
}

function fill(folder: string, file: string): void {
  const { bavail, bsize } = statfsSync(folder);
  try {
    writeFileSync(file, Buffer.alloc(bavail * bsize));
  } catch {
    // Full is what it should be.
  }
}

const mount = (...options: readonly string[]): boolean => spawnSync('mount', options).status === 0;

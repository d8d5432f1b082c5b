import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#runtime';
import { openVaults, type Vault } from '#vault';
import { localBlobs } from '#vault/local';
import { linkAt, userAt } from './vault-sample.ts';

/** Figures of a bench by name. */
export type Figures = Readonly<Record<string, number>>;

/** How much a bench of the vault works on. */
export interface VaultSizes {
  readonly objects: number;
  readonly changes: number;
  /** Of daily backups. */
  readonly days: number;
}

const KEY = Buffer.alloc(32, 7);

/** Runs a bench in a temporary folder of its own. */
export async function inWorkplace<Result>(bench: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'known-good-bench-'));
  try {
    return await bench(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The vault in a folder as a process finds it that has just begun: nothing of it is in memory. */
export async function openVault(folder: string): Promise<Vault> {
  const blobs = await localBlobs(folder);
  return openVaults({ blobs, key: KEY, clock: systemClock }).of('tenant-1');
}

/** Commits users and links as a first backup does, and answers the root. */
export async function firstBackup(vault: Vault, users: number, links = 0): Promise<string> {
  const edit = vault.edit(undefined);
  for (let n = 0; n < users; n += 1) {
    const { key, value } = userAt(n);
    edit.put(key, value);
    await edit.room();
  }
  for (let n = 0; n < links; n += 1) {
    const { key, value } = linkAt(n, links);
    edit.put(key, value);
    await edit.room();
  }
  return edit.commit();
}

/** Commits changes of one attribute each, spread over all users, and answers the root. */
export async function nextBackup(
  vault: Vault,
  base: string,
  users: number,
  changes: number,
  version: number,
): Promise<string> {
  const edit = vault.edit(base);
  for (let change = 0; change < changes; change += 1) {
    const { key, value } = userAt(changedUser(change, users, changes, version), version);
    edit.put(key, value);
    await edit.room();
  }
  return edit.commit();
}

/** The users whom one day's changes fall on: each another one, other ones the next day. */
function changedUser(change: number, users: number, changes: number, version: number): number {
  const stride = Math.max(1, Math.floor(users / changes));
  return (change * stride + ((version * 7919) % stride)) % users;
}

/** Files below a folder and their bytes. */
export function stored(folder: string): { readonly files: number; readonly bytes: number } {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Seconds that `work` takes, and what it answers. */
export async function timed<Result>(
  work: () => Result | Promise<Result>,
): Promise<{ readonly seconds: number; readonly result: Result }> {
  const began = performance.now();
  const result = await work();
  return { seconds: (performance.now() - began) / 1000, result };
}

/** Prints rows under a head, the first column to the left. */
export function printTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const cells = [head, ...rows].map((row) => row.map(shown));
  const widths = head.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  for (const row of cells) {
    const line = row.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0),
    );
    process.stdout.write(`${line.join('   ')}\n`);
  }
}

function shown(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  if (Number.isNaN(cell)) return '';
  return cell.toLocaleString('en', { maximumFractionDigits: cell < 10 ? 3 : cell < 1000 ? 1 : 0 });
}

/** A figure for the last line. */
export const rounded = (figure: number): number => Number(figure.toPrecision(4));

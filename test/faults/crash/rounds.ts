import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '#runtime';
import type { CrashSite } from './crash-site.ts';
import { KillableProcess } from './worker-process.ts';

/** What came of one round; faults are what was broken. */
export interface Round {
  readonly kind: string;
  readonly faults: readonly string[];
}

const LONGEST_LIFE_MS = 900;
const MOST_KILLS = 3;
const KEPT_BACKUPS = 4;

/** Something is asked for, the worker is killed at random moments meanwhile, and then it must all be as it should. */
export async function killRound(site: CrashSite, round: number, random: Random): Promise<Round> {
  const backups = await site.listedBackups();
  const latest = backups.at(-1);
  const kind = latest === undefined ? 'backup' : (KINDS[round % KINDS.length] ?? 'backup');
  const faults: string[] = [];
  if (kind === 'backup' || latest === undefined) {
    const id = await site.requestBackup();
    await killMeanwhile(site, random, () => site.isEnded(id));
  } else if (kind === 'report') {
    const id = await site.requestReport(latest.id);
    await killMeanwhile(site, random, () => site.isEnded(id));
  } else if (kind === 'recovery') faults.push(...(await recovery(site, random, latest.id, round)));
  else if (kind === 'expiry') {
    const [oldest] = backups;
    if (oldest && backups.length > KEPT_BACKUPS) await site.retire(oldest.id);
    await killMeanwhile(site, random, async () => true);
  } else await sweep(site, random);
  faults.push(...(await site.faultsOfLog()));
  for (const id of await site.hurtBackups()) faults.push(`Backup ${id} does not verify.`);
  return { kind: `kill -9 in ${kind}`, faults };
}

const KINDS = ['backup', 'recovery', 'report', 'recovery', 'expiry', 'sweep'] as const;

/** Stored files are cut, flipped and taken away in turn: each backup that they hurt must be named. */
export async function damageRound(site: CrashSite, round: number, random: Random): Promise<Round> {
  const folder = join(site.folder, 'vault');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /chunks\/.*[0-9a-f]{64}$/.test(name),
  );
  const name = files[Math.floor(random.next() * files.length)];
  if (name === undefined) return { kind: 'damage', faults: ['There is no chunk to damage.'] };
  const file = join(folder, name);
  const whole = readFileSync(file);
  const place = Math.floor(random.next() * whole.length);
  const flipped = Buffer.from(whole);
  flipped[place] = (flipped[place] ?? 0) ^ (1 << Math.floor(random.next() * 8));
  const isFlip = round % 2 === 0;
  writeFileSync(file, isFlip ? flipped : whole.subarray(0, place));
  const hurt = await site.hurtBackups();
  // A second reading must name the same, and the mended file none.
  const again = await site.hurtBackups();
  writeFileSync(file, whole);
  const faults = hurt.join() === again.join() ? [] : ['Two readings name different backups.'];
  if ((await site.hurtBackups()).length > 0) faults.push('A mended file is still named.');
  if (hurt.length === 0 && files.length < 6) faults.push('No backup is named as hurt.');
  return { kind: isFlip ? 'flipped bit' : 'torn file', faults };
}

async function killMeanwhile(
  site: CrashSite,
  random: Random,
  isEnded: () => Promise<boolean>,
): Promise<void> {
  const kills = 1 + Math.floor(random.next() * MOST_KILLS);
  for (let kill = 0; kill < kills; kill += 1) {
    site.startWorker();
    await delay(random.next() * LONGEST_LIFE_MS);
    await site.killWorker();
  }
  site.startWorker();
  await site.until(isEnded, 'what was asked for has ended');
}

async function recovery(site: CrashSite, random: Random, backupId: string, round: number): Promise<string[]> {
  const before = await site.departments();
  await site.setDepartments([...before.keys()].slice(0, 25), `Hacked ${round}`);
  const id = await site.requestRecovery(backupId);
  await killMeanwhile(site, random, () => site.isEnded(id));
  const status = (await site.state()).jobs.get(id)?.status;
  if (status !== 'completed') return [`A recovery has ended as ${String(status)}.`];
  const after = await site.departments();
  const wrong = [...after.values()].filter((department) => department?.startsWith('Hacked'));
  return wrong.length === 0 ? [] : [`Told as completed, but ${wrong.length} users are not as in the backup.`];
}

async function sweep(site: CrashSite, random: Random): Promise<void> {
  await site.killWorker();
  const roots = (await site.listedBackups()).map(({ root }) => root);
  const sweeper = KillableProcess.sweeper(site.folder, site.tenantId, roots);
  await delay(random.next() * LONGEST_LIFE_MS);
  await sweeper.kill();
}

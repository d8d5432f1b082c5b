import { join } from 'node:path';
import {
  firstBackup,
  inWorkplace,
  nextBackup,
  openVault,
  printTable,
  rounded,
  stored,
  timed,
  type Figures,
  type VaultSizes,
} from './vault-workplace.ts';

const FEW_OBJECTS = 10_000;

/** Days (a year) of daily backups with a thousandth changed each day; and a next backup, beside one of 10,000 objects. */
export function benchBackupStore({ objects, changes, days }: VaultSizes): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const place = join(folder, 'year');
    const daily = Math.max(1, Math.round(objects / 1000));
    let root = await firstBackup(await openVault(place), objects);
    const first = stored(place);
    const next = await secondsOfNext(place, root, objects, changes);
    const few = join(folder, 'few');
    const fewRoot = await firstBackup(await openVault(few), FEW_OBJECTS);
    const nextOfFew = await secondsOfNext(few, fewRoot, FEW_OBJECTS, changes);
    const before = stored(place);
    const vault = await openVault(place);
    const year = await timed(async () => {
      for (let day = 1; day <= days; day += 1) root = await nextBackup(vault, root, objects, daily, day);
    });
    const after = stored(place);
    const grown = { bytes: after.bytes - before.bytes, files: after.files - before.files };
    const ratio = (first.bytes + grown.bytes) / first.bytes;
    const reread = await timed(async () => (await openVault(place)).verify(root));
    if (reread.result.damages.length > 0) throw new Error('The last backup is not whole.');
    printTable(
      [`of ${objects.toLocaleString('en')} objects`, 'seconds', 'MB', 'files'],
      [
        ['one backup', '', first.bytes / 1e6, first.files],
        [`${days} more, ${daily} changes a day`, year.seconds, grown.bytes / 1e6, grown.files],
        ['verify the last', reread.seconds, '', ''],
        [`next, ${changes} changes`, next, '', ''],
        [`the same at ${FEW_OBJECTS.toLocaleString('en')} objects`, nextOfFew, '', ''],
      ],
    );
    return {
      one_backup_mb: rounded(first.bytes / 1e6),
      year_to_one_backup: rounded(ratio),
      day_seconds: rounded(year.seconds / days),
      last_verified_per_second: Math.round(objects / reread.seconds),
      next_seconds: rounded(next),
      next_to_few_objects: rounded(next / nextOfFew),
    };
  });
}

/** The median of several, each on top of the same base and by a vault just opened. */
async function secondsOfNext(place: string, base: string, objects: number, changes: number): Promise<number> {
  const times: number[] = [];
  for (let version = 1001; version <= 1005; version += 1) {
    const vault = await openVault(place);
    times.push((await timed(() => nextBackup(vault, base, objects, changes, version))).seconds);
  }
  return times.sort((one, other) => one - other)[2] ?? Number.NaN;
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareBarePacks, writeBarePacks } from './vault-bare.ts';
import { inKeyOrder, userAt } from './vault-sample.ts';
import {
  firstBackup,
  inWorkplace,
  nextBackup,
  openVault,
  printTable,
  rounded,
  timed,
  type Figures,
  type VaultSizes,
} from './vault-workplace.ts';

/** The difference between two backups: none, few (100) and a tenth of the users changed; the last beside bare packs. */
export function benchCompare({ objects, changes: few }: VaultSizes): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const place = join(folder, 'vault');
    const base = await firstBackup(await openVault(place), objects);
    const tenth = Math.floor(objects / 10);
    const rows: [string, number, number][] = [];
    for (const changes of [0, few, tenth]) {
      const root = await nextBackup(await openVault(place), base, objects, changes, 1);
      const { seconds, result } = await timed(async () => differences(place, base, root));
      if (result !== changes) throw new Error(`${result} differences were found instead of ${changes}.`);
      rows.push([`${changes.toLocaleString('en')} changes`, seconds, Number.NaN]);
    }
    const bare = await bareSeconds(folder, objects);
    const last = rows.at(-1);
    if (last) last[2] = bare;
    printTable(
      [`of ${objects.toLocaleString('en')} objects`, 'seconds', 'bare packs, seconds', 'ratio'],
      rows.map(([label, ours, floor]) => [label, ours, floor, floor / ours]),
    );
    return {
      none_seconds: rounded(rows[0]?.[1] ?? Number.NaN),
      few_seconds: rounded(rows[1]?.[1] ?? Number.NaN),
      tenth_seconds: rounded(last?.[1] ?? Number.NaN),
      ratio: rounded(bare / (last?.[1] ?? Number.NaN)),
    };
  });
}

async function differences(place: string, before: string, after: string): Promise<number> {
  const vault = await openVault(place);
  let found = 0;
  for await (const change of vault.diff(before, after)) found += change.key === '' ? 0 : 1;
  return found;
}

async function bareSeconds(folder: string, objects: number): Promise<number> {
  const folders = ['before', 'after'].map((name) => join(folder, name));
  folders.forEach((each, version) => {
    mkdirSync(each);
    const entries = Iterator.from(inKeyOrder(objects)).map((n) => userAt(n, n % 10 === 0 ? version : 0));
    writeBarePacks(each, entries);
  });
  return (await timed(() => compareBarePacks(folders[0] ?? '', folders[1] ?? ''))).seconds;
}

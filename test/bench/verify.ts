import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkBarePacks, writeBarePacks } from './vault-bare.ts';
import { inKeyOrder, userAt } from './vault-sample.ts';
import {
  firstBackup,
  inWorkplace,
  openVault,
  printTable,
  rounded,
  timed,
  type Figures,
  type VaultSizes,
} from './vault-workplace.ts';

/** The whole reading of a backup, beside the reading of bare packs of the same users. */
export function benchVerify({ objects }: VaultSizes): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const writer = await openVault(join(folder, 'vault'));
    const root = await firstBackup(writer, objects);
    mkdirSync(join(folder, 'bare'));
    writeBarePacks(
      join(folder, 'bare'),
      Iterator.from(inKeyOrder(objects)).map((n) => userAt(n)),
    );
    const vault = await openVault(join(folder, 'vault'));
    const ours = await timed(() => vault.verify(root));
    if (ours.result.entries !== objects || ours.result.damages.length > 0)
      throw new Error('The backup is not whole.');
    const bare = await timed(() => checkBarePacks(join(folder, 'bare')));
    const rates = [objects / ours.seconds, objects / bare.seconds] as const;
    printTable(
      ['backup read', 'seconds', 'objects/s', 'bare packs/s', 'ratio'],
      [['verify', ours.seconds, ...rates, rates[0] / rates[1]]],
    );
    return { verify_per_second: Math.round(rates[0]), ratio: rounded(rates[0] / rates[1]) };
  });
}

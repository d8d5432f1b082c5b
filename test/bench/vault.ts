import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inKeyOrder, userAt } from './vault-sample.ts';
import { writeBarePacks } from './vault-bare.ts';
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

/**
 * Backups being written: a first one with two links a user, and the memory that the process has taken by then; one of
 * users alone, beside bare packs of the same users; a next one.
 */
export function benchVault({ objects, changes }: VaultSizes): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const linked = await openVault(join(folder, 'links'));
    const links = await timed(() => firstBackup(linked, objects, 2 * objects));
    const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
    const first = await openVault(join(folder, 'users'));
    const users = await timed(() => firstBackup(first, objects));
    mkdirSync(join(folder, 'bare'));
    const entries = Iterator.from(inKeyOrder(objects)).map((n) => userAt(n));
    const bare = await timed(() => writeBarePacks(join(folder, 'bare'), entries));
    const next = await openVault(join(folder, 'users'));
    const following = await timed(() => nextBackup(next, users.result, objects, changes, 1));
    printTable(
      ['backup written', 'seconds', 'entries/s', 'bare packs/s', 'ratio'],
      [
        [
          'first, users',
          users.seconds,
          objects / users.seconds,
          objects / bare.seconds,
          bare.seconds / users.seconds,
        ],
        ['first, users and links', links.seconds, (3 * objects) / links.seconds, '', ''],
        [`next, ${changes} changes`, following.seconds, changes / following.seconds, '', ''],
      ],
    );
    return {
      first_seconds: rounded(users.seconds),
      first_ratio: rounded(bare.seconds / users.seconds),
      first_with_links_seconds: rounded(links.seconds),
      next_seconds: rounded(following.seconds),
      first_with_links_peak_rss_mb: peakRssMb,
    };
  });
}

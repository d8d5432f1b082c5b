import { join } from 'node:path';
import { openSqliteEventStore } from '#event-store/sqlite';
import { systemClock } from '#runtime';
import { withEngine } from './engine-run.ts';
import { ToldDirectory } from './told-directory.ts';
import { inWorkplace, openVault, printTable, rounded, timed, type Figures } from './vault-workplace.ts';

/**
 * A difference report through the engine, from the request to its end on record, where the tenant has nothing new to
 * tell: with no, few and many changes since the backup.
 */
export function benchReport({ objects, changes }: { objects: number; changes: number }): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const store = openSqliteEventStore({ file: join(folder, 'events.sqlite') });
    const directory = new ToldDirectory(objects);
    const vault = await openVault(join(folder, 'vault'));
    const parts = { store, clock: systemClock, vault, directory };
    const many = Math.max(1, Math.floor(objects / 10));
    try {
      return await withEngine(parts, async (engine) => {
        const backup = await engine.backUp();
        const seconds: number[] = [];
        for (const count of [0, changes, many]) {
          directory.change(count);
          await engine.backUp();
          const report = await timed(() => engine.report(backup));
          seconds.push(report.seconds);
        }
        const [none = Number.NaN, few = Number.NaN, most = Number.NaN] = seconds;
        printTable(
          [`of ${objects.toLocaleString('en')} objects`, 'seconds'],
          [
            ['report, nothing changed', none],
            [`${changes.toLocaleString('en')} changed`, few],
            [`${many.toLocaleString('en')} changed`, most],
          ],
        );
        return { none_seconds: rounded(none), few_seconds: rounded(few), many_seconds: rounded(most) };
      });
    } finally {
      await store.close();
    }
  });
}

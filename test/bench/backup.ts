import { join } from 'node:path';
import { takeBackup } from './first-backup.ts';
import { ProductProcess } from './product-process.ts';
import { startTenant } from './tenant-process.ts';
import { inWorkplace, printTable, rounded, timed, type Figures } from './vault-workplace.ts';

const FEW_OBJECTS = 10_000;

/**
 * The backup after the first, through the whole product, with `changes` and with a tenth of the objects changed; beside
 * the same few changes in a tenant of 10,000 objects: the time is to follow the changes and not the size.
 */
export function benchBackup({ objects, changes }: { objects: number; changes: number }): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const many = Math.floor(objects / 10);
    const large = await secondsOf(join(folder, 'large'), objects, [changes, many]);
    const fewObjects = Math.min(FEW_OBJECTS, objects);
    const small = await secondsOf(join(folder, 'small'), fewObjects, [changes]);
    const [few = Number.NaN, most = Number.NaN] = large;
    const [ofFew = Number.NaN] = small;
    printTable(
      ['next backup', 'objects', 'changes', 'seconds'],
      [
        ['few changes', objects, changes, few],
        ['few changes, few objects', fewObjects, changes, ofFew],
        ['many changes', objects, many, most],
      ],
    );
    return {
      few_seconds: rounded(few),
      many_seconds: rounded(most),
      of_few_objects_seconds: rounded(ofFew),
      ratio: rounded(few / ofFew),
    };
  });
}

/** Seconds of a next backup for each number of changes; the median of three. */
async function secondsOf(
  folder: string,
  objects: number,
  changes: readonly number[],
): Promise<readonly number[]> {
  const tenant = await startTenant(objects);
  const product = await ProductProcess.start(folder, tenant.url);
  try {
    await takeBackup(product);
    const medians: number[] = [];
    for (const count of changes) {
      const times: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        await tenant.change(count);
        times.push((await timed(() => takeBackup(product))).seconds);
      }
      medians.push(times.sort((one, other) => one - other)[1] ?? Number.NaN);
    }
    return medians;
  } finally {
    await product.close();
    tenant.close();
  }
}

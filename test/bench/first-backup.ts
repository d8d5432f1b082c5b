import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PRODUCT_TENANT, ProductProcess } from './product-process.ts';
import { atRate } from './request-load.ts';
import { readAndForget, startTenant } from './tenant-process.ts';
import { inWorkplace, printTable, rounded, stored, timed, type Figures } from './vault-workplace.ts';

const READERS_AT_ONCE = 8;
const ASKED_PER_SECOND = 20;
const WARM_UP_MS = 2_000;
const LOOK_MS = 50;

/**
 * A first backup through the whole product, of objects and twice as many links, from a tenant in a process of its own
 * without limits; meanwhile the API is asked. The floor is fetching, unzipping and parsing the same answers, before and
 * after, and throwing them away.
 */
export function benchFirstBackup({ objects }: { readonly objects: number }): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const tenant = await startTenant(objects);
    const product = await ProductProcess.start(folder, tenant.url);
    try {
      const idle = product.peakMb('worker');
      await atRate(ASKED_PER_SECOND, AbortSignal.timeout(WARM_UP_MS), () => askForTenant(product));
      const taken = new AbortController();
      const load = atRate(ASKED_PER_SECOND, taken.signal, () => askForTenant(product));
      const { seconds } = await timed(() => takeBackup(product));
      taken.abort();
      const api = await load;
      const asked = await tenant.asked();
      const floor = await timed(() => readAndForget(tenant.url, asked, READERS_AT_ONCE));
      const vault = stored(join(folder, 'vault'));
      const { users, groups, links } = tenant;
      printTable(
        [`${users + groups} objects, ${links} links`, 'seconds', 'MB resident', 'p99, ms'],
        [
          ['first backup', seconds, product.peakMb('worker'), api.p99],
          [`the same ${asked.length} answers thrown away`, floor.seconds, '', ''],
        ],
      );
      return {
        seconds: rounded(seconds),
        floor_seconds: rounded(floor.seconds),
        ratio: rounded(seconds / floor.seconds),
        links,
        worker_peak_mb: product.peakMb('worker'),
        worker_idle_mb: idle,
        api_p99_ms: rounded(api.p99),
        vault_mb: rounded(vault.bytes / 1e6),
      };
    } finally {
      await product.close();
      tenant.close();
    }
  });
}

/** Takes a backup and waits for its end. */
export async function takeBackup(product: ProductProcess): Promise<string> {
  const taken = await product.ask(
    `mutation ($tenantId: ID!) { takeBackup(input: { tenantId: $tenantId }) {
       ... on Backup { id } ... on Refusal { code message } } }`,
    { tenantId: PRODUCT_TENANT },
  );
  const { id } = taken;
  if (typeof id !== 'string') throw new Error(JSON.stringify(taken));
  for (;;) {
    const backup = await product.ask('query ($id: ID!) { backup(id: $id) { status } }', { id });
    if (backup['status'] === 'completed') return id;
    if (backup['status'] === 'failed') throw new Error('The backup has failed.');
    await delay(LOOK_MS);
  }
}

const askForTenant = (product: ProductProcess): Promise<unknown> =>
  product.ask(
    'query ($id: ID!) { tenant(id: $id) { displayName backups(first: 5) { nodes { id status } } } }',
    {
      id: PRODUCT_TENANT,
    },
  );

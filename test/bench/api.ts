import { setTimeout as delay } from 'node:timers/promises';
import { takeBackup } from './first-backup.ts';
import { PRODUCT_TENANT, ProductProcess } from './product-process.ts';
import { atRate, type Latencies } from './request-load.ts';
import { startTenant } from './tenant-process.ts';
import { inWorkplace, printTable, rounded, type Figures } from './vault-workplace.ts';

const REQUESTS_PER_SECOND = 200;
const WARM_UP_MS = 1_000;
const MEASURED_MS = 5_000;
const LOOK_MS = 20;

const CHANGE =
  'objectType objectId displayName kind action attributes { name } links { link } notRecoverableReason';
const PAGE = `pageInfo { hasNextPage endCursor } nodes { ${CHANGE} }`;
const changes = (args: string): string =>
  `query ($id: ID!, $after: String) { differenceReport(id: $id) { changes(first: 100, after: $after${args}) { ${PAGE} } } }`;

/** What is asked, by name; each gets the report's id or the tenant's. */
const QUERIES = {
  page: { of: 'report', query: changes('') },
  sorted: { of: 'report', query: changes(', orderBy: { field: displayName, direction: descending }') },
  filtered: {
    of: 'report',
    query: changes(
      ', filter: { objectTypes: [user], attributes: ["department"] }, orderBy: { field: displayName }',
    ),
  },
  history: {
    of: 'tenant',
    query: `query ($id: ID!) { tenant(id: $id) { differenceReports(first: 100) { nodes { id status changedObjects requestedAt }
      } backups(first: 100) { nodes { id status takenAt } } } }`,
  },
  audit: {
    of: 'tenant',
    query: `query ($id: ID!) { auditLog(tenantId: $id, first: 100) { nodes { id activity at from actor { id name } } } }`,
  },
} as const;
type Name = keyof typeof QUERIES;
const NAMES = Object.keys(QUERIES) as Name[];

/**
 * The API under an even load: pages of a hundred of a large report's changes (plain, sorted, filtered; first and later
 * pages), history and audit log.
 */
export function benchApi({
  objects,
  changes: changed,
}: {
  objects: number;
  changes: number;
}): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const tenant = await startTenant(objects);
    const product = await ProductProcess.start(folder, tenant.url);
    try {
      const backup = await takeBackup(product);
      await tenant.change(changed);
      const report = await reportOf(product, backup);
      const figures: Record<string, number> = {};
      const rows: (string | number)[][] = [];
      for (const name of NAMES) {
        const latencies = await measured(product, name, report);
        rows.push([name, latencies.requests, latencies.median, latencies.p99]);
        figures[`${name}_p99_ms`] = rounded(latencies.p99);
      }
      printTable(
        [`${changed} changes, ${REQUESTS_PER_SECOND} requests/s`, 'requests', 'median, ms', 'p99, ms'],
        rows,
      );
      return { ...figures, api_peak_mb: product.peakMb('api') };
    } finally {
      await product.close();
      tenant.close();
    }
  });
}

async function measured(product: ProductProcess, name: Name, report: string): Promise<Latencies> {
  const { of, query } = QUERIES[name];
  const id = of === 'report' ? report : PRODUCT_TENANT;
  const cursors: (string | null)[] = [null];
  const send = async (number: number): Promise<void> => {
    const answer = await product.ask(query, {
      id,
      ...(of === 'report' && { after: cursors[number % cursors.length] }),
    });
    const page = answer['changes'] as { readonly pageInfo: { readonly endCursor: string } } | undefined;
    if (page !== undefined && cursors.length < 50) cursors.push(page.pageInfo.endCursor);
  };
  for (let number = 0; number < 50; number += 1) await send(number === 0 ? 0 : cursors.length - 1);
  await atRate(REQUESTS_PER_SECOND, AbortSignal.timeout(WARM_UP_MS), send);
  return atRate(REQUESTS_PER_SECOND, AbortSignal.timeout(MEASURED_MS), send);
}

/** Asks for a report of everything and waits for its end. */
async function reportOf(product: ProductProcess, backupId: string): Promise<string> {
  const asked = await product.ask(
    `mutation ($tenantId: ID!, $backupId: ID!) {
      createDifferenceReport(input: { tenantId: $tenantId, backupId: $backupId, scope: { allObjects: true } }) {
        ... on DifferenceReport { id } ... on Refusal { code message } } }`,
    { tenantId: PRODUCT_TENANT, backupId },
  );
  const { id } = asked;
  if (typeof id !== 'string') throw new Error(JSON.stringify(asked));
  for (;;) {
    const report = await product.ask('query ($id: ID!) { differenceReport(id: $id) { status } }', { id });
    if (report['status'] === 'completed') return id;
    if (report['status'] === 'failed') throw new Error('The report has failed.');
    await delay(LOOK_MS);
  }
}

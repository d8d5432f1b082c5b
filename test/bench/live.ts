import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { takeBackup } from './first-backup.ts';
import { PRODUCT_TENANT, ProductProcess } from './product-process.ts';
import { latenciesOf } from './request-load.ts';
import { inWorkplace, printTable, rounded, timed, type Figures } from './vault-workplace.ts';

const SIMULATOR = fileURLToPath(new URL('simulator-process.ts', import.meta.url));
/** As many as one connection may have. */
const SUBSCRIPTIONS_OF_A_CONNECTION = 20;
const WRITERS = 16;
const PROGRESS = `subscription ($id: ID!) { jobProgress(jobId: $id) { at ended settledSteps plannedSteps status } }`;

interface Message {
  readonly at: string;
  readonly ended: boolean;
}

/**
 * Subscribers to the progress of one recovery over a simulated tenant without limits: how long after the moment that a
 * message describes it is there, on the same machine's clock.
 */
export function benchLive({
  changes,
  subscribers,
}: {
  changes: number;
  subscribers: number;
}): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const simulator = fork(SIMULATOR, [`${Math.ceil(changes * 1.5)}`], { execArgv: ['--no-warnings'] });
    const [url] = (await once(simulator, 'message')) as [string];
    const product = await ProductProcess.start(folder, url);
    try {
      const backup = await takeBackup(product);
      await damage(url, changes);
      const recovery = await startRecovery(product, backup);
      const { seconds, result } = await timed(() => followed(product, recovery, subscribers));
      const lag = latenciesOf(result);
      printTable(
        [`${subscribers} subscribers, ${changes} changes`, 'messages', 'median, ms', 'p99, ms'],
        [['lag of a message', lag.requests, lag.median, lag.p99]],
      );
      return {
        messages: lag.requests,
        median_lag_ms: rounded(lag.median),
        p99_lag_ms: rounded(lag.p99),
        seconds: rounded(seconds),
        api_peak_mb: product.peakMb('api'),
      };
    } finally {
      await product.close();
      simulator.disconnect();
    }
  });
}

/** Follows the recovery to its end; answers the lag of each message, in milliseconds. */
async function followed(
  product: ProductProcess,
  id: string,
  subscribers: number,
): Promise<readonly number[]> {
  const lags: number[] = [];
  const connections = Array.from({ length: Math.ceil(subscribers / SUBSCRIPTIONS_OF_A_CONNECTION) }, () =>
    createClient({
      url: `${product.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: product.authorization },
    }),
  );
  const follow = async (client: Client): Promise<void> => {
    for await (const { data } of client.iterate<{ jobProgress: Message }>({
      query: PROGRESS,
      variables: { id },
    }))
      if (data) lags.push(Date.now() - Date.parse(data.jobProgress.at));
  };
  const follows = Array.from({ length: subscribers }, async (_, number) => {
    const client = connections[Math.floor(number / SUBSCRIPTIONS_OF_A_CONNECTION)];
    if (client) await follow(client);
  });
  await Promise.all(follows);
  for (const client of connections) await client.dispose();
  return lags;
}

async function startRecovery(product: ProductProcess, backupId: string): Promise<string> {
  const asked = await product.ask(
    `mutation ($tenantId: ID!, $backupId: ID!) {
      startRecovery(input: { tenantId: $tenantId, from: { backupId: $backupId }, scope: { allObjects: true } }) {
        ... on Recovery { id } ... on Refusal { code message } } }`,
    { tenantId: PRODUCT_TENANT, backupId },
  );
  if (typeof asked['id'] !== 'string') throw new Error(JSON.stringify(asked));
  return asked['id'];
}

/** Changes an attribute of so many users. */
async function damage(url: string, changes: number): Promise<void> {
  const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' };
  const ids: string[] = [];
  let next: string | undefined = `${url}/v1.0/users?$select=id,onPremisesSyncEnabled&$top=999`;
  while (next !== undefined && ids.length < changes) {
    const page = (await (await fetch(next, { headers })).json()) as Page;
    ids.push(...page.value.filter((user) => user.onPremisesSyncEnabled !== true).map(({ id }) => id));
    next = page['@odata.nextLink'];
  }
  const waiting = ids.slice(0, changes).values();
  const body = JSON.stringify({ department: 'Changed by the bench' });
  const writer = async (): Promise<void> => {
    for (const id of waiting)
      await (await fetch(`${url}/v1.0/users/${id}`, { method: 'PATCH', headers, body })).text();
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

interface Page {
  readonly value: readonly { readonly id: string; readonly onPremisesSyncEnabled: boolean | null }[];
  readonly '@odata.nextLink'?: string;
}

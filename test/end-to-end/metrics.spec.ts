import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Product } from '../support/product.js';
import { Story } from '../support/story.js';

/** A port below which another one is free, too: the worker's figures are on the next. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('the figures of the running product', () => {
  let product: Product;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    product = await Product.start({ users: 20, settings: { KNOWN_GOOD_METRICS_PORT: `${port}` } });
    await new Story(product).takeBackup();
  }, 120_000);
  afterAll(() => product.close(), 60_000);

  const figures = async (at: number) => (await fetch(`http://127.0.0.1:${at}/metrics`)).text();

  it('tell what the API and the worker have written and answered, each on a port of its own', async () => {
    const [api, worker] = [await figures(port), await figures(port + 1)];
    expect(api).toMatch(/known_good_events_written_total\{type="BackupRequested",role="api"\} 1/);
    expect(api).toMatch(
      /known_good_http_request_seconds_count\{role="api",door="graphql",status="2xx"\} \d+/,
    );
    expect(worker).toMatch(/known_good_events_written_total\{type="BackupListed",role="worker"\} 1/);
  });

  it('name no tenant, person or object', async () => {
    const told = `${await figures(port)}${await figures(port + 1)}`;
    expect(told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(told).not.toContain('Avery');
  });

  it('are not to be had where the API is', async () => {
    const response = await fetch(product.graphqlUrl.replace('/graphql', '/metrics'));
    expect(await response.text()).not.toContain('known_good_');
  });
});

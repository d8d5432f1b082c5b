import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { playAttack } from '../../apps/simulator/src/attack/play-attack.js';
import { Product, type Answer } from '../support/product.js';
import { Story } from '../support/story.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** What a security team receives. */
class Receiver {
  readonly received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(this.received.length === 1 ? 503 : 204).end();
    });
  });

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('the drift watch of the running product', () => {
  const receiver = new Receiver();
  let folder: string;
  let product: Product;
  let story: Story;
  let backup: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'known-good-drift-'));
    await writeFile(join(folder, 'secret'), SECRET);
    const alarms = {
      consoleUrl: 'https://known-good.example',
      destinations: [
        {
          name: 'soc',
          kind: 'webhook',
          url: await receiver.listen(),
          secretFile: join(folder, 'secret'),
          allowPrivateAddress: true,
        },
        { name: 'siem', kind: 'jsonLines', file: join(folder, 'siem.jsonl') },
      ],
    };
    await writeFile(join(folder, 'alarms.json'), JSON.stringify(alarms));
    const settings = { KNOWN_GOOD_ALARMS_FILE: join(folder, 'alarms.json') };
    product = await Product.start({ users: 500, settings });
    story = new Story(product);
    backup = await story.takeBackup();
  }, 120_000);
  afterAll(async () => {
    await product?.close();
    await receiver.close();
    await rm(folder, { recursive: true });
  }, 60_000);

  const drift = async (): Promise<{ readonly id: string; readonly drift: Answer } | null> => {
    const tenant = await product.ask(
      `query ($id: ID!) { tenant(id: $id) { latestDriftCheck { id backup { id pin { cause } } drift {
        status severity findings { rule isNew } massChanges { objectType isNew } raisedAlarm
        proposedPlan { id status dryRun } deliveries { destination delivered attempts } } } } }`,
      { id: product.tenantId },
    );
    return tenant['latestDriftCheck'] as { id: string; drift: Answer } | null;
  };
  async function check(): Promise<string> {
    const started = await product.ask(
      'mutation ($input: StartDriftCheckInput!) { startDriftCheck(input: $input) { ... on DifferenceReport { id } ... on Refusal { message } } }',
      { input: { tenantId: product.tenantId } },
    );
    const id = String(started['id']);
    await story.until(async () => (await drift())?.id === id);
    return id;
  }

  it('says that nothing has changed, and tells nobody', async () => {
    await product.ask(
      'mutation ($input: ChangeDriftWatchInput!) { changeDriftWatch(input: $input) { ... on Tenant { id } ... on Refusal { message } } }',
      {
        input: {
          tenantId: product.tenantId,
          // At New Year: the checks here are asked for.
          watch: { schedule: '0 0 1 1 *', proposesPlan: true, massChange: { percent: 3, atLeast: 10 } },
        },
      },
    );
    await check();
    expect((await drift())?.drift).toMatchObject({ status: 'none', raisedAlarm: false, deliveries: [] });
    expect(receiver.received).toEqual([]);
  }, 60_000);

  it('tells of an attack once, signed, and pins the good backup', async () => {
    await playAttack(product.simulatorUrl, { seed: 1, size: 'large' });
    // A backup of what the intruder has made of it is not known good.
    await story.takeBackup();
    const reportId = await check();
    const found = await drift();
    expect(found).toMatchObject({ id: reportId, backup: { id: backup, pin: { cause: 'massChange' } } });
    expect(found?.drift).toMatchObject({ status: 'found', severity: 'critical', raisedAlarm: true });
    const names = (found?.drift['findings'] as { rule: string }[]).map(({ rule }) => rule);
    expect(names).toEqual(expect.arrayContaining(['Conditional Access', 'Applications', 'Sign-in of users']));
    await story.until(async () => ((await drift())?.drift['deliveries'] as unknown[]).length === 2);
    expect((await drift())?.drift['deliveries']).toEqual(
      expect.arrayContaining([
        { destination: 'siem', delivered: true, attempts: 1 },
        { destination: 'soc', delivered: true, attempts: 2 },
      ]),
    );
    const [refused, taken] = receiver.received;
    expect(refused?.headers['webhook-id']).toBe(taken?.headers['webhook-id']);
    const told = new Webhook(SECRET).verify(taken?.body ?? '', taken?.headers as Record<string, string>);
    expect(told).toMatchObject({
      type: 'drift.found',
      data: { tenantId: product.tenantId, reportId, link: `https://known-good.example/reports/${reportId}` },
    });
    const lines = (await readFile(join(folder, 'siem.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([told]);
  }, 90_000);

  it('tells it no second time, and proposes a plan that nobody has started', async () => {
    const before = receiver.received.length;
    await story.until(async () => {
      const { proposedPlan } = (await drift())?.drift ?? {};
      return (proposedPlan as Answer | null)?.['status'] === 'completed';
    });
    expect((await drift())?.drift['proposedPlan']).toMatchObject({ dryRun: true });
    await check();
    expect((await drift())?.drift).toMatchObject({ status: 'found', raisedAlarm: false });
    expect(receiver.received).toHaveLength(before);
  }, 90_000);
});

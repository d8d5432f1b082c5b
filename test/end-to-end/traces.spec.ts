import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playAttack } from '../../apps/simulator/src/attack/play-attack.js';
import { Product } from '../support/product.js';
import { Story } from '../support/story.js';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

interface Traces {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

/** Stands for a collector: keeps what is sent to it. */
class Collector {
  readonly received: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === '/v1/traces') this.received.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get spans(): readonly Span[] {
    return this.received
      .map((body) => JSON.parse(body) as Traces)
      .flatMap(({ resourceSpans }) => resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans)
      .flatMap(({ spans }) => spans);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const attributeOf = ({ attributes }: Span, name: string): unknown =>
  Object.values(attributes.find(({ key }) => key === name)?.value ?? {})[0];

/** The ids of what a tenant has one of are words of Microsoft Graph's paths. */
const SINGLETONS = new Set(['authorizationPolicy', 'authenticationMethodsPolicy']);

const REASON = 'Because Adele said so';
const SEARCHED = 'Megan Bowen';

describe('the traces of the running product', () => {
  const collector = new Collector();
  let product: Product;
  let spans: readonly Span[];
  let tokens: readonly string[];
  let values: readonly string[];
  let logs: string;
  let vaultKey: string;

  beforeAll(async () => {
    const endpoint = await collector.listen();
    product = await Product.start({ users: 20, settings: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
    const story = new Story(product);
    const before = await product.simulatorState();
    const backupId = await story.takeBackup();
    await playAttack(product.simulatorUrl, { seed: 1, size: 'small' });
    const report = await story.createReport(backupId, { allObjects: true });
    await product.ask(
      `query SearchChanges($id: ID!, $name: String) { differenceReport(id: $id) {
         changes(filter: { nameContains: $name }) { totalCount } } }`,
      { id: report, name: SEARCHED },
    );
    const recovery = await story.startRecovery({ from: { differenceReportId: report }, reason: REASON });
    for await (const message of story.progress(recovery)) expect(message).toBeDefined();
    tokens = [await product.token('administrator')];
    const after = await product.simulatorState();
    const objects = [before, after].flatMap((state) => Object.values(state).flat());
    values = objects
      .flatMap((object) =>
        ['id', 'displayName', 'userPrincipalName', 'mail', 'mailNickname', 'appId'].map(
          (name) => object[name],
        ),
      )
      .filter((value) => typeof value === 'string')
      .filter((value) => value.length > 3 && value !== product.tenantId && !SINGLETONS.has(value));
    await fetch(
      product.graphqlUrl.replace(
        '/graphql',
        '/v1.0/directory/recovery/jobs/adele@contoso.example?$filter=secret',
      ),
    );
    await fetch(product.graphqlUrl, { method: 'POST', headers: { authorization: 'Bearer forged' } });
    vaultKey = (await readFile(join(product.dataFolder, 'vault.key'), 'utf8')).trim();
    await product.shutDown();
    const log = (role: string) => readFile(join(product.dataFolder, `logs/${role}.log`), 'utf8');
    logs = (await log('worker')) + (await log('api'));
    spans = collector.spans;
  }, 180_000);
  afterAll(async () => {
    collector.close();
    await product.close();
  }, 60_000);

  it('tell of requests by operation, of jobs, and of calls to Microsoft Graph by template', () => {
    const names = new Set(spans.map(({ name }) => name));
    for (const name of [
      'POST /graphql',
      'SUBSCRIBE /graphql',
      'job backup',
      'job differenceReport',
      'job recovery',
    ])
      expect(names).toContain(name);
    expect([...names].filter((name) => name.startsWith('GET /v1.0/users'))).not.toEqual([]);
    expect(names).toContain('GET /v1.0/directory/recovery/jobs/{}');
    const operations = spans.map((span) => attributeOf(span, 'graphql.operation.name'));
    expect(operations).toContain('SearchChanges');
  });

  it('put the calls to Microsoft Graph below the job that makes them, under its request’s correlation id', () => {
    const job = spans.find(({ name }) => name === 'job recovery');
    const calls = spans.filter(({ parentSpanId }) => parentSpanId === job?.spanId);
    const correlationId = job && attributeOf(job, 'known_good.correlation_id');
    expect(calls.length).toBeGreaterThan(0);
    expect(new Set(calls.map((call) => attributeOf(call, 'known_good.correlation_id')))).toEqual(
      new Set([correlationId]),
    );
    const request = spans.find(
      (span) =>
        span.name === 'POST /graphql' && attributeOf(span, 'known_good.correlation_id') === correlationId,
    );
    expect(request && JSON.stringify(attributeOf(request, 'known_good.fields'))).toContain('startRecovery');
    expect(logs).toContain(String(correlationId));
  });

  it('are named by the lines of the log that belong to them', () => {
    const [line = '{}'] = logs.split('\n').filter((each) => each.includes('A token was refused.'));
    const { traceId, correlationId } = JSON.parse(line) as Record<string, string>;
    const request = spans.find((span) => span.traceId === traceId);
    expect(request && attributeOf(request, 'known_good.correlation_id')).toBe(correlationId);
    expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('hold no directory value, no variable, no token and no key', () => {
    const told = collector.received.join('\n');
    expect(values.length).toBeGreaterThan(100);
    expect(values.filter((value) => told.includes(value))).toEqual([]);
    for (const secret of [
      ...tokens,
      'eyJ',
      'Bearer',
      vaultKey,
      REASON,
      SEARCHED,
      'adele',
      'secret',
      '$filter',
    ])
      expect(told).not.toContain(secret);
  });
});

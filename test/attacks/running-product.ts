import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AttackIssuer, OTHER_TENANT, TENANT } from './attack-issuer.ts';

const DIST = fileURLToPath(new URL('../../dist/apps/', import.meta.url));

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The compiled product over two simulated tenants, with an issuer that the attacks hold the key of. */
export class RunningProduct {
  readonly issuer: AttackIssuer;
  readonly folder: string;
  readonly url: string;
  readonly simulatorUrl: string;
  private readonly children: readonly ChildProcess[];

  private constructor(
    issuer: AttackIssuer,
    folder: string,
    url: string,
    simulatorUrl: string,
    children: readonly ChildProcess[],
  ) {
    this.issuer = issuer;
    this.folder = folder;
    this.url = url;
    this.simulatorUrl = simulatorUrl;
    this.children = children;
  }

  static async start(): Promise<RunningProduct> {
    const issuer = await AttackIssuer.start();
    const folder = mkdtempSync(join(tmpdir(), 'known-good-attacks-'));
    const [port, first, second] = [await freePort(), await freePort(), await freePort()];
    const log = openSync(join(folder, 'product.log'), 'a');
    const start = (script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
      spawn(process.execPath, ['--no-warnings', join(DIST, script), ...args], {
        env: { ...process.env, ...env },
        stdio: ['ignore', log, log],
      });
    const simulator = (tenant: string, at: number) =>
      start('simulator/src/main.js', [
        ...['--host', '127.0.0.1', '--port', `${at}`, '--tenant', tenant, '--users', '60', '--seed', '1'],
        ...['--data', join(folder, `simulator-${at}`)],
      ]);
    const connections = [
      { id: TENANT, port: first },
      { id: OTHER_TENANT, port: second },
    ].map(({ id, port: at }) => ({
      id,
      displayName: 'Contoso',
      graphUrl: `http://127.0.0.1:${at}`,
      credential: { kind: 'simulator' },
      longestRequestMs: 3_000,
    }));
    writeFileSync(join(folder, 'tenants.json'), JSON.stringify(connections));
    const groups = { appRole: 'Backup.Admin.Groups', role: 'administrator', objectTypes: ['group'] };
    writeFileSync(join(folder, 'rights.json'), JSON.stringify([groups]));
    const children = [simulator(TENANT, first), simulator(OTHER_TENANT, second)];
    await answers(`http://127.0.0.1:${first}/v1.0/organization`);
    await answers(`http://127.0.0.1:${second}/v1.0/organization`);
    const server = start('server/src/main.js', [], {
      PORT: `${port}`,
      KNOWN_GOOD_DATA: folder,
      KNOWN_GOOD_ISSUER: `${issuer.url}/{tenantid}/v2.0`,
      KNOWN_GOOD_INTROSPECTION: 'false',
    });
    const url = `http://127.0.0.1:${port}`;
    const product = new RunningProduct(issuer, folder, url, `http://127.0.0.1:${first}`, [
      ...children,
      server,
    ]);
    await answers(`${url}/health/ready`, 200);
    return product;
  }

  /** Ends the processes in order; the data folder stays, with its last checkpoint signed. */
  async stop(): Promise<void> {
    for (const child of [...this.children].reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await Promise.race([once(child, 'exit'), delay(5_000)]);
      child.kill('SIGKILL');
    }
    this.issuer.close();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What every process has written to its output. */
  log(): string {
    return readFileSync(join(this.folder, 'product.log'), 'utf8');
  }

  async http(path: string, init: RequestInit = {}, token?: string): Promise<Reply> {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(`${this.url}${path}`, { ...init, headers, redirect: 'manual' });
    const text = await response.text();
    return { status: response.status, text, json: parsed(text) };
  }

  async graphql(query: unknown, variables: unknown = {}, token?: string): Promise<Reply> {
    const bearer = token ?? (await this.issuer.token());
    const headers = { 'content-type': 'application/json' };
    return this.http(
      '/graphql',
      { method: 'POST', headers, body: JSON.stringify({ query, variables }) },
      bearer,
    );
  }

  /** The first field of an answer; throws where there is none. */
  async field(query: string, variables: unknown, token?: string): Promise<Readonly<Record<string, unknown>>> {
    const { json, text } = await this.graphql(query, variables, token);
    const [field] = Object.values((json['data'] ?? {}) as Record<string, unknown>);
    if (typeof field !== 'object' || field === null) throw new Error(text);
    return field as Record<string, unknown>;
  }

  /** Sends a mutation and answers the kind of its result, with its code where it was refused. */
  mutate(name: string, input: unknown, token?: string): Promise<Readonly<Record<string, unknown>>> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    return this.field(
      `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on Node { id } ... on Refusal { code } } }`,
      { input },
      token,
    );
  }

  /** Takes a backup of a tenant and waits for its end. */
  async backup(tenantId: string): Promise<string> {
    const token = await this.issuer.token({ tid: tenantId });
    const { id } = await this.mutate('takeBackup', { tenantId }, token);
    return this.ended('backup', String(id), token);
  }

  async report(tenantId: string, backupId: string): Promise<string> {
    const token = await this.issuer.token({ tid: tenantId });
    const input = { tenantId, backupId, scope: { allObjects: true } };
    const { id } = await this.mutate('createDifferenceReport', input, token);
    return this.ended('differenceReport', String(id), token);
  }

  async recovery(tenantId: string, input: unknown, token: string): Promise<string> {
    const { id } = await this.mutate('startRecovery', { tenantId, ...(input as object) }, token);
    return this.ended('recovery', String(id), token);
  }

  private async ended(kind: string, id: string, token: string): Promise<string> {
    for (let tries = 0; tries < 300; tries += 1) {
      const { json } = await this.graphql(`query ($id: ID!) { ${kind}(id: $id) { status } }`, { id }, token);
      const data = json['data'] as Record<string, { status: string } | null> | undefined;
      if (['completed', 'failed', 'cancelled'].includes(data?.[kind]?.status ?? '')) return id;
      await delay(100);
    }
    throw new Error(`The ${kind} does not end.`);
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(url: string, status?: number): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    try {
      const response = await fetch(url, { headers: { authorization: 'Bearer test' } });
      await response.body?.cancel();
      if (status === undefined || response.status === status) return;
    } catch {
      // Not listening yet.
    }
    await delay(100);
  }
  throw new Error(`${url} does not answer.`);
}

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const SERVER = join(DIST, 'apps/server/src/main.js');
const ISSUER = join(DIST, 'apps/issuer/src/main.js');
const TOKEN = join(DIST, 'apps/issuer/src/token/main.js');
export const PRODUCT_TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';

/** The product's processes over one tenant: API, worker and issuer, in a folder. */
export class ProductProcess {
  readonly folder: string;
  readonly url: string;
  private readonly children: Readonly<Record<'issuer' | 'api' | 'worker', ChildProcess>>;
  private readonly token: string;

  private constructor(
    folder: string,
    url: string,
    children: Readonly<Record<'issuer' | 'api' | 'worker', ChildProcess>>,
    token: string,
  ) {
    this.folder = folder;
    this.url = url;
    this.children = children;
    this.token = token;
  }

  /** Starts everything over the tenant at `graphUrl`; resolves once the API is ready. */
  static async start(folder: string, graphUrl: string): Promise<ProductProcess> {
    const [port = 0, issuerPort = 0] = await freePorts(2);
    const issuerUrl = `http://127.0.0.1:${issuerPort}`;
    const tenants = join(folder, 'tenants.json');
    const connection = {
      id: PRODUCT_TENANT,
      displayName: 'Contoso',
      graphUrl,
      credential: { kind: 'simulator' },
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(tenants, JSON.stringify([connection]));
    const issuerData = join(folder, 'issuer');
    const issuer = child(
      ISSUER,
      ['--tenant', PRODUCT_TENANT, '--port', `${issuerPort}`, '--data', issuerData],
      {},
    );
    await answers(`${issuerUrl}/.well-known/openid-configuration`);
    const server = (role: 'api' | 'worker') =>
      child(SERVER, [], {
        KNOWN_GOOD_ROLE: role,
        KNOWN_GOOD_DATA: folder,
        KNOWN_GOOD_ISSUER: issuerUrl,
        KNOWN_GOOD_TENANTS_FILE: tenants,
        PORT: `${port}`,
      });
    const api = server('api');
    api.stdout?.resume();
    issuer.stdout?.resume();
    const url = `http://127.0.0.1:${port}`;
    await answers(`${url}/health/ready`);
    const asked = [TOKEN, 'administrator', '--issuer', issuerUrl, '--data', folder];
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', ...asked]);
    const worker = server('worker');
    await says(worker, 'Worker ready');
    return new ProductProcess(folder, url, { issuer, api, worker }, stdout.trim());
  }

  get authorization(): string {
    return `Bearer ${this.token}`;
  }

  /** Sends an operation and answers its first field. */
  async ask(query: string, variables: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { authorization: this.authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | null;
      readonly errors?: unknown;
    };
    const [field] = Object.values(data ?? {});
    if (errors !== undefined || field === undefined) throw new Error(JSON.stringify(errors));
    return field;
  }

  /** The most that a process has held in memory so far, in MB. Linux only; not a number elsewhere. */
  peakMb(role: 'api' | 'worker'): number {
    try {
      const status = readFileSync(`/proc/${this.children[role].pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
    } catch {
      return Number.NaN;
    }
  }

  async close(): Promise<void> {
    for (const process of Object.values(this.children).reverse()) {
      const exited = once(process, 'exit');
      process.kill('SIGTERM');
      await exited;
    }
  }
}

const child = (
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess =>
  spawn(process.execPath, ['--no-warnings', script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Waits until a process has printed a text; what it prints after that is thrown away. */
async function says(process: ChildProcess, text: string): Promise<void> {
  let said = '';
  while (!said.includes(text)) {
    const [chunk] = (await once(process.stdout ?? process, 'data')) as [Buffer];
    said += chunk.toString();
  }
  process.stdout?.resume();
}

/** Waits until a URL answers with success. */
export async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 6_000; tries += 1) {
    const isThere = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isThere) return;
    await delay(10);
  }
  throw new Error(`${url} does not answer.`);
}

export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LAUNCHER = join(ROOT, 'dist/apps/server/src/embedded/main.js');
const SERVER = join(ROOT, 'dist/apps/server/src/main.js');
const TOKEN_COMMAND = join(ROOT, 'dist/apps/issuer/src/token/main.js');

export type Account = 'administrator' | 'approver' | 'reader';
/** An object of a GraphQL answer. */
export type Answer = { readonly [field: string]: unknown };

export interface ProductOptions {
  readonly users: number;
  readonly importFolder?: string;
  /** Further settings of the processes. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The whole product as a newcomer starts it: compiled, in processes of its own, in a folder of its own. */
export class Product {
  private launcher: ChildProcess | undefined;
  private readonly tokens = new Map<Account, string>();
  private readonly clients: Client[] = [];
  private readonly nodes: ProductNode[] = [];

  private constructor(
    readonly dataFolder: string,
    private readonly ports: { readonly server: number; readonly issuer: number; readonly simulator: number },
    private readonly options: ProductOptions,
  ) {}

  static async start(options: ProductOptions): Promise<Product> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'known-good-'));
    const [server = 0, issuer = 0, simulator = 0] = await freePorts(3);
    const product = new Product(dataFolder, { server, issuer, simulator }, options);
    await product.launch();
    return product;
  }

  readonly tenantId = 'c0ffee00-5eed-4bad-900d-000000000001';

  get simulatorUrl(): string {
    return `http://127.0.0.1:${this.ports.simulator}`;
  }

  get graphqlUrl(): string {
    return `http://127.0.0.1:${this.ports.server}/graphql`;
  }

  /** Starts the processes and waits until the launcher says that all is ready. */
  async launch(): Promise<void> {
    const launcher = spawn(process.execPath, ['--no-warnings', LAUNCHER], {
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.launcher = launcher;
    let output = '';
    const ready = new Promise<void>((resolve, reject) => {
      const onOutput = (chunk: Buffer): void => {
        output += chunk.toString();
        if (output.includes('Known Good is ready.')) resolve();
      };
      launcher.stdout.on('data', onOutput);
      launcher.stderr.on('data', onOutput);
      launcher.once('exit', () => reject(new Error(`The product did not start: ${output}`)));
    });
    await ready;
  }

  /** Asks it to stop, as Ctrl-C does, and waits; the data stay. */
  async shutDown(): Promise<number | null> {
    for (const client of this.clients.splice(0)) await client.dispose();
    for (const node of this.nodes.splice(0)) node.kill();
    const { launcher } = this;
    this.launcher = undefined;
    if (!launcher || launcher.exitCode !== null) return launcher?.exitCode ?? null;
    const exited = once(launcher, 'exit');
    launcher.kill('SIGINT');
    await exited;
    return launcher.exitCode;
  }

  async close(): Promise<void> {
    await this.shutDown();
    await rm(this.dataFolder, { recursive: true, force: true });
  }

  /** Starts one more API or worker process over the same data, beside those of the launcher. */
  async addNode(role: 'api' | 'worker'): Promise<ProductNode> {
    const [port = 0] = await freePorts(1);
    const child = spawn(process.execPath, ['--no-warnings', SERVER], {
      env: {
        ...process.env,
        KNOWN_GOOD_ROLE: role,
        KNOWN_GOOD_CHECKPOINTS: 'off',
        KNOWN_GOOD_DATA: this.dataFolder,
        KNOWN_GOOD_TENANTS_FILE: join(this.dataFolder, 'demonstration-tenant.json'),
        KNOWN_GOOD_READ_MODELS_FILE: join(this.dataFolder, `read-models-${port}.sqlite`),
        KNOWN_GOOD_ISSUER: `http://127.0.0.1:${this.ports.issuer}`,
        PORT: `${port}`,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const node = new ProductNode(child, `http://127.0.0.1:${port}/graphql`);
    this.nodes.push(node);
    await node.ready;
    return node;
  }

  /** The worker that the launcher runs: its process and the name it bears in the log. */
  async launchedWorker(): Promise<{ readonly pid: number; readonly workerId: string }> {
    const log = await readFile(join(this.dataFolder, 'logs/worker.log'), 'utf8');
    return readyLine(log);
  }

  /** Kills the worker process at once (kill -9). The launcher starts another. */
  async killWorker(): Promise<void> {
    const { pid } = await this.launchedWorker();
    process.kill(pid, 'SIGKILL');
  }

  async token(account: Account): Promise<string> {
    const known = this.tokens.get(account);
    if (known) return known;
    const token = await output(process.execPath, [
      '--no-warnings',
      TOKEN_COMMAND,
      account,
      '--issuer',
      `http://127.0.0.1:${this.ports.issuer}`,
      '--data',
      this.dataFolder,
    ]);
    this.tokens.set(account, token.trim());
    return token.trim();
  }

  /** Sends one operation and answers its first field. */
  async ask(
    query: string,
    variables: Answer = {},
    account: Account = 'administrator',
    url = this.graphqlUrl,
  ): Promise<Answer> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.token(account)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Record<string, Answer>; errors?: unknown };
    const [field] = Object.values(data ?? {});
    if (errors !== undefined || field === undefined) throw new Error(JSON.stringify(errors));
    return field;
  }

  /** Follows a subscription to its end. */
  async *subscribe(query: string, variables: Answer): AsyncGenerator<Answer> {
    const token = await this.token('administrator');
    const client = createClient({
      url: this.graphqlUrl.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      lazy: true,
    });
    this.clients.push(client);
    for await (const message of client.iterate({ query, variables })) {
      const [field] = Object.values(message.data ?? {});
      if (message.errors || typeof field !== 'object' || field === null)
        throw new Error(JSON.stringify(message));
      yield field as Answer;
    }
  }

  /** The simulated tenant's whole state. */
  async simulatorState(): Promise<Readonly<Record<string, readonly Answer[]>>> {
    const response = await fetch(`${this.simulatorUrl}/simulator/state`, {
      headers: { authorization: 'Bearer test' },
    });
    return (await response.json()) as Record<string, Answer[]>;
  }

  private environment(): NodeJS.ProcessEnv {
    const { users, importFolder, settings } = this.options;
    return {
      ...process.env,
      PORT: `${this.ports.server}`,
      KNOWN_GOOD_ISSUER_PORT: `${this.ports.issuer}`,
      KNOWN_GOOD_SIMULATOR_PORT: `${this.ports.simulator}`,
      KNOWN_GOOD_DATA: this.dataFolder,
      KNOWN_GOOD_DEMO_USERS: `${users}`,
      KNOWN_GOOD_DEMO_LONGEST_REQUEST_MS: '3000',
      ...settings,
      ...(importFolder !== undefined && { KNOWN_GOOD_DEMO_IMPORT: importFolder }),
    };
  }
}

/** One more API or worker process. */
export class ProductNode {
  /** Resolves once it serves or works. */
  readonly ready: Promise<{ readonly pid: number; readonly workerId: string }>;

  constructor(
    private readonly child: ChildProcess,
    readonly graphqlUrl: string,
  ) {
    let log = '';
    this.ready = new Promise((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (/Worker ready|API listening/.test(log)) resolve(readyLine(log));
      });
      child.once('exit', (code) => reject(new Error(`A node has ended with ${code}: ${log}`)));
    });
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

function readyLine(log: string): { readonly pid: number; readonly workerId: string } {
  const line = log.split('\n').filter((each) => /Worker ready|API listening/.test(each));
  return JSON.parse(line.at(-1) ?? '{}') as { pid: number; workerId: string };
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function output(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`${command} ended with ${code}.`);
  return text;
}

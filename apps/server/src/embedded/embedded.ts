import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Child } from './child.js';
import { logFolder, type EmbeddedSettings } from './embedded-settings.js';

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** The whole product on one machine: simulated tenant, issuer, API and worker, each in a process of its own. */
export class Embedded {
  private readonly children: readonly Child[];
  readonly urls: { readonly server: string; readonly issuer: string; readonly simulator: string };

  constructor(private readonly settings: EmbeddedSettings) {
    this.urls = {
      server: `http://localhost:${settings.port}`,
      issuer: `http://127.0.0.1:${settings.issuerPort}`,
      simulator: `http://127.0.0.1:${settings.simulatorPort}`,
    };
    this.children = [this.simulator(), this.issuer(), this.server('api'), this.server('worker')];
  }

  /** Starts everything; resolves once the API can serve. */
  async start(): Promise<void> {
    mkdirSync(logFolder(this.settings), { recursive: true, mode: 0o700 });
    this.writeTenants();
    const [simulator, issuer, ...servers] = this.children;
    simulator?.start();
    issuer?.start();
    await Promise.all([
      answers(`${this.urls.simulator}/v1.0/organization`),
      answers(`${this.urls.issuer}/.well-known/openid-configuration`),
    ]);
    for (const server of servers) server.start();
    await answers(`${this.urls.server}/health/ready`, 200);
  }

  /** Stops everything, the worker first. */
  async stop(): Promise<void> {
    for (const child of [...this.children].reverse()) await child.stop();
  }

  private writeTenants(): void {
    const connection = {
      id: this.settings.tenantId,
      displayName: 'Demonstration tenant (simulated)',
      graphUrl: this.urls.simulator,
      credential: { kind: 'simulator' },
      longestRequestMs: Number(process.env['KNOWN_GOOD_DEMO_LONGEST_REQUEST_MS'] || 10_000),
    };
    writeFileSync(this.tenantsFile, `${JSON.stringify([connection], null, 2)}\n`, { mode: 0o600 });
  }

  private simulator(): Child {
    const { dataFolder, tenantId, host, simulatorPort, users, importFolder } = this.settings;
    return this.child('simulator', '../../../simulator/src/main.js', [
      ...[
        '--host',
        host,
        '--port',
        `${simulatorPort}`,
        '--tenant',
        tenantId,
        '--users',
        `${users}`,
        '--seed',
        '1',
      ],
      ...['--data', join(dataFolder, 'simulator')],
      ...(importFolder === undefined ? [] : ['--import', importFolder]),
    ]);
  }

  private issuer(): Child {
    const { dataFolder, tenantId, host, issuerPort } = this.settings;
    return this.child('issuer', '../../../issuer/src/main.js', [
      ...[
        '--host',
        host,
        '--port',
        `${issuerPort}`,
        '--tenant',
        tenantId,
        '--data',
        join(dataFolder, 'issuer'),
      ],
    ]);
  }

  private server(role: 'api' | 'worker'): Child {
    return this.child(role, '../main.js', [], {
      KNOWN_GOOD_ROLE: role,
      KNOWN_GOOD_DATA: this.settings.dataFolder,
      KNOWN_GOOD_ISSUER: this.urls.issuer,
      KNOWN_GOOD_TENANTS_FILE: this.tenantsFile,
      HOST: this.settings.host,
      PORT: `${this.settings.port}`,
    });
  }

  private child(
    name: string,
    script: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Child {
    const logFile = join(logFolder(this.settings), `${name}.log`);
    return new Child({ name, script: new URL(script, import.meta.url), arguments: args, env, logFile });
  }

  private get tenantsFile(): string {
    return join(this.settings.dataFolder, 'demonstration-tenant.json');
  }
}

/** Waits until a URL answers (with `status`, if given). */
async function answers(url: string, status?: number): Promise<void> {
  for (let waited = 0; waited < READY_WITHIN_MS; waited += LOOK_EVERY_MS) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      if (status === undefined || response.status === status) return;
    } catch {
      // Not listening yet.
    }
    await delay(LOOK_EVERY_MS);
  }
  throw new Error(`${url} does not answer. The logs below the data folder say why.`);
}

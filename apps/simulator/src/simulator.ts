import { once } from 'node:events';
import type { Server } from 'node:http';
import { randomIds, seededRandom, systemClock, type Clock } from '#runtime';
import { behavioursOf, type BehaviourOptions } from './behaviours.js';
import { generateTenant } from './generate/generate-tenant.js';
import { graphService } from './graph/graph-service.js';
import type { Wrapper } from './graph/message.js';
import { httpServer } from './http/http-server.js';
import { stateRoute } from './http/state-route.js';
import { importFolder } from './import/import-folder.js';
import { openTenantFolder, type StoredTenant } from './storage/tenant-folder.js';
import type { Tenant } from './tenant/tenant.js';
import type { LimitName } from './throttling/limits.js';

export interface SimulatorOptions extends BehaviourOptions {
  /** The port to listen on; by default any free one. */
  readonly port?: number;
  /** The address to listen on; by default only this machine can connect. */
  readonly host?: string;
  /** How many users to make up; by default 2,000. */
  readonly users?: number;
  readonly seed?: number;
  /** The tenant's id; by default it follows from the seed. */
  readonly tenantId?: string;
  /** A folder of exported Graph JSON to bring into the tenant when it is made. */
  readonly importFrom?: string;
  /** A folder to keep the tenant in; a tenant that is there already goes on, and the options above do not apply. */
  readonly dataFolder?: string;
  /** The time that limits, lag and expiries go by; by default the machine's. */
  readonly clock?: Clock;
  /** Behaviours of one's own around every request, outside of those above. */
  readonly wrappers?: readonly Wrapper[];
}

export interface Simulator {
  /** Scheme, host and port; Graph is below `/v1.0` and `/beta`. */
  readonly url: string;
  readonly tenantId: string;
  readonly displayName: string;
  /** What the import brought in, in one line; `undefined` where there was none. */
  readonly importSummary: string | undefined;
  /** How many requests were refused because of one of the limits of `quota`, or of any. */
  throttled(limit?: LimitName): number;
  /** Stops listening and closes all connections. */
  close(): Promise<void>;
}

/** Starts a simulated tenant. The same options give the same tenant. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? systemClock;
  let importSummary: string | undefined;
  const make = (): Tenant => {
    const tenant = generateTenant({
      seed: options.seed ?? 1,
      users: options.users ?? 2000,
      tenantId: options.tenantId,
      now: clock.now(),
    });
    if (options.importFrom !== undefined) importSummary = importFolder(options.importFrom, tenant).toString();
    return tenant;
  };
  const stored: StoredTenant =
    options.dataFolder === undefined
      ? { tenant: make(), close: () => undefined }
      : await openTenantFolder(options.dataFolder, make);
  const { tenant } = stored;
  const random = seededRandom(tenant.identity.seed);
  const { service, throttled } = behavioursOf(tenant, clock, options, options.seed);
  const wrappers = [...(options.wrappers ?? []), ...(service.wrappers ?? [])];
  const handle = graphService(tenant, { ...service, clock, ids: randomIds, random, wrappers });
  const server = httpServer(handle, stateRoute(tenant, throttled));
  const url = await listening(server, options);
  const { id: tenantId, displayName } = tenant.identity;
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    stored.close();
  };
  return { url, tenantId, displayName, importSummary, throttled, close };
}

async function listening(
  server: Server,
  { port = 0, host = '127.0.0.1' }: SimulatorOptions,
): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}

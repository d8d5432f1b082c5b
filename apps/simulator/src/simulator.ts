import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { randomIds, seededRandom, systemClock, type Clock } from '#runtime';
import { generateTenant } from './generate/generate-tenant.js';
import { hasBearerToken } from './graph/answering.js';
import { graphService } from './graph/graph-service.js';
import type { GraphResponse } from './graph/message.js';
import { httpServer, type SideHandler } from './http/http-server.js';
import { tenantState } from './tenant/tenant-state.js';
import type { Tenant } from './tenant/tenant.js';

export interface SimulatorOptions {
  /** The port to listen on; 0 takes any free one. */
  readonly port?: number;
  /** The address to listen on; by default only this machine can connect. */
  readonly host?: string;
  /** How many users to make up; by default 2,000. */
  readonly users?: number;
  readonly seed?: number;
  /** The tenant's id; by default it follows from the seed. */
  readonly tenantId?: string;
  readonly clock?: Clock;
}

export interface Simulator {
  /** Scheme, host and port; Graph is below `/v1.0` and `/beta`. */
  readonly url: string;
  readonly tenantId: string;
  readonly displayName: string;
  /** Stops listening and closes all connections. */
  close(): Promise<void>;
}

/** Starts a simulated tenant. The same options give the same tenant. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? systemClock;
  const seed = options.seed ?? 1;
  const tenant = generateTenant({
    seed,
    users: options.users ?? 2000,
    tenantId: options.tenantId,
    now: clock.now(),
  });
  const handle = graphService(tenant, { clock, ids: randomIds, random: seededRandom(seed) });
  const server = httpServer(handle, stateRoute(tenant));
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const { address, family, port } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    tenantId: tenant.identity.id,
    displayName: tenant.identity.displayName,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** `GET /simulator/state`, which is no part of Graph. */
function stateRoute(tenant: Tenant): SideHandler {
  return (path, headers): GraphResponse | undefined => {
    if (path !== '/simulator/state') return undefined;
    if (!hasBearerToken({ headers }))
      return {
        status: 401,
        body: { error: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' } },
      };
    return { status: 200, body: tenantState(tenant) };
  };
}

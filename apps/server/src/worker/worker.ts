import type { Logger } from 'pino';
import { Housekeeping, JobRunner, TenantHead, type TenantAccess } from '#jobs';
import { randomIds, systemClock } from '#runtime';
import type { Ports } from '../composition/open-ports.js';
import { openTenantDirectory, unconnectedDirectory } from '../composition/tenant-directory.js';
import type { TenantConnection } from '../settings/tenant-connections.js';

/** Carries out jobs and keeps house until `signal` aborts. */
export async function runWorker(
  ports: Ports,
  connections: readonly TenantConnection[],
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { store, aggregates, requests } = ports;
  const shared = { aggregates, requests, clock: systemClock, ids: randomIds, log };
  const tenantAccess = tenantAccesses(ports, connections);
  const runner = new JobRunner({ ...shared, store, tenantAccess, workerId: randomIds.next() });
  const housekeeping = new Housekeeping({ ...shared, work: runner.work, tenantAccess });
  log.info({ tenants: connections.length }, 'Worker ready.');
  await Promise.all([runner.run(signal), housekeeping.run(signal)]);
}

/** One access a tenant, kept: its head allows one sync at a time. */
function tenantAccesses(
  { vaults }: Ports,
  connections: readonly TenantConnection[],
): (tenantId: string) => TenantAccess {
  const opened = new Map<string, TenantAccess>();
  return (tenantId) => {
    const known = opened.get(tenantId);
    if (known) return known;
    const connection = connections.find(({ id }) => id === tenantId);
    const directory = connection ? openTenantDirectory(connection) : unconnectedDirectory();
    const vault = vaults.of(tenantId);
    const access = { vault, directory, head: new TenantHead(vault, directory) };
    opened.set(tenantId, access);
    return access;
  };
}

import type { Logger } from 'pino';
import {
  Housekeeping,
  JobRunner,
  TenantHead,
  WorkerPresence,
  type AlarmChannel,
  type TenantAccess,
} from '#jobs';
import { randomIds, systemClock } from '#runtime';
import type { Ports } from '../composition/open-ports.js';
import { openTenantDirectory, unconnectedDirectory } from '../composition/tenant-directory.js';
import { clientIdsOf, type TenantConnection } from '../settings/tenant-connections.js';
import { tracedFetch } from '../tracing/traced-fetch.js';
import { tracedWork } from '../tracing/traced-work.js';

/** The part of the vault where workers show each other that they are alive. */
const WORKERS = 'workers';
/** How often a worker looks whether the owners of open work are still alive. */
const LOOK_EVERY_MS = 1_000;

/** What a worker is told of where it works. */
interface WorkerSettings {
  readonly connections: readonly TenantConnection[];
  readonly alarmChannels: readonly AlarmChannel[];
}

/** Carries out jobs and keeps house until `signal` aborts. */
export async function runWorker(
  ports: Ports,
  { connections, alarmChannels }: WorkerSettings,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { store, aggregates, requests } = ports;
  const shared = { aggregates, requests, clock: systemClock, ids: randomIds, log };
  const tenantAccess = tenantAccesses(ports, connections, log);
  const workerId = randomIds.next();
  const presence = new WorkerPresence({ vault: ports.vaults.of(WORKERS), clock: systemClock, workerId });
  const runner = new JobRunner({
    ...shared,
    around: tracedWork,
    store,
    tenantAccess,
    workerId,
    presence,
    alarmChannels,
  });
  const housekeeping = new Housekeeping({ ...shared, work: runner.work, tenantAccess });
  log.info({ workerId, tenants: connections.length }, 'Worker ready.');
  await Promise.all([
    runner.run(signal),
    presence.run(signal),
    housekeeping.run(signal),
    lookForOrphans(runner, signal),
  ]);
}

async function lookForOrphans(runner: JobRunner, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await systemClock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
    runner.lookForOrphans(signal);
  }
}

/** One access a tenant, kept: its head allows one sync at a time. */
function tenantAccesses(
  { vaults }: Ports,
  connections: readonly TenantConnection[],
  log: Logger,
): (tenantId: string) => TenantAccess {
  const opened = new Map<string, TenantAccess>();
  return (tenantId) => {
    const known = opened.get(tenantId);
    if (known) return known;
    const connection = connections.find(({ id }) => id === tenantId);
    const directory = connection
      ? openTenantDirectory(connection, {
          fetch: tracedFetch(globalThis.fetch),
          onWaiting: ({ lane, until, reason }) =>
            log.info({ tenantId, lane, until: until.toISOString(), reason }, 'Waiting for Microsoft Graph.'),
        })
      : unconnectedDirectory();
    const vault = vaults.of(tenantId);
    const ownClientIds = connection ? clientIdsOf(connection) : [];
    const access = { vault, directory, head: new TenantHead(vault, directory), ownClientIds };
    opened.set(tenantId, access);
    return access;
  };
}

import { scheduleActing } from '#jobs';
import { isRefusal } from '#protection';
import { randomIds } from '#runtime';
import { DEFAULT_TENANT_SETTINGS } from '../settings/default-tenant-settings.js';
import type { TenantConnection } from '../settings/tenant-connections.js';
import type { Ports } from './open-ports.js';

/**
 * Makes the configured tenants known to the log, before anything is served. Every node does it at its start;
 * whoever comes first writes, a tenant that is known already stays as it is.
 */
export async function connectTenants(
  { requests }: Ports,
  connections: readonly TenantConnection[],
): Promise<void> {
  for (const { id, displayName } of connections) {
    const tenant = { id, displayName, settings: DEFAULT_TENANT_SETTINGS };
    const connected = await requests.connectTenant(tenant, scheduleActing(randomIds.next()));
    if (isRefusal(connected)) throw new Error(`Tenant ${id} could not be connected (${connected.code}).`);
  }
}

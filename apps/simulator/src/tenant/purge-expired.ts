import type { TenantChange } from './change.js';
import type { TenantObject } from './collection.js';
import { KINDS } from './kinds.js';
import type { Tenant } from './tenant.js';

/** How long a soft-deleted object can be restored. */
const SOFT_DELETE_RETENTION_MS = 30 * 24 * 3600 * 1000;

/** Deletes for good what has been soft-deleted for longer than 30 days, and forgets old delta records. */
export function purgeExpired(tenant: Tenant, now: number): void {
  const changes: TenantChange[] = [];
  for (const kind of KINDS)
    for (const { object } of tenant.collection(kind).deletedAfter(-1)) {
      if ((object.deletedAt ?? now) + SOFT_DELETE_RETENTION_MS >= now) break;
      if (!isKept(object)) changes.push({ change: 'remove', kind, id: object.id });
    }
  if (changes.length > 0) tenant.commit({ at: now, changes, by: 'retention' });
  tenant.log.trim(now);
}

/** Applications that other tenants may use are not purged automatically. */
function isKept({ kind, entity }: TenantObject): boolean {
  return kind === 'application' && entity['signInAudience'] !== 'AzureADMyOrg';
}

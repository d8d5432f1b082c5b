import { AsyncLocalStorage } from 'node:async_hooks';
import type { GraphRequest, Wrapper } from '../graph/message.js';
import { isGuid } from '../model/shape.js';
import type { Commit, TenantChange } from '../tenant/change.js';
import { isDynamic } from '../tenant/group-kinds.js';
import { guidOf } from '../tenant/guid.js';
import type { Tenant } from '../tenant/tenant.js';
import type { Initiator } from './audit-log.js';
import { AuditedChanges } from './audited-changes.js';
import { DIRECTORY_ITSELF, initiatorOf } from './initiator.js';

/**
 * Notes in the tenant's audit log what requests change, with who sent them. What changes otherwise, while a tenant is
 * made or read from disk, is not noted.
 */
export function auditing(tenant: Tenant): Wrapper {
  const requests = new AsyncLocalStorage<GraphRequest>();
  tenant.onCommit((commit, after) => {
    const request = requests.getStore();
    if (request) note(tenant, commit, after, request);
  });
  return (next) => (request) => requests.run(request, () => next(request));
}

function note(tenant: Tenant, commit: Commit, after: number, request: GraphRequest): void {
  const { at, changes } = commit;
  const sender = initiatorOf(request, tenant);
  const correlationId = correlationOf(request) ?? guidOf(tenant.identity.id, 'audit', after, at);
  for (const [index, { change, told }] of new AuditedChanges(tenant, changes).all().entries())
    tenant.audits.add({
      at,
      id: `Directory_${correlationId}_${after}_${index}`,
      correlationId,
      initiator: initiator(tenant, commit, change, sender),
      userAgent: request.headers['user-agent'],
      ...told,
    });
}

/** Nobody but Entra purges by age, and nobody else changes the members of dynamic groups. */
function initiator(tenant: Tenant, { by }: Commit, change: TenantChange, sender: Initiator): Initiator {
  if (by === 'retention') return DIRECTORY_ITSELF;
  if (change.change !== 'addMember' && change.change !== 'removeMember') return sender;
  return isDynamic(tenant.collection('group').get(change.group)?.entity ?? {}) ? DIRECTORY_ITSELF : sender;
}

function correlationOf({ headers }: GraphRequest): string | undefined {
  const id = headers['client-request-id'];
  return id !== undefined && isGuid(id) ? id.toLowerCase() : undefined;
}

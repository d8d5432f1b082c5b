import type { JsonObject } from '#catalogue';
import type { Exchange } from '../graph/exchange.js';
import { badRequest, GraphError, syncedObject, taken } from '../graph/graph-error.js';
import type { TenantObject } from '../tenant/collection.js';
import type { Kind } from '../tenant/kinds.js';
import type { UniqueKey } from '../tenant/unique-keys.js';

/** Throws when another live object holds a value of `entity` that must be unique. */
export function refuseConflict(exchange: Exchange, kind: Kind, id: string, entity: JsonObject): void {
  const conflict = exchange.tenant.unique.conflict(kind, id, entity);
  if (conflict) throw conflictError(kind, conflict);
}

function conflictError(kind: Kind, { property, value }: UniqueKey): GraphError {
  if (kind !== 'servicePrincipal') return taken(property);
  const message = `The service principal cannot be created, updated, or restored because the service principal name ${value} is already in use.`;
  return new GraphError(409, 'Request_MultipleObjectsWithSameKeyValue', message, [
    { code: 'ObjectConflict', message, target: property },
  ]);
}

/** Throws when the object's master is an on-premises directory. */
export function refuseSynced(object: TenantObject): void {
  if (object.entity['onPremisesSyncEnabled'] === true) throw syncedObject();
}

/** What Graph says of groups that Exchange manages. */
export function mailManagedRefusal(): GraphError {
  return badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
}

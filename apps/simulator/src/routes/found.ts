import type { Exchange } from '../graph/exchange.js';
import { notFound } from '../graph/graph-error.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import type { Listed, Listing } from '../query/listing.js';
import type { TenantObject } from '../tenant/collection.js';
import type { Kind } from '../tenant/kinds.js';
import type { Tenant } from '../tenant/tenant.js';

const ALTERNATE_KEY = /^(appId|userPrincipalName)='(.+)'$/i;

/** The live object that a path names by id, by user principal name or by alternate key; 404 where there is none. */
export function found(exchange: Exchange, kind: Kind, parameter = 'id'): TenantObject {
  const key = exchange.parameter(parameter);
  const object = exchange.tenant.live(kind, idOfKey(exchange.tenant, kind, key));
  if (!object || !exchange.tenant.isVisible(object)) throw notFound(key);
  return object;
}

function idOfKey(tenant: Tenant, kind: Kind, key: string): string {
  const [, property, value] = ALTERNATE_KEY.exec(key) ?? [];
  if (property !== undefined && value !== undefined)
    return (
      tenant.unique.holder(kind, {
        property: property.toLowerCase() === 'appid' ? 'appId' : 'userPrincipalName',
        value,
      }) ?? ''
    );
  if (kind === 'user' && key.includes('@'))
    return tenant.unique.holder(kind, { property: 'userPrincipalName', value: key }) ?? '';
  return isOpaqueId(kind) ? key : key.toLowerCase();
}

/** Grants and assignments have ids in base64, whose case matters. */
function isOpaqueId(kind: Kind): boolean {
  return kind === 'oAuth2PermissionGrant' || kind === 'appRoleAssignment';
}

/** The live objects of a kind as a list. */
export function liveListing(tenant: Tenant, kind: Kind): Listing {
  const type = ENTITY_TYPES[kind];
  return {
    type,
    set: type.set,
    from: (sequence) => visible(tenant, tenant.collection(kind).liveAfter(sequence)),
  };
}

function* visible(tenant: Tenant, objects: Iterable<TenantObject>): Generator<Listed> {
  for (const object of objects) if (tenant.isVisible(object)) yield { sequence: object.sequence, object };
}

import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import type { TenantObject } from './collection.js';
import { KINDS, type Kind } from './kinds.js';
import type { Tenant } from './tenant.js';

/** Properties that change with every write, or that only say when something was written. */
const TIMESTAMPS = ['modifiedDateTime', 'lastModifiedDateTime', 'deletedDateTime', 'renewedDateTime'];

/**
 * The whole tenant in one deterministic form, for comparing states: no part of Graph. Objects by kind, sorted by
 * id, each live or soft-deleted, without modification times; links by their ends, and what Graph gives new ids by
 * its content, without those ids.
 */
export function tenantState(tenant: Tenant): JsonObject {
  const { id, displayName, verifiedDomains } = tenant.identity;
  const state: Record<string, Json> = { tenant: { id, displayName, verifiedDomains } };
  for (const kind of KINDS) state[kind] = isLinkKind(kind) ? links(tenant, kind) : objects(tenant, kind);
  state['members'] = memberships(tenant);
  return state;
}

function isLinkKind(kind: Kind): boolean {
  return kind === 'appRoleAssignment' || kind === 'oAuth2PermissionGrant';
}

function objects(tenant: Tenant, kind: Kind): Json {
  return [...tenant.collection(kind).all()].sort(byId).map(({ id, entity, deletedAt }) => ({
    id,
    lifecycle: deletedAt === undefined ? 'live' : 'softDeleted',
    ...sorted(entity),
  }));
}

function links(tenant: Tenant, kind: Kind): Json {
  const texts = [...tenant.collection(kind).all()].map(({ entity }) => {
    const ends = Object.entries(entity).filter(([name]) => name !== 'createdDateTime');
    return JSON.stringify(sorted(Object.fromEntries(ends)));
  });
  return texts.sort().map((text) => JSON.parse(text) as Json);
}

function memberships(tenant: Tenant): Json {
  return [...tenant.collection('group').all()].sort(byId).map(({ id }) => ({
    group: id,
    members: [...tenant.allMembersOf(id)].map((member) => member.id).sort(),
  }));
}

function sorted(entity: JsonObject): JsonObject {
  const members = Object.entries(entity).filter(
    ([name, value]) => value !== null && !TIMESTAMPS.includes(name),
  );
  return inOrder(
    members.map(([name, value]) => [name, name === 'combinationConfigurations' ? byContent(value) : value]),
  );
}

/** The order of members means nothing, at any depth. */
function inOrder(members: readonly (readonly [name: string, value: Json])[]): JsonObject {
  const ordered = members.map(([name, value]) => [name, valueInOrder(value)] as const);
  return Object.fromEntries(ordered.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function valueInOrder(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(valueInOrder);
  return isJsonObject(value) ? inOrder(Object.entries(value)) : value;
}

/** Items without the ids that Graph gives them, whatever their order. */
function byContent(items: Json): Json {
  if (!Array.isArray(items)) return items;
  const texts = (items as readonly Json[]).map((item) =>
    JSON.stringify(valueInOrder(isJsonObject(item) ? { ...item, id: null } : item)),
  );
  return texts.sort().map((text) => JSON.parse(text) as Json);
}

const byId = (a: TenantObject, b: TenantObject): number => (a.id < b.id ? -1 : 1);

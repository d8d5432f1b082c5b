import type { JsonObject } from '#catalogue';
import type { TenantChange } from './change.js';
import { ruleOfGroup } from './ruled-groups.js';
import type { Tenant } from './tenant.js';

/**
 * The changes with those that follow from the rules of dynamic groups: a user joins and leaves as the rule says, and
 * a group with a new rule gets its members anew. Entra takes minutes for it; here it happens at once.
 */
export function withRuledMembers(tenant: Tenant, changes: readonly TenantChange[]): readonly TenantChange[] {
  return [...changes, ...changes.flatMap((change) => following(tenant, change))];
}

function following(tenant: Tenant, change: TenantChange): readonly TenantChange[] {
  if (change.change !== 'create' && change.change !== 'update' && change.change !== 'restore') return [];
  const { kind, id } = change;
  if (kind !== 'user' && kind !== 'group') return [];
  const set = change.change === 'create' ? change.entity : change.set;
  const entity = { ...tenant.collection(kind).get(id)?.entity, ...set };
  const changed = change.change === 'update' ? Object.keys(set) : undefined;
  return kind === 'user' ? ofUser(tenant, id, entity, changed) : ofGroup(tenant, id, entity, changed);
}

function ofUser(
  tenant: Tenant,
  member: string,
  user: JsonObject,
  changed: readonly string[] | undefined,
): readonly TenantChange[] {
  return [...tenant.ruled.all()].flatMap(([group, { properties, holds }]) =>
    changed === undefined || changed.some((name) => properties.has(name))
      ? adjusted(tenant, group, member, holds(user))
      : [],
  );
}

const DECIDING = ['groupTypes', 'membershipRule', 'membershipRuleProcessingState'];

function ofGroup(
  tenant: Tenant,
  group: string,
  entity: JsonObject,
  changed: readonly string[] | undefined,
): readonly TenantChange[] {
  if (changed !== undefined && !changed.some((name) => DECIDING.includes(name))) return [];
  const rule = ruleOfGroup(entity);
  if (!rule) return [];
  const users = [...tenant.collection('user').liveAfter(-1)];
  const others = [...tenant.membersOf(group)].filter(({ object }) => object.kind !== 'user');
  return [
    ...others.map(({ object }): TenantChange => ({ change: 'removeMember', group, member: object.id })),
    ...users.flatMap((user) => adjusted(tenant, group, user.id, rule.holds(user.entity))),
  ];
}

function adjusted(tenant: Tenant, group: string, member: string, belongs: boolean): readonly TenantChange[] {
  if (tenant.isMember(group, member) === belongs) return [];
  return [{ change: belongs ? 'addMember' : 'removeMember', group, member }];
}
